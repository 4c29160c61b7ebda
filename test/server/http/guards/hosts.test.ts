import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { askRaw } from "../../../helpers/ask-raw.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const READING = JSON.stringify({ id: "handheld 1", pct: 80, sensors: [{ type: "CO", val: 12 }] });
const EVIL = { host: "evil.example:8000", origin: "http://evil.example:8000" };
let davy: TestDavy;

const ask = (route: string, headers: Record<string, string>, body?: string) =>
  askRaw(davy.url, route, body === undefined ? { headers } : { headers, body });
const statusFor = async (host: string) => (await ask(`GET ${PATHS.devices}`, { host })).status;

describe("a server with a name of its own", () => {
  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_NAMES: "gas.example.com, Second.Example." } });
    expect((await ask(`POST ${PATHS.receiveJson}`, {}, READING)).status).toBe(200);
  });
  afterAll(() => davy.stop());

  it.each([
    "127.0.0.1",
    "127.0.0.1:8000",
    "192.168.7.20",
    "[::1]",
    "[fd00::7]:8000",
    "localhost:8000",
    "davy",
    "DAVY:8000",
    "davy.local",
    "davy.local.:8000",
    "a.b.lan",
    "davy.home.arpa",
    "davy.internal",
    "app.localhost",
    "gas.example.com",
    "GAS.example.com:8443",
    "second.example",
  ])("answers under %s", async (host) => expect(await statusFor(host)).toBe(200));

  it.each([
    "evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example",
    "local.evil.example",
    "davylocal.example",
    "notgas.example.com",
    "gas.example.com.evil.example",
    "evil.example.",
    "davy.arpa",
    "1.2.3.4.5",
    "evil.example:8000:127.0.0.1",
    "evil.example@127.0.0.1",
    "[::1]evil.example",
    "..",
  ])("refuses whoever asks under %s", async (host) => expect(await statusFor(host)).toBe(421));

  it("says what to do about an unknown name", async () => {
    const { status, text } = await ask(`GET ${PATHS.lastEntity}`, EVIL);
    expect(status).toBe(421);
    expect(JSON.parse(text)).toEqual({
      error: expect.stringMatching(/evil\.example:8000.*DAVY_NAMES\.$/),
      code: "unknown_host",
    });
  });

  it("lets a page that points its own name here neither read nor write", async () => {
    const posting = [`POST ${PATHS.receiveJson}`, `POST ${PATHS.readings}`, `POST ${PATHS.import}?source=a`];
    for (const route of [...posting, `PATCH ${PATHS.devices}/handheld%201`])
      expect((await ask(route, EVIL, READING)).status).toBe(421);
    for (const path of ["/", "/sw.js", ...Object.values(PATHS)])
      for (const method of ["GET", "HEAD"])
        expect((await ask(`${method} ${path}`, { host: EVIL.host })).status).toBe(421);
    const { text } = await ask(`GET ${PATHS.devices}/handheld%201`, {});
    expect(JSON.parse(text).settings).toEqual({});
  });

  it("does not mind under which name programs post", async () => {
    expect((await ask(`POST ${PATHS.receiveJson}`, { host: "old.plant.example" }, READING)).status).toBe(200);
    expect((await ask(`POST ${PATHS.readings}`, { host: "old.plant.example" }, READING)).status).toBe(200);
  });

  it("believes nobody who tells another name", async () => {
    const told = { host: "evil.example", "x-forwarded-host": "gas.example.com" };
    expect((await ask(`GET ${PATHS.devices}`, told)).status).toBe(421);
    const page = { origin: "http://evil.example", "x-forwarded-host": "evil.example" };
    expect((await ask(`POST ${PATHS.receiveJson}`, page, READING)).status).toBe(403);
  });
});

describe("behind a proxy that is trusted", () => {
  beforeAll(async () => {
    const env = { DAVY_NAMES: "gas.example.com", DAVY_TRUSTED_PROXIES: "127.0.0.0/8, ::1" };
    davy = await startTestDavy({ env });
  });
  afterAll(() => davy.stop());

  it.each([
    ["gas.example.com", 200],
    ["gas.example.com:8443", 200],
    ["evil.example", 421],
    // What the page says itself, and what an adding proxy puts behind it.
    ["gas.example.com, evil.example", 421],
    ["evil.example, gas.example.com", 421],
  ])("goes by the name that it tells: %s", async (name, status) => {
    const headers = { host: "backend.example", "x-forwarded-host": name };
    expect((await ask(`GET ${PATHS.devices}`, headers)).status).toBe(status);
  });

  it("lets the app's own pages write", async () => {
    const own = { origin: "https://gas.example.com", "x-forwarded-host": "gas.example.com:443" };
    expect((await ask(`POST ${PATHS.receiveJson}`, own, READING)).status).toBe(200);
    const foreign = { ...own, origin: "https://elsewhere.example" };
    expect((await ask(`POST ${PATHS.receiveJson}`, foreign, READING)).status).toBe(403);
  });
});

it("shows pages of elsewhere neither backup, metrics, import nor export", async () => {
  davy = await startTestDavy({ env: { DAVY_CORS_ORIGINS: "*,https://panel.example" } });
  const range = "from=2026-11-23&to=2026-11-24";
  const files = [PATHS.exportCsv, PATHS.exportXlsx].map((path) => `${path}?${range}`);
  const paths = [PATHS.backup, PATHS.metrics, `${PATHS.import}?source=a`, ...files];
  for (const path of paths) {
    const foreign = await ask(`GET ${path}`, { origin: "https://elsewhere.example" });
    expect([path, foreign.status, foreign.headers["access-control-allow-origin"]]).toEqual([
      path,
      200,
      undefined,
    ]);
    const named = await ask(`GET ${path}`, { origin: "https://panel.example" });
    expect(named.headers["access-control-allow-origin"]).toBe("https://panel.example");
  }
  const other = await ask(`GET ${PATHS.devices}`, { origin: "https://elsewhere.example" });
  expect(other.headers["access-control-allow-origin"]).toBe("*");
  await davy.stop();
});
