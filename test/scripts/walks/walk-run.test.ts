import { expect, it } from "vitest";
import { BrowserHangs } from "../../../scripts/walks/drivers/browser-hangs.ts";
import type { Driver } from "../../../scripts/walks/drivers/driver.ts";
import { WalkRun } from "../../../scripts/walks/walk-run.ts";

const HANG = "WebKit did not answer “open /” within 20 s";

/** What a walk of a name does in the browser of a number, the first of which is 1. */
type Story = (browser: number) => void;

/** A run in browsers that are told apart by their numbers. */
async function runThrough(stories: Readonly<Record<string, Story>>) {
  const lines: string[] = [];
  const walked: string[] = [];
  const stopped: number[] = [];
  let started = 0;
  const numbers = new Map<Driver, number>();
  const start = async () => {
    started += 1;
    const number = started;
    const driver = { stop: async () => void stopped.push(number) } as Driver;
    numbers.set(driver, number);
    return driver;
  };
  const run = new WalkRun<{ name: string }>({
    start,
    walk: async (driver, { name }) => {
      const browser = numbers.get(driver) ?? 0;
      walked.push(`${name} in ${browser}`);
      stories[name]?.(browser);
    },
    report: (line) => lines.push(line),
    now: () => 0,
  });
  const result = await run.walkAll(Object.keys(stories).map((name) => ({ name })));
  await run.stop();
  return { result, lines, walked, stopped };
}

const passes: Story = () => undefined;
const hangs = (busy: readonly string[] | undefined) => {
  throw new BrowserHangs(HANG, busy);
};

it("walks all ways in one browser, and ends it", async () => {
  const { result, lines, walked, stopped } = await runThrough({ graph: passes, kiosk: passes });
  expect(result).toEqual({ passed: 2, failed: 0, hung: 0 });
  expect(walked).toEqual(["graph in 1", "kiosk in 1"]);
  expect(lines).toEqual(["  ok  graph (0.0 s)", "  ok  kiosk (0.0 s)"]);
  expect(stopped).toEqual([1]);
});

it("fails at once where a page shows what it should not, and goes on in the same browser", async () => {
  const wrong = () => {
    throw new Error("Not within 15 s: “max 800 ppm” in header li; it shows []");
  };
  const { result, lines, walked } = await runThrough({ graph: wrong, kiosk: passes });
  expect(result).toEqual({ passed: 1, failed: 1, hung: 0 });
  expect(walked).toEqual(["graph in 1", "kiosk in 1"]);
  expect(lines[0]).toBe("FAIL  graph (0.0 s): Not within 15 s: “max 800 ppm” in header li; it shows []");
});

it("repeats a way once in a new browser when the browser hung, says so, and stays in the new one", async () => {
  const once: Story = (browser) => browser === 1 && hangs([]);
  const { result, lines, walked, stopped } = await runThrough({ graph: once, kiosk: passes });
  expect(result).toEqual({ passed: 2, failed: 0, hung: 1 });
  expect(walked).toEqual(["graph in 1", "graph in 2", "kiosk in 2"]);
  expect(lines).toEqual([
    `HUNG  graph (0.0 s): ${HANG}, nor anything else: none of its processes was busy.`,
    "      graph once more, in a new browser:",
    "  ok  graph (0.0 s)",
    "  ok  kiosk (0.0 s)",
  ]);
  expect(stopped).toEqual([1, 2]);
});

it("fails a way in which the new browser hangs too, and walks on in a third", async () => {
  const { result, lines, walked } = await runThrough({ graph: () => hangs([]), kiosk: passes });
  expect(result).toEqual({ passed: 1, failed: 1, hung: 2 });
  expect(walked).toEqual(["graph in 1", "graph in 2", "kiosk in 3"]);
  expect(lines).toContain("FAIL  graph: the new browser hung too.");
});

it("fails a repeated way that shows what it should not", async () => {
  const story: Story = (browser) => {
    if (browser === 1) hangs([]);
    throw new Error("it shows []");
  };
  const { result, walked } = await runThrough({ graph: story });
  expect(result).toEqual({ passed: 0, failed: 1, hung: 1 });
  expect(walked).toEqual(["graph in 1", "graph in 2"]);
});

it.each([
  ["a process of it is busy, as with a page that loops", ["WebKitWebProces"], "WebKitWebProces was busy"],
  ["nobody knows what its processes do", undefined, "what its processes did is unknown"],
])("repeats nothing where the browser hangs and %s, but walks on in a new one", async (_, busy, words) => {
  const story: Story = (browser) => browser === 1 && hangs(busy);
  const { result, lines, walked } = await runThrough({ graph: story, kiosk: passes });
  expect(result).toEqual({ passed: 1, failed: 1, hung: 1 });
  expect(walked).toEqual(["graph in 1", "kiosk in 2"]);
  expect(lines[0]).toBe(`FAIL  graph (0.0 s): ${HANG}, nor anything else: ${words}.`);
});
