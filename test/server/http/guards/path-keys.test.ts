import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:http2";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { askRaw } from "../../../helpers/ask-raw.ts";
import { sendPackets } from "../../../helpers/send-packets.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const READING = JSON.stringify({ id: "a", pct: 80, sensors: [{ type: "CO", val: 7 }] });
const KEY = "davy_g_secretsecret";

it("takes a reading with a key in the path over HTTP/2 as well", async () => {
  const davy = await startTestDavy({ env: { DAVY_HTTPS_PORT: "0" } });
  const session = connect(davy.secureUrl ?? "", { rejectUnauthorized: false });
  const stream = session.request({ ":method": "POST", ":path": `/k/${KEY}${PATHS.receiveJson}` });
  const [headers] = (await Promise.all([once(stream, "response"), stream.end(READING)]))[0];
  expect(headers[":status"]).toBe(200);
  session.close();
  await davy.stop();
});

describe.each(["/", "/davy/"])("a server under %s that is asked with a key in the path", (base) => {
  let davy: TestDavy;
  const origin = () => new URL(davy.url).origin;

  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_BASE_PATH: base, DAVY_LOG: "debug" } });
  });
  afterAll(() => davy.stop());

  it.each([
    `/k/${KEY}${PATHS.receiveJson}`,
    `/k/${KEY}${PATHS.readings}`,
    `/k/${KEY}${PATHS.readings}?x=/k/y`,
    `${base}k/${KEY}${PATHS.receiveJson}`,
  ])("takes a reading by POST %s", async (path) => {
    const { status } = await askRaw(origin(), `POST ${path}`, { body: READING });
    expect(status).toBe(200);
  });

  it("takes one whose target is a whole address", async () => {
    const head = `POST ${origin()}/k/${KEY}/receive-json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`;
    const answer = await sendPackets(davy.url, [
      `${head}Content-Length: ${READING.length}\r\n\r\n${READING}`,
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("says the key nowhere, whatever is wrong with the post", async () => {
    const wrong = [
      await askRaw(origin(), `POST /k/${KEY}/nothing`, { body: READING }),
      await askRaw(origin(), `GET /k/${KEY}/receive-json`),
      await askRaw(origin(), `POST /k/${KEY}/receive-json`, { body: "{" }),
      await askRaw(origin(), `POST /k/${KEY}/api/v1/readings`, { body: "{" }),
      await askRaw(origin(), `POST /k/${KEY}`, { body: "{" }),
      await askRaw(origin(), `POST /k/${KEY}\\/receive-json`, { body: "{" }),
    ].map(({ text, status }) => [text, status < 500]);
    const raw = await sendPackets(davy.url, [
      `POST /k/${KEY}/receive-json HTTP/1.1\nContent-Length: 1\nContent-Length: 1\n\n{`,
    ]);
    await davy.close();
    const kept = await readFile(join(davy.folder, "rejected.ndjson"), "utf8");
    const said = [JSON.stringify(wrong), raw, kept, JSON.stringify(davy.report.lines)].join("\n");
    expect(said).toContain("receive-json");
    expect(said).not.toContain("secretsecret");
    expect(wrong.every(([, isAnswered]) => isAnswered)).toBe(true);
  });
});
