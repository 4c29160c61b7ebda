import { appendFile, readdir, readFile, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Rejected } from "../../../server/data-folder/data-folder.ts";
import { openRejected } from "../../../server/data-folder/rejected.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { NOON } from "../../helpers/build-entry.ts";
import { recordReport } from "../../helpers/record-report.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let folder: string;
let clock: number;

beforeEach(async () => {
  clock = NOON;
  folder = await temporaryFolder("rejected");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(maxBytes = 1_000_000): Promise<Rejected> {
  return openRejected({ folder, maxBytes, maxAgeMs: 30 * DAY_MS, now: () => clock, report: recordReport() });
}

async function linesOf(name: string): Promise<{ reason: string }[]> {
  const text = await readFile(join(folder, name), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { reason: string });
}

async function keep(rejected: Rejected, reason: string): Promise<void> {
  rejected.keep({ reason, body: "{}" });
  await rejected.flush();
}

it("keeps what was refused with its reason over a restart, also bytes that are no text", async () => {
  const first = await open();
  first.keep({ reason: "no JSON", body: "{", from: "/receive-json" });
  first.keep({ reason: "no text", body: new Uint8Array([0xff, 0x00]) });
  await first.close();
  await keep(await open(), "later");
  expect(await linesOf("rejected.ndjson")).toEqual([
    { at: "2026-11-23T12:00:00.000Z", reason: "no JSON", from: "/receive-json", body: "{" },
    { at: "2026-11-23T12:00:00.000Z", reason: "no text", base64: "/wA=" },
    { at: "2026-11-23T12:00:00.000Z", reason: "later", body: "{}" },
  ]);
});

it("never takes more than its bound, and the newest stay", async () => {
  const rejected = await open(2_000);
  for (let index = 0; index < 100; index += 1) await keep(rejected, `reason ${index}`);
  expect(rejected.status().bytes).toBeLessThanOrEqual(2_000);
  expect((await linesOf("rejected.ndjson")).at(-1)?.reason).toBe("reason 99");
  expect((await readdir(folder)).sort()).toEqual(["rejected.1.ndjson", "rejected.ndjson"]);
});

it("lets go what is past the retention, also when a little is added all the time", async () => {
  const rejected = await open();
  await keep(rejected, "old");
  clock += 31 * DAY_MS;
  await utimes(join(folder, "rejected.ndjson"), clock / 1_000, clock / 1_000);
  await rejected.enforceRetention(clock);
  await keep(rejected, "new");
  expect((await linesOf("rejected.1.ndjson")).map(({ reason }) => reason)).toEqual(["old"]);
  clock += 31 * DAY_MS;
  await utimes(join(folder, "rejected.ndjson"), clock / 1_000, clock / 1_000);
  await rejected.enforceRetention(clock);
  expect((await linesOf("rejected.1.ndjson")).map(({ reason }) => reason)).toEqual(["new"]);
  clock += 31 * DAY_MS;
  await rejected.enforceRetention(clock);
  expect(await readdir(folder)).toEqual([]);
  expect(rejected.status().bytes).toBe(0);
});

async function earlierOf(rejected: Rejected): Promise<string[]> {
  const reasons: string[] = [];
  await rejected.earlier(({ at, reason, why, address, device, from }) => {
    reasons.push([at, reason, why, address, device, from].join(" "));
  });
  return reasons;
}

it("tells what was refused before the start, of both files, damaged lines aside, and nothing of after it", async () => {
  const first = await open(400);
  first.keep({
    reason: "one",
    body: "{".repeat(200),
    address: "10.0.0.1",
    device: "a",
    from: "/x",
    why: "no_key",
  });
  await first.flush();
  await keep(first, "two");
  await appendFile(join(folder, "rejected.ndjson"), '{"at":"2026-11-23T12:00:00.000Z","rea\n[]\n');
  const second = await open(400);
  await keep(second, "three");
  expect(await earlierOf(second)).toEqual([`${NOON} one no_key 10.0.0.1 a /x`, `${NOON} two    `]);
});

it("tells of before the start also when the file was set aside since", async () => {
  await keep(await open(400), "one");
  const second = await open(400);
  second.keep({ reason: "two", body: "{".repeat(300) });
  await second.flush();
  expect(await readdir(folder)).toContain("rejected.1.ndjson");
  expect(await earlierOf(second)).toEqual([`${NOON} one    `]);
});

it("keeps no secret, neither in text nor in bytes", async () => {
  const rejected = await open();
  rejected.keep({ reason: "x", body: '{"a":"davy_g_abc"}' });
  rejected.keep({
    reason: "x",
    body: Buffer.from("POST /k/abcd/x HTTP/1.1\r\nAuthorization: Basic abcd\r\n\xff", "latin1"),
  });
  await rejected.flush();
  const [text, bytes] = (await linesOf("rejected.ndjson")) as { body?: string; base64?: string }[];
  expect(text?.body).toBe('{"a":"davy_g_***"}');
  expect(Buffer.from(bytes?.base64 ?? "", "base64").toString("latin1")).toBe(
    "POST /k/***/x HTTP/1.1\r\nAuthorization: ***\r\n\xff",
  );
});
