import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rebase } from "../../../../server/http/guards/base-path.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { askRaw } from "../../../helpers/ask-raw.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const READING = JSON.stringify({ id: "a", pct: 80, sensors: [{ type: "CO", val: 7 }] });
let davy: TestDavy;
const ask = (route: string, headers: Record<string, string> = {}, body = "") =>
  askRaw(new URL(davy.url).origin, route, { headers, body });

describe("a server with a path of its own", () => {
  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_BASE_PATH: "/davy/" } });
    expect((await ask(`POST /davy${PATHS.receiveJson}`, {}, READING)).status).toBe(200);
  });
  afterAll(() => davy.stop());

  it("is announced with it", () => expect(davy.url).toMatch(/:\d+\/davy$/));

  it.each([
    "/davy/",
    "/davy/graph",
    "/davy/device/a",
    "/davy/sw.js",
    "/davy/manifest.webmanifest",
    "/davy/icons/icon.svg",
    "/davy/openapi.json",
    "/davy/apidocs/",
    "/davy/healthz",
    "/davy/metrics",
    "/davy/api/v1/devices",
    "/davy/get-last-entity",
  ])("answers %s", async (path) => expect((await ask(`GET ${path}`)).status).toBe(200));

  it.each([
    "/",
    "/graph",
    "/metrics",
    "/api/v1/devices",
    "/sw.js",
    "/Davy/",
    "/davyx/",
    "/davy%2f",
    "/davy/davy/",
  ])("answers nothing at %s, and says where it is", async (path) => {
    const { status, text, headers } = await ask(`GET ${path}`);
    expect([path, status]).toEqual([path, 404]);
    expect(JSON.parse(text).error).toMatch(path === "/davy/davy/" ? /nothing at/ : /under \/davy\/ alone/);
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("sends whoever forgot the slash on", async () => {
    expect(await ask("GET /davy")).toMatchObject({ status: 302, headers: { location: "/davy/" } });
    expect(await ask("GET /davy/apidocs")).toMatchObject({
      status: 301,
      headers: { location: "/davy/apidocs/" },
    });
  });

  it("takes what devices post past the proxy", async () => {
    expect((await ask(`POST ${PATHS.receiveJson}`, {}, READING)).status).toBe(200);
    expect((await ask(`POST ${PATHS.readings}`, {}, READING)).status).toBe(200);
    expect((await ask(`POST ${PATHS.import}?source=a`, {}, "[]")).status).toBe(404);
  });

  it("names no address outside of it, in document, manifest, description and page", async () => {
    for (const path of ["/davy/", "/davy/manifest.webmanifest", "/davy/apidocs/"]) {
      const { text, headers } = await ask(`GET ${path}`);
      const addresses = [...text.matchAll(/(?:href|src|url|scope|start_url|id)"?[=:] ?"(\/[^"]*)"/g)];
      expect(addresses.length).toBeGreaterThan(1);
      expect(
        addresses.map(([, address]) => address).filter((address) => !address?.startsWith("/davy/")),
      ).toEqual([]);
      expect(headers["cache-control"]).toBe(path === "/davy/apidocs/" ? "no-store" : "no-cache");
    }
    expect((await ask("GET /davy/apidocs/", { host: "davy.local" })).text).toContain(
      "http://davy.local/davy/receive-json",
    );
    expect(JSON.parse((await ask("GET /davy/openapi.json")).text).servers).toEqual([{ url: "/davy/" }]);
  });

  it("keeps the rules of hosts and origins", async () => {
    expect((await ask("GET /davy/api/v1/devices", { host: "evil.example" })).status).toBe(421);
    const foreign = await ask("GET /davy/metrics", { origin: "https://elsewhere.example" });
    expect(foreign.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("shows the page under the path that the proxy tells, and under no other", async () => {
    expect((await ask("GET /davy/", { "x-forwarded-prefix": "/davy" })).status).toBe(200);
    const { status, text } = await ask("GET /davy/graph", { "x-ingress-path": "/api/hassio_ingress/Xy12" });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      error: expect.stringMatching(
        /under \/api\/hassio_ingress\/Xy12, but it answers under \/davy\/.*DAVY_BASE_PATH/,
      ),
      code: "unknown_base_path",
    });
  });
});

describe("a server at the root", () => {
  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_FRAME_ANCESTORS: "self,https://ha.example" } });
  });
  afterAll(() => davy.stop());

  it("shows no blank page under a path that a proxy makes up", async () => {
    const ingress = await ask("GET /", { "x-ingress-path": "/api/hassio_ingress/Xy12" });
    expect(ingress).toMatchObject({
      status: 400,
      text: expect.stringContaining("open Davy at its own address"),
    });
    expect((await ask("GET /", { "x-forwarded-prefix": "/" })).status).toBe(200);
  });

  it("says in its document what keeps it from starting, for whoever sees that alone", async () => {
    const { text } = await ask("GET /");
    expect(/<davy-app>([\s\S]*)<\/davy-app>/.exec(text)?.[1]).toMatch(/has not started[\s\S]*DAVY_BASE_PATH/);
  });

  it("may be shown in the frames that are named", async () => {
    const { headers } = await ask("GET /");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'self' https://ha.example");
    // It could name the server's own pages alone, and would shut the others out.
    expect(headers["x-frame-options"]).toBeUndefined();
  });
});

it("leaves addresses of others as they are", () => {
  expect(rebase('<a href="//x"><a href="https://x/"><a href="/x"><meta content="/">', "/d/")).toBe(
    '<a href="//x"><a href="https://x/"><a href="/d/x"><meta content="/d/">',
  );
});
