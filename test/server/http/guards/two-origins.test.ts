// What a server is asked under two names at once, or by a page of its own address that came over plain HTTP.

import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { CERTIFICATE, writeCertificate } from "../../../helpers/certificate.ts";
import { sendPackets, statusesOf } from "../../../helpers/send-packets.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

let davy: TestDavy;
let folder: string;
let host: string;

beforeAll(async () => {
  folder = await temporaryFolder("two-origins");
  davy = await startTestDavy({ env: await writeCertificate(folder) });
  ({ host } = new URL(davy.url));
});
afterAll(async () => {
  await davy.stop();
  await rm(folder, { recursive: true });
});

async function statusOf(line: string, headers: readonly string[], body = ""): Promise<number | undefined> {
  const length = body === "" ? [] : [`Content-Length: ${body.length}`];
  const text = [`${line} HTTP/1.1`, ...headers, ...length, "Connection: close", "", body].join("\r\n");
  return statusesOf(await sendPackets(davy.url, [text], { ca: CERTIFICATE }))[0];
}

it("takes no question that names two hosts, since somebody on the way may have gone by the other", async () => {
  const ask = (...hosts: string[]) =>
    statusOf(
      `GET ${PATHS.devices}`,
      hosts.map((one) => `Host: ${one}`),
    );
  expect(await ask(host)).toBe(200);
  expect(await ask(host, "evil.example")).toBe(400);
  expect(await ask(host, host)).toBe(400);
});

it("takes no write over HTTPS from a page that came over plain HTTP, though of the same host", async () => {
  const body = '{"id":"handheld 1","pct":50,"sensors":[{"type":"CO","val":1}]}';
  const write = (origin: string) =>
    statusOf(`POST ${PATHS.receiveJson}`, [`Host: ${host}`, `Origin: ${origin}`], body);
  expect(await write(`http://${host}`)).toBe(403);
  expect(await write(`https://${host}`)).toBe(200);
});
