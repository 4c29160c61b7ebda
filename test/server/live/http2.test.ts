// HTTPS with HTTP/2 on the whole server: what ten tabs of one browser need, and gateways that speak HTTP/1.1 alone.

import { mkdtemp, rm } from "node:fs/promises";
import { type ClientHttp2Session, connect } from "node:http2";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../../shared/wire/api.ts";
import { CERTIFICATE, writeCertificate } from "../../helpers/certificate.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const READING = JSON.stringify({ id: "handheld 1", pct: 80, sensors: [{ type: "CO", val: 7 }] });
let folder: string;
let davy: TestDavy;
let session: ClientHttp2Session;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-tls-"));
  davy = await startTestDavy({ env: await writeCertificate(folder) });
  session = connect(davy.url, { ca: CERTIFICATE });
});

afterAll(async () => {
  session.destroy();
  await davy.stop();
  await rm(folder, { recursive: true });
});

interface Answered {
  readonly headers: Promise<Record<string, unknown>>;
  text(): string;
  readonly ended: Promise<void>;
  close(): void;
}

function ask(headers: Record<string, string>, body?: string): Answered {
  const stream = session.request(headers);
  let text = "";
  stream.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  stream.on("error", () => undefined);
  stream.end(body);
  return {
    headers: new Promise((resolve) => stream.once("response", resolve)),
    text: () => text,
    ended: new Promise((resolve) => stream.once("close", () => resolve())),
    close: () => stream.close(),
  };
}

it("streams to twelve tabs over one connection, and serves the thirteenth", async () => {
  const tabs = Array.from({ length: 12 }, () => ask({ ":path": PATHS.events }));
  for (const tab of tabs) {
    expect(await tab.headers).toMatchObject({ ":status": 200, "cache-control": "no-store, no-transform" });
    await expect.poll(tab.text).toContain("event: snapshot");
  }
  const posted = ask({ ":path": PATHS.receiveJson, ":method": "POST" }, READING);
  await posted.ended;
  expect(JSON.parse(posted.text())).toMatchObject({ received: { id: "handheld 1" } });
  for (const tab of tabs) await expect.poll(tab.text).toMatch(/event: update_data\nid: 1\.\w+\n/);
  const page = ask({ ":path": "/" });
  await page.ended;
  expect(page.text()).toContain("<!doctype html>");
  for (const tab of tabs) tab.close();
  const streams = async () => {
    const health = ask({ ":path": PATHS.health });
    await health.ended;
    return JSON.parse(health.text()).streams;
  };
  await expect.poll(streams).toBe(0);
});

it("answers its own page's writes, and no other's", async () => {
  const { host } = new URL(davy.url);
  for (const [origin, status] of [
    [`https://${host}`, 200],
    ["https://elsewhere.example", 403],
  ] as const) {
    const posted = ask({ ":path": PATHS.receiveJson, ":method": "POST", origin }, READING);
    expect(await posted.headers).toMatchObject({ ":status": status });
    await posted.ended;
  }
});

it("takes posts over HTTP/1.1 too", async () => {
  const status = await new Promise((resolve, reject) => {
    const options = { method: "POST", ca: CERTIFICATE, agent: false };
    request(davy.url + PATHS.receiveJson, options, (response) => {
      response.resume();
      resolve([response.httpVersion, response.statusCode]);
    })
      .on("error", reject)
      .end(READING);
  });
  expect(status).toEqual(["1.1", 200]);
});

it("says goodbye to every tab when it stops", async () => {
  const tabs = Array.from({ length: 3 }, () => ask({ ":path": PATHS.events }));
  for (const tab of tabs) await expect.poll(tab.text).toContain("event: snapshot");
  await davy.close();
  for (const tab of tabs) {
    await tab.ended;
    expect(tab.text()).toContain("event: goodbye");
  }
});
