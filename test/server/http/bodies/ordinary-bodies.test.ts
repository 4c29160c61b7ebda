// What the bodies of settings, of the site and of error reports have in common: whatever sent them, the same is read or refused.

import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { askRaw } from "../../../helpers/ask-raw.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy();
  const body = JSON.stringify({ id: "a", pct: 80, sensors: [{ type: "CO", val: 7 }] });
  expect((await askRaw(davy.url, `POST ${PATHS.receiveJson}`, { body })).status).toBe(200);
});
afterAll(() => davy.stop());

const REPORT = { build: "b", view: "v", part: "p", message: "m", stack: "" };
const ROUTES: readonly [route: string, body: object, done: number][] = [
  [`PATCH ${PATHS.devices}/a`, { name: "Pump" }, 200],
  [`PATCH ${PATHS.site}`, { name: "Shaft" }, 200],
  [`POST ${PATHS.clientErrors}`, REPORT, 204],
];

describe.each(ROUTES)("%s", (route, body, done) => {
  const json = JSON.stringify(body);
  const ask = (sent: string | Uint8Array, headers: Record<string, string> = {}) =>
    askRaw(davy.url, route, { body: sent as string, headers });

  it("takes its body under any content type, and under none", async () => {
    expect((await ask(json)).status).toBe(done);
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "nonsense"])
      expect([type, (await ask(json, { "content-type": type })).status]).toEqual([type, done]);
  });

  it("unpacks what is packed, and refuses what it cannot unpack", async () => {
    for (const [encoding, packed] of [
      ["x-gzip", gzipSync(json)],
      ["deflate", deflateSync(json)],
      ["br", brotliCompressSync(json)],
    ] as const)
      expect([encoding, (await ask(packed, { "content-encoding": encoding })).status]).toEqual([
        encoding,
        done,
      ]);
    expect((await ask(json, { "content-encoding": "zip" })).status).toBe(415);
    expect((await ask(json, { "content-encoding": "gzip" })).status).toBe(400);
    const bomb = gzipSync(Buffer.alloc(1024 * 1024, " "));
    expect((await ask(bomb, { "content-encoding": "gzip" })).status).toBe(413);
  });

  it("refuses text that is no UTF-8 in place of keeping something else", async () => {
    const broken = Buffer.from(json.replace(/"(Pump|Shaft|m)"/, '"?"'));
    broken[broken.indexOf("?")] = 0xff;
    expect((await ask(broken)).status).toBe(400);
  });
});
