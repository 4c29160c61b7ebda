import { expect, it } from "vitest";
import { BrowserHangs } from "../../../scripts/walks/drivers/browser-hangs.ts";
import type { Driver } from "../../../scripts/walks/drivers/driver.ts";
import { until } from "../../../scripts/walks/drivers/until.ts";
import { watchDriver } from "../../../scripts/walks/drivers/watch-driver.ts";

const never = () => new Promise<never>(() => undefined);

/** A watched driver under a clock whose time is always up: what does not answer at once does not answer in time. */
function watched(over: Partial<Driver>, busy: readonly string[] = []) {
  const waits: number[] = [];
  const driver = { version: "WebKit 2", run: async () => true, ...over } as Driver;
  const watching = watchDriver(driver, {
    after(ms, callback) {
      waits.push(ms);
      const timer = setImmediate(callback);
      return () => clearImmediate(timer);
    },
    findBusy: async () => busy,
  });
  return { driver: watching, waits };
}

it("passes on what a browser answers, errors too", async () => {
  const refusing = async () => {
    throw new Error("no such element");
  };
  const { driver } = watched({ run: async (body) => `ran ${body}`, back: refusing });
  expect(await driver.run("return 1;")).toBe("ran return 1;");
  await expect(driver.back()).rejects.toThrow("no such element");
});

it("says of a command without an answer that it had none while the browser answers others", async () => {
  const { driver } = watched({ open: never });
  const opening = driver.open("/graph");
  await expect(opening).rejects.toThrow("WebKit 2 did not answer “open /graph” within 20 s.");
  await expect(opening).rejects.not.toBeInstanceOf(BrowserHangs);
});

it.each([
  ["not at all", never],
  ["with an error", () => Promise.reject(new Error("timeout"))],
])(
  "finds that a browser hangs which answers a command never, and the simplest question %s",
  async (_, run) => {
    const { driver, waits } = watched({ open: never, run }, ["WebKitWebProces"]);
    const opening = driver.open("/");
    await expect(opening).rejects.toBeInstanceOf(BrowserHangs);
    await expect(opening).rejects.toMatchObject({ busy: ["WebKitWebProces"] });
    expect(waits).toEqual([20_000, 5_000]);
  },
);

it("asks a browser that hangs nothing more, so that a walk ends at once, but still ends it", async () => {
  let asked = 0;
  let stops = 0;
  const { driver } = watched({
    run: () => {
      asked += 1;
      return never();
    },
    stop: async () => {
      stops += 1;
    },
  });
  await expect(driver.run("return 1;")).rejects.toBeInstanceOf(BrowserHangs);
  expect(asked).toBe(2);
  const looking = until("a figure", async () => (await driver.run("return 2;")) as true | undefined, 60_000);
  await expect(looking).rejects.toBeInstanceOf(BrowserHangs);
  await expect(driver.screenshot()).rejects.toBeInstanceOf(BrowserHangs);
  expect(asked).toBe(2);
  await driver.stop();
  expect(stops).toBe(1);
});
