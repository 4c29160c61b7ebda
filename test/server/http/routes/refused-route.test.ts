import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import type { RefusedListAnswer } from "../../../../shared/wire/refused.ts";
import { NOON } from "../../../helpers/build-entry.ts";
import { sendPackets } from "../../../helpers/send-packets.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

let folder: string;
let davy: TestDavy;
let clock: number;

const start = async () => {
  davy = await startTestDavy({ folder, now: () => clock });
};

beforeEach(async () => {
  clock = NOON;
  folder = await temporaryFolder("refused");
  await start();
});
afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

const post = (body: string) => fetch(davy.url + PATHS.receiveJson, { method: "POST", body });

async function ask(query = ""): Promise<RefusedListAnswer> {
  const response = await fetch(davy.url + ACCESS_PATHS.refused + query);
  expect(response.status).toBe(200);
  return (await response.json()) as RefusedListAnswer;
}

const UNFIT = JSON.stringify({ id: "handheld 7", pct: 50, sensors: "none" });

it("lists what was refused by sender, device and reason, over a restart, with what to do", async () => {
  expect((await post(UNFIT)).status).toBe(400);
  expect((await post(UNFIT)).status).toBe(400);
  const row = {
    from: "127.0.0.1",
    devices: ["handheld 7"],
    path: "/receive-json",
    why: "payload",
    code: "payload",
    canAllow: false,
    reason: expect.stringContaining("sensors"),
    todo: expect.stringContaining("rejected.ndjson"),
    count: 2,
    firstAt: NOON,
  };
  expect(await ask()).toEqual({ serverTime: NOON, refused: [{ ...row, lastAt: NOON }], others: 0 });
  await davy.close();
  clock += 60_000;
  await start();
  await post(UNFIT);
  const { refused } = await ask();
  expect(refused).toEqual([{ ...row, count: 3, lastAt: clock }]);
});

it("finds those of a device, an address and a kind, and counts what it leaves out", async () => {
  await post(UNFIT);
  await post("{");
  expect((await ask()).refused.map(({ devices }) => devices)).toEqual([[], ["handheld 7"]]);
  expect((await ask("?device=handheld%207")).refused).toHaveLength(1);
  expect((await ask("?address=10.0.0.1")).refused).toEqual([]);
  expect((await ask("?why=key")).refused).toEqual([]);
  expect(await ask("?limit=1")).toMatchObject({ refused: [{ devices: [] }], others: 1 });
});

it("lists what is no HTTP, and keeps neither its password nor its key", async () => {
  const lines = (path: string) => [
    `POST ${path} HTTP/1.1\nHost: x\nAuthorization: Bearer davy_g_zzzz\nContent-Length: 30\nContent-Length: 30\n\n`,
    '{"name":"a","password":"zzzz"}',
  ];
  await sendPackets(davy.url, [lines("/api/v1/session").join("")]);
  await sendPackets(davy.url, [lines("/k/zzzz/receive-json").join("")]);
  const { refused } = await ask();
  expect(refused).toEqual([expect.objectContaining({ code: "protocol", devices: [], count: 2 })]);
  await davy.close();
  const kept = await readFile(join(folder, "rejected.ndjson"), "utf8");
  expect(kept).toContain("/api/v1/session");
  expect(kept).toContain("receive-json");
  expect(kept).not.toContain("zzzz");
  expect(JSON.stringify(davy.report.lines)).not.toContain("zzzz");
});
