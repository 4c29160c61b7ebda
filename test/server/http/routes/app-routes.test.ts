import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { setUpAdmin } from "../../../helpers/as-person.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let folder: string;
let davy: TestDavy;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-app-"));
  await mkdir(join(folder, "pwa", "assets"), { recursive: true });
  await mkdir(join(folder, "pwa", "icons"));
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(folder, "pwa", "secret.txt"), "secret");
  await writeFile(join(folder, "pwa", "index.html"), "<!doctype html>the app");
  const firstParts = {
    "/": ["main-ABC123.js", "overview.js"],
    "/device/:id": ["device.js"],
    "/settings/people": ["people.js"],
    out: ["sign-in.js"],
    "out: /kiosk": ["pairing.js"],
  };
  await writeFile(join(folder, "pwa", "first-parts.json"), JSON.stringify(firstParts));
  await writeFile(join(folder, "pwa", "sw.js"), "// the worker");
  await writeFile(join(folder, "pwa", "manifest.webmanifest"), "{}");
  await writeFile(join(folder, "pwa", "assets", "main-ABC123.js"), `// ${"code ".repeat(500)}`);
  await writeFile(join(folder, "pwa", "icons", "icon-192.png"), "png");
  davy = await startTestDavy({ appFolder: join(folder, "pwa") });
});

afterAll(async () => {
  await davy.stop();
  await rm(folder, { recursive: true });
});

const get = (path: string, init?: RequestInit) => fetch(davy.url + path, init);

/** Sends a path as it stands; fetch would tidy it up. */
function getRaw(path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(davy.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end();
  });
}

it.each(["/", "/graph", "/kiosk", "/settings", "/device/handheld%201", "/device/a%2Fb"])(
  "answers %s with the app's document, to be asked for each time",
  async (path) => {
    const response = await get(path);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(await response.text()).toContain("the app");
  },
);

it.each([
  ["/sw.js", "text/javascript; charset=utf-8", "no-cache"],
  ["/manifest.webmanifest", "application/manifest+json; charset=utf-8", "no-cache"],
  ["/icons/icon-192.png", "image/png", "no-store"],
  ["/assets/main-ABC123.js", "text/javascript; charset=utf-8", "max-age=31536000,immutable"],
])("serves %s with its type and how long it may be kept", async (path, type, caching) => {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe(type);
  expect(response.headers.get("cache-control")).toBe(caching);
});

it.each([
  ["br, gzip", "br"],
  ["gzip, deflate", "gzip"],
])("sends to a browser that takes %s the form that the build made", async (accepted, encoding) => {
  const script = "// compressed at the build";
  const path = join(folder, "pwa", "assets", "chart-DEF456.js");
  await writeFile(path, script);
  await writeFile(`${path}.br`, brotliCompressSync(script));
  await writeFile(`${path}.gz`, gzipSync(script));
  const response = await get("/assets/chart-DEF456.js", { headers: { "Accept-Encoding": accepted } });
  expect(response.headers.get("content-encoding")).toBe(encoding);
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("vary")).toContain("Accept-Encoding");
  expect(await response.text()).toBe(script);
});

it("packs what is worth it", async () => {
  const response = await get("/assets/main-ABC123.js", { headers: { "accept-encoding": "gzip" } });
  expect(response.headers.get("content-encoding")).toBe("gzip");
  expect(await response.text()).toContain("code code");
});

it("answers HEAD with the headers alone", async () => {
  const response = await get("/", { method: "HEAD" });
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toBe("");
});

it.each(["/", "/graph", "/sw.js"])("says how %s may be asked for", async (path) => {
  const refused = await get(path, { method: "PUT", body: "{}" });
  expect(refused.status).toBe(405);
  expect(refused.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  expect(await refused.json()).toMatchObject({ code: "method_not_allowed" });
  expect((await get(path, { method: "OPTIONS" })).status).toBe(204);
});

it("lets no browser guess a type, whatever it asks for and however that is answered", async () => {
  const foreign = { method: "POST", body: "{}", headers: { origin: "http://elsewhere.example" } };
  const asked: [string, RequestInit][] = [
    [PATHS.receiveJson, { method: "POST", body: "{" }],
    [PATHS.receiveJson, { method: "PUT" }],
    [PATHS.receiveJson, foreign],
    ["/", {}],
    ["/nothing", {}],
  ];
  for (const [path, init] of asked)
    expect((await get(path, init)).headers.get("x-content-type-options")).toBe("nosniff");
});

it("answers a missing file like any path that is not there, and lets nobody keep that", async () => {
  for (const path of ["/assets/gone-XYZ.js", "/icons/", "/nothing"]) {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control") ?? "").not.toContain("immutable");
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({ error: expect.stringContaining(path), code: "not_found" });
    expect(text).not.toContain(folder);
  }
});

it.each([
  "/secret.txt",
  "/../secret.txt",
  "/assets/../secret.txt",
  "/assets/../../secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/assets/%2e%2e/%2e%2e/secret.txt",
  "/assets/..%5c..%5csecret.txt",
  "/assets/..\\..\\secret.txt",
  "/assets//../../secret.txt",
  "/icons/..",
  "/assets/%00",
  "//secret.txt",
])("serves nothing but the app's own files: %s", async (path) => {
  const { status, text } = await getRaw(path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toMatch(/^secret/);
  expect(text).not.toContain(folder);
});

it("allows the page nothing that does not come from here", async () => {
  const { headers } = await get("/");
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  // Whoever serves an isolated network over plain HTTP must not be locked out later.
  expect(headers.get("strict-transport-security")).toBeNull();
});

it("lets a page stay in the browser's process: WebKit may lose the start of one that has to move", async () => {
  for (const path of ["/", "/graph", "/nothing"])
    expect((await get(path)).headers.get("cross-origin-opener-policy")).toBeNull();
});

it("shows a browser the app's own page for a path that nothing answers to, and says 404 all the same", async () => {
  const asBrowser = (path: string) =>
    get(path, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
  for (const path of ["/nowhere", "/graf"]) {
    const response = await asBrowser(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toContain("the app");
  }
  for (const response of [await asBrowser("/api/v1/nowhere"), await get("/nowhere")]) {
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found" });
  }
});

it.each([
  ["/", "</assets/main-ABC123.js>; rel=modulepreload, </assets/overview.js>; rel=modulepreload"],
  ["/device/a%2Fb", "</assets/device.js>; rel=modulepreload"],
  ["/settings/people", "</assets/people.js>; rel=modulepreload"],
  ["/settings/account", null],
  ["/index.html", null],
])("names at %s the files that the view needs first", async (path, link) => {
  expect((await get(path)).headers.get("link")).toBe(link);
});

it("tells whoever it lets in, so that a page need not ask, and whoever it does not nothing", async () => {
  expect((await get("/kiosk")).headers.get("server-timing")).toBe("let-in");
  const closed = await startTestDavy({ appFolder: join(folder, "pwa") });
  const { cookie } = await setUpAdmin(closed);
  const timingOf = async (headers: HeadersInit) =>
    (await fetch(closed.url, { headers })).headers.get("server-timing");
  expect([await timingOf({}), await timingOf({ Cookie: cookie })]).toEqual([null, "let-in"]);
  await closed.stop();
});

it("names the files of the way in to whoever is not let in", async () => {
  const closed = await startTestDavy({ appFolder: join(folder, "pwa") });
  await setUpAdmin(closed);
  const linkAt = async (path: string) => (await fetch(closed.url + path)).headers.get("link");
  expect(await linkAt("/")).toBe("</assets/sign-in.js>; rel=modulepreload");
  expect(await linkAt("/kiosk")).toBe("</assets/pairing.js>; rel=modulepreload");
  await closed.stop();
});

it("names the files under the server's own path, and none where the build's list cannot be read", async () => {
  const based = await startTestDavy({ appFolder: join(folder, "pwa"), env: { DAVY_BASE_PATH: "/gas/" } });
  const link = (
    await fetch(`${based.url.replace(/\/$/, "").replace(/\/gas$/, "")}/gas/device/pump`)
  ).headers.get("link");
  expect(link).toBe("</gas/assets/device.js>; rel=modulepreload");
  await based.stop();
  const other = await mkdtemp(join(tmpdir(), "davy-app-"));
  await writeFile(join(other, "index.html"), "<!doctype html>the app");
  await writeFile(join(other, "first-parts.json"), "{");
  const torn = await startTestDavy({ appFolder: other });
  const answer = await fetch(torn.url);
  expect([answer.status, answer.headers.get("link")]).toEqual([200, null]);
  await torn.stop();
  await rm(other, { recursive: true });
});
