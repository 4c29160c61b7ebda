import { expect, it } from "vitest";
import { clientErrorOf } from "../../../../pwa/offline/client-error.ts";
import { ErrorReports } from "../../../../pwa/src/data/health/error-reports.ts";
import type { ClientError } from "../../../../shared/wire/api.ts";

const PLACE = { build: "b", view: "overview", part: "device-card" };
const errorOf = (message: string) => clientErrorOf(new Error(message), PLACE);

/** Reports over a server that answers as told, and a storage that outlives them. */
function createScene(stored = new Map<string, string>()) {
  const sent: string[] = [];
  let answer: number | "no network" = 204;
  let tick: () => void = () => undefined;
  const reports = new ErrorReports({
    send: async (_, { body }) => {
      if (answer === "no network") throw new TypeError("Failed to fetch");
      sent.push((JSON.parse(String(body)) as ClientError).message);
      return new Response(null, { status: answer });
    },
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    },
    every: (_, callback) => {
      tick = callback;
      return () => undefined;
    },
  });
  reports.start();
  const settle = async () => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    return sent.splice(0);
  };
  return {
    reports,
    stored,
    settle,
    setAnswer(next: typeof answer) {
      answer = next;
    },
    retry: () => tick(),
  };
}

it("reports an error once, and at most ten of a page", async () => {
  const { reports, settle } = createScene();
  for (let time = 0; time < 3; time += 1) reports.report(errorOf("a"));
  expect(await settle()).toEqual(["Error: a"]);
  const seen: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    reports.report(errorOf(`b${index}`));
    seen.push(...(await settle()));
  }
  expect(seen).toEqual(Array.from({ length: 9 }, (_, index) => `Error: b${index}`));
});

it.each(["no network", 429, 503] as const)(
  "tries again after %s, in the next visit if need be",
  async (answer) => {
    const first = createScene();
    first.setAnswer(answer);
    first.reports.report(errorOf("a"));
    await first.settle();
    first.setAnswer(204);
    first.retry();
    expect(await first.settle()).toEqual(["Error: a"]);
    first.setAnswer(answer);
    for (let index = 0; index < 7; index += 1) first.reports.report(errorOf(`c${index}`));
    await first.settle();
    const next = createScene(first.stored);
    expect(await next.settle()).toEqual(["c2", "c3", "c4", "c5", "c6"].map((name) => `Error: ${name}`));
    expect(await createScene(first.stored).settle()).toEqual([]);
  },
);

it("gives up what the server does not take", async () => {
  const { reports, settle, setAnswer, retry } = createScene();
  setAnswer(400);
  reports.report(errorOf("a"));
  await settle();
  retry();
  expect(await settle()).toEqual([]);
});

it.each(["{nonsense", "{}", "[1, null]"])("takes %s in the storage for nothing", async (text) => {
  expect(await createScene(new Map([["davy.errors", text]])).settle()).toEqual([]);
});

it("cuts every member to its bound, and takes whatever is thrown", () => {
  const long = "x".repeat(3_000);
  const error = new Error(long);
  error.stack = long;
  const cut = clientErrorOf(error, { build: long, view: long, part: long });
  const lengths = Object.entries(cut).map(([name, text]) => [name, text.length]);
  expect(Object.fromEntries(lengths)).toEqual({ build: 64, view: 64, part: 64, message: 300, stack: 2_000 });
  expect(clientErrorOf(undefined, PLACE)).toEqual({ ...PLACE, message: "undefined", stack: "" });
});
