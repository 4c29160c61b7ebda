import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BatchAnswer } from "../../../../shared/wire/api.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ env: { DAVY_MAX_BATCH_MB: "1" } });
});

afterAll(() => davy.stop());

interface Answered extends BatchAnswer {
  readonly status: number;
  readonly error?: string;
  readonly code?: string;
}

async function post(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(davy.url + PATHS.readings, { method: "POST", body: body as string, headers });
  return { status: response.status, ...((await response.json()) as BatchAnswer) };
}

const reading = (pct: number) => ({ id: "box 1", pct, sensors: [{ type: "CO", val: pct }] });
const readings = (count: number) => Array.from({ length: count }, (_, index) => reading(index));
const outcomes = ({ results }: BatchAnswer) => results.map(({ status }) => status);

const ACCEPTED = "davy_readings_accepted_total";
async function accepted(): Promise<number> {
  const text = await (await fetch(davy.url + PATHS.metrics)).text();
  return Number(new RegExp(`^${ACCEPTED} (\\d+)`, "m").exec(text)?.[1]);
}

describe("what it takes", () => {
  it.each([
    ["one reading", JSON.stringify(reading(1)), 1],
    ["an array", JSON.stringify(readings(3)), 3],
    ["an array with white space in it", JSON.stringify(readings(3), undefined, 2), 3],
    [
      "NDJSON",
      readings(3)
        .map((item) => JSON.stringify(item))
        .join("\n"),
      3,
    ],
    [
      "NDJSON with blank lines and carriage returns",
      `\r\n${JSON.stringify(reading(1))}\r\n\r\n${JSON.stringify(reading(2))}\r\n`,
      2,
    ],
    ["NUL bytes round it", `\0${JSON.stringify(readings(2))}\0\0`, 2],
  ])("takes %s", async (_, body, stored) => {
    expect(await post(body)).toMatchObject({ status: 200, stored, duplicates: 0, rejected: 0 });
  });

  it.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("takes %s", async (encoding, compress) => {
    const answer = await post(compress(JSON.stringify(readings(5))), { "content-encoding": encoding });
    expect(answer).toMatchObject({ status: 200, stored: 5 });
  });

  it("takes times in seconds, in milliseconds and as ISO 8601 for the same moment", async () => {
    const at = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
    const times = [at / 1_000, at, new Date(at).toISOString()];
    await post(JSON.stringify(times.map((ts, index) => ({ ...reading(index), id: "clock", ts }))));
    const hour = new Date(at).toISOString().slice(0, 13);
    const slice = await (await fetch(`${davy.url}${PATHS.devices}/clock/history/raw/${hour}`)).json();
    expect((slice as { t: number[] }).t).toEqual([at, at, at]);
  });

  it("tells the server's time, by which a gateway may set its clock", async () => {
    const noon = Date.UTC(2026, 10, 20, 12);
    const other = await startTestDavy({ now: () => noon });
    const body = JSON.stringify(reading(1));
    const answer = await fetch(other.url + PATHS.readings, { method: "POST", body });
    expect(await answer.json()).toMatchObject({ stored: 1, server_time: noon });
    await other.stop();
  });
});

describe("one bad item", () => {
  it("costs the others nothing, and is answered at its place", async () => {
    const answer = await post(JSON.stringify([reading(1), { pct: 1 }, 7, null, reading(2)]));
    expect(answer.status).toBe(200);
    expect(outcomes(answer)).toEqual(["stored", "rejected", "rejected", "rejected", "stored"]);
    expect(answer.results[1]).toEqual({
      index: 1,
      status: "rejected",
      reason: "Missing required fields: 'pct' or 'id'",
    });
    expect(answer).toMatchObject({ stored: 2, rejected: 3 });
  });

  it("costs the others nothing where it is no JSON, in an array or in lines, and is kept", async () => {
    const inArray = await post(
      `[${JSON.stringify(reading(1))}, {"id":"broken, "pct":1}, ${JSON.stringify(reading(2))}]`,
    );
    expect(outcomes(inArray)).toEqual(["stored", "rejected", "stored"]);
    const inLines = await post(
      `${JSON.stringify(reading(1))}\n{"id":"cut off","pc\n${JSON.stringify(reading(2))}`,
    );
    expect(outcomes(inLines)).toEqual(["stored", "rejected", "stored"]);
    expect(inLines.results[1]).toMatchObject({ reason: expect.stringContaining("ends too early") });
    const kept = () => readFile(join(davy.folder, "rejected.ndjson"), "utf8");
    await expect.poll(kept).toContain("cut off");
  });

  it("costs the others nothing where lines hold arrays by mistake", async () => {
    const answer = await post(`[1,2]\n${JSON.stringify(reading(1))}\n[]`);
    expect(outcomes(answer)).toEqual(["rejected", "stored", "rejected"]);
  });

  it("costs the others nothing wherever bad ones stand", async () => {
    const good = fc.integer({ min: 0, max: 100 }).map((pct) => [true, JSON.stringify(reading(pct))] as const);
    const bad = fc
      .constantFrom('{"id":"x","pct":', '{"pct":1}', "[1,2]", "x", '"', '{"id":{},"pct":1}')
      .map((text) => [false, text] as const);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(good, bad), { minLength: 2, maxLength: 20 }), async (lines) => {
        const answer = await post(lines.map(([, text]) => text).join("\n"));
        expect(outcomes(answer)).toEqual(lines.map(([isGood]) => (isGood ? "stored" : "rejected")));
        expect(answer.status).toBe(lines.some(([isGood]) => isGood) ? 200 : 400);
      }),
      { numRuns: 100 },
    );
  });

  it("costs the others nothing where it nests without end, and is kept", async () => {
    const deep = "[".repeat(5_000) + "]".repeat(5_000);
    const answer = await post(`{"id":"g1"}\n${deep}\n{"id":"g2"}`);
    expect(outcomes(answer)).toEqual(["stored", "rejected", "stored"]);
    expect(answer.results[1]).toMatchObject({ reason: expect.stringMatching(/nests deeper/) });
    const inArray = await post(
      `[{"id":"g1"},{"id":"g3","x":${"[".repeat(90)}${"]".repeat(90)}},{"id":"g2"}]`,
    );
    expect(outcomes(inArray)).toEqual(["stored", "rejected", "stored"]);
    const kept = () => readFile(join(davy.folder, "rejected.ndjson"), "utf8");
    await expect.poll(kept).toContain("g3");
    expect(await kept()).toContain("[[[[[[");
  });

  it("is kept where it is the key of the post that is too long", async () => {
    const answer = await post('[{"id":"under a long key"}]', { "idempotency-key": "k".repeat(201) });
    expect(answer).toMatchObject({ status: 400, code: "invalid_parameter" });
    await expect
      .poll(() => readFile(join(davy.folder, "rejected.ndjson"), "utf8"))
      .toContain("under a long key");
  });

  it("costs its own neighbours nothing when only a value is unfit, and its sender is told", async () => {
    const answer = await post(
      '[{"id":"a","sensors":[{"type":"O2","val":NaN},{"type":"CO","val":2000}]},{"id":"b"}]',
    );
    expect(outcomes(answer)).toEqual(["stored", "stored"]);
    expect(answer.results).toMatchObject([
      { warnings: [expect.stringMatching(/O2.*not a number/)] },
      { status: "stored" },
    ]);
    expect(answer.results[1]).not.toHaveProperty("warnings");
  });

  it("names the sender's address and the device beside what is refused", async () => {
    await post('[{"id":"g4","sensors":7}]');
    const kept = async () => (await readFile(join(davy.folder, "rejected.ndjson"), "utf8")).split("\n");
    await expect.poll(kept).toContainEqual(expect.stringContaining('"address":"127.0.0.1","device":"g4"'));
  });
});

describe("what it refuses", () => {
  it.each([
    ["nothing", "", /empty/],
    ["an empty array", "[]", /no reading/],
    ["words", "Words are none", /Malformed JSON at line 1, column 1/],
    ["items none of which is a reading", "[1,2]", /must be a JSON object/],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x7d]), /no UTF-8/],
  ])("refuses %s", async (_, body, reason) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, error: expect.stringMatching(reason) });
  });

  it("refuses what is no whole compressed data", async () => {
    const whole = gzipSync(JSON.stringify(readings(100)));
    for (const body of [whole.subarray(0, -20), Buffer.from("no gzip")]) {
      const answer = await post(body, { "content-encoding": "gzip" });
      expect(answer).toMatchObject({
        status: 400,
        code: "malformed",
        error: expect.stringContaining("gzip"),
      });
    }
  });

  it("refuses more than it may hold, plain or packed, and stores nothing of it", async () => {
    const before = await accepted();
    const large = JSON.stringify(Array.from({ length: 30_000 }, (_, index) => reading(index)));
    expect(large.length).toBeGreaterThan(1024 * 1024);
    expect(await post(large)).toMatchObject({ status: 413, code: "too_long" });
    expect(await post(gzipSync(large), { "content-encoding": "gzip" })).toMatchObject({ status: 413 });
    expect(await accepted()).toBe(before);
  });

  it("refuses more items than it answers for before it stores one of them", async () => {
    const before = await accepted();
    const junk = gzipSync(`[${"1,".repeat(100_000)}1]`);
    const lines = `{"id":"many"}\n${"x\n".repeat(100_000)}`;
    const answers = [
      await post(junk, { "content-encoding": "gzip" }),
      await post(gzipSync(lines), { "content-encoding": "gzip" }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 413,
        code: "too_many",
        error: expect.stringContaining("more than 12000 items"),
      });
    expect(await accepted()).toBe(before);
  });

  it("stops unpacking a bomb at the bound", async () => {
    // 128 MB of zeros in 128 kB.
    const bomb = gzipSync(Buffer.alloc(128 * 1024 * 1024), { level: 6 });
    const before = process.memoryUsage().rss;
    expect(await post(bomb, { "content-encoding": "gzip" })).toMatchObject({ status: 413 });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it("keeps the reason when an upload breaks off, packed or not", async () => {
    const kept = () => readFile(join(davy.folder, "rejected.ndjson"), "utf8");
    const count = async () => (await kept().catch(() => "")).split("connection ended before").length - 1;
    for (const [sent, headers] of [
      ['[{"id":"box 1",', {}],
      [gzipSync(JSON.stringify(readings(1_000))).subarray(0, 100), { "content-encoding": "gzip" }],
    ] as const) {
      const before = await count();
      const upload = request(davy.url + PATHS.readings, {
        method: "POST",
        agent: false,
        headers: { ...headers, "content-length": "5000" },
      });
      upload.on("error", () => undefined);
      upload.write(sent);
      // The server must have begun to read before the sender is gone.
      await new Promise((resolve) =>
        upload.once("socket", (socket) => socket.once("ready", resolve)).flushHeaders(),
      );
      await fetch(davy.url + PATHS.health);
      upload.destroy();
      await expect.poll(count).toBe(before + 1);
    }
  });
});

describe("a batch that is sent again", () => {
  it("is known by its key, item by item, also in parts", async () => {
    const headers = { "idempotency-key": "upload 1" };
    const first = await post(JSON.stringify(readings(3)), headers);
    const again = await post(JSON.stringify(readings(4)), headers);
    expect(outcomes(again)).toEqual(["duplicate", "duplicate", "duplicate", "stored"]);
    const seqs = (answer: BatchAnswer) => answer.results.map((result) => ("seq" in result ? result.seq : 0));
    expect(seqs(again).slice(0, 3)).toEqual(seqs(first));
  });

  it("is known by the uids of its readings, whatever their order", async () => {
    const items = readings(3).map((item, uid) => ({ ...item, uid: `u${uid}` }));
    await post(JSON.stringify(items));
    const answer = await post(JSON.stringify([...items].reverse()));
    expect(answer).toMatchObject({ stored: 0, duplicates: 3 });
  });

  it("is stored twice without either, since real devices repeat themselves", async () => {
    const body = JSON.stringify(readings(2));
    expect(await post(body)).toMatchObject({ stored: 2 });
    expect(await post(body)).toMatchObject({ stored: 2, duplicates: 0 });
  });

  it("stores each reading once when the same batch races itself", async () => {
    const headers = { "idempotency-key": "race" };
    const body = JSON.stringify(readings(500));
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(body, headers)));
    expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(500);
    expect(answers.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(1_500);
  });
});
