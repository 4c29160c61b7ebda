import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { AS_BEFORE, BETTER, type Case, NOW, POST } from "../legacy-cases.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => NOW });
});

afterAll(() => davy.stop());

async function answerTo({ ask, body, headers }: Case): Promise<Response> {
  const [method = "", path] = ask.split(" ");
  const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const sent = body === undefined ? {} : { body: text as string };
  return fetch(davy.url + path, { method, ...sent, ...(headers ? { headers } : {}) });
}

async function expectAsTabled(tabled: Case): Promise<void> {
  const response = await answerTo(tabled);
  const text = await response.text();
  expect({ status: response.status, text }).toMatchObject({ status: tabled.status });
  for (const part of tabled.contains) {
    // Sentences are looked for as they read, not as JSON escapes them.
    const plain = text.replaceAll('\\"', '"');
    if (typeof part === "string") expect(plain).toContain(part);
    else expect(text).toMatch(part);
  }
  for (const part of tabled.lacks ?? []) expect(text).not.toContain(part);
  if (response.status >= 400) {
    expect(JSON.parse(text)).toEqual({ error: expect.any(String), code: expect.stringMatching(/^[a-z_]+$/) });
  }
}

describe("answers as the original did", () => {
  it.each(AS_BEFORE)("$name: $status", expectAsTabled);
});

describe("answers better than the original did", () => {
  it.each(BETTER)("$name: $status", expectAsTabled);

  it("keeps all that it refused, with the reason", async () => {
    const refused = [...AS_BEFORE, ...BETTER].filter(({ ask, status }) => ask === POST && status >= 400);
    const read = async () => {
      const text = await readFile(join(davy.folder, "rejected.ndjson"), "utf8");
      return text.trim().split("\n");
    };
    await expect.poll(async () => (await read()).length).toBe(refused.length);
    const kept = (await read()).map((line): { reason: string; body?: string; base64?: string } =>
      JSON.parse(line),
    );
    for (const [index, { name, body, contains }] of refused.entries()) {
      const { reason, ...what } = kept[index] ?? { reason: "" };
      expect.soft(reason, name).toContain(contains[0]);
      if (body instanceof Uint8Array) expect(what.base64).toBe(Buffer.from(body).toString("base64"));
      else {
        const text = typeof body === "string" ? body : JSON.stringify(body);
        // Of what is very long, the beginning.
        expect(what.body, name).toBe(text.slice(0, 16 * 1024));
      }
    }
  });
});

it("streams more readings than one page holds, each once and in order", async () => {
  const batch = Array.from({ length: 2_500 }, (_, pct) => ({ id: "many", pct }));
  await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(batch) });
  const response = await fetch(`${davy.url}${PATHS.dataFromTimestamp}?system_time=0`);
  const all = (await response.json()) as { device_id: string; pct: number }[];
  expect(all.filter(({ device_id }) => device_id === "many").map(({ pct }) => pct)).toEqual(
    batch.map(({ pct }) => pct),
  );
});

it("tells a sender of too much as soon as it is too much, whatever is still to come", async () => {
  const { port } = new URL(davy.url);
  const socket = connect(Number(port), "127.0.0.1");
  const head = `POST ${PATHS.receiveJson} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n`;
  socket.write(head + "x".repeat(1024 * 1024 + 1));
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 [\s\S]*too_long/);
  socket.destroy();
});
