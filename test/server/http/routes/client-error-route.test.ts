import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const REPORT = {
  build: "0123456789ab",
  view: "overview",
  part: "device-card",
  message: "TypeError: x is undefined",
  stack: "at render (main.js:1:2)",
};
let davy: TestDavy;
let now = Date.UTC(2026, 10, 23, 12);

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
});
afterAll(() => davy.stop());
beforeEach(() => {
  now += 60_000;
});

/** Posts from an address of this machine; answers status and body. */
function postFrom(address: string, body: unknown): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      davy.url + PATHS.clientErrors,
      { method: "POST", localAddress: address, agent: false },
      async (answer) => {
        const chunks = await answer.toArray();
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      },
    );
    asked.on("error", reject);
    asked.end(typeof body === "string" ? body : JSON.stringify(body));
  });
}

async function statuses(address: string, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) all.push((await postFrom(address, REPORT)).status);
  return all;
}

const logged = () => davy.report.lines.filter(({ message }) => message === "A page reported an error");
const counted = async () => {
  const text = await (await fetch(davy.url + PATHS.metrics)).text();
  const of = (outcome: string) =>
    Number(new RegExp(`^davy_client_errors_total\\{outcome="${outcome}"\\} (\\d+)$`, "m").exec(text)?.[1]);
  return { logged: of("logged"), refused: of("refused") };
};

it("writes a report to the log, with the address it came from, and counts it", async () => {
  expect(await counted()).toEqual({ logged: 0, refused: 0 });
  expect(await postFrom("127.0.0.1", REPORT)).toEqual({ status: 204, text: "" });
  expect(logged().at(-1)).toMatchObject({ level: "warn", details: { ...REPORT, address: "127.0.0.1" } });
  expect(await counted()).toEqual({ logged: 1, refused: 0 });
});

it("says in kB how long a report may be", async () => {
  const { status, text } = await postFrom("127.0.0.1", "x".repeat(16 * 1024 + 1));
  expect(status).toBe(413);
  expect(JSON.parse(text)).toMatchObject({
    error: "The body has more than 16 kB. Send it in smaller parts.",
  });
});

it.each([
  ["no JSON", "{", "malformed"],
  ["nothing", "", "malformed"],
  ["a list", [], "invalid_report"],
  ["a member missing", { ...REPORT, view: undefined }, "invalid_report"],
  ["a message of 301 characters", { ...REPORT, message: "x".repeat(301) }, "invalid_report"],
  ["a stack of 2,001 characters", { ...REPORT, stack: "x".repeat(2_001) }, "invalid_report"],
  ["a build of 65 characters", { ...REPORT, build: "x".repeat(65) }, "invalid_report"],
])("refuses %s with a reason and logs nothing", async (_, body, code) => {
  const before = logged().length;
  const { status, text } = await postFrom("127.0.0.1", body);
  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({ code, error: expect.stringMatching(/\S/) });
  expect(logged()).toHaveLength(before);
});

it("takes members at their longest, and lets further ones go", async () => {
  const longest = { ...REPORT, message: "\u0001".repeat(300), stack: "€".repeat(2_000) };
  expect((await postFrom("127.0.0.1", { ...longest, more: 1 })).status).toBe(204);
  expect(logged().at(-1)?.details).toEqual({ ...longest, address: "127.0.0.1" });
  expect((await postFrom("127.0.0.1", "x".repeat(16 * 1024 + 1))).status).toBe(413);
});

it("takes ten a minute from an address, and the next ones when the minute is over", async () => {
  const first = await statuses("127.0.0.1", 12);
  expect(first).toEqual([...Array(10).fill(204), 429, 429]);
  expect(await statuses("127.0.0.2", 1)).toEqual([204]);
  const { refused } = await counted();
  expect(refused).toBe(2);
  now += 59_999;
  expect(await statuses("127.0.0.1", 1)).toEqual([429]);
  now += 1;
  expect(await statuses("127.0.0.1", 1)).toEqual([204]);
});

it("takes a hundred a minute in all", async () => {
  const lines = logged().length;
  for (let host = 1; host <= 10; host += 1)
    expect(await statuses(`127.0.1.${host}`, 10)).toEqual(Array(10).fill(204));
  expect(await statuses("127.0.1.11", 1)).toEqual([429]);
  expect(logged()).toHaveLength(lines + 100);
});
