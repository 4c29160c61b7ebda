import { X509Certificate } from "node:crypto";
import { get } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askRaw } from "../../../helpers/ask-raw.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;
const ask = (path: string, headers: Record<string, string> = { host: "davy.local:8000" }) =>
  askRaw(davy.url, `GET ${path}`, { headers });

describe("a server with a root of its own", () => {
  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_HTTPS_PORT: "0" } });
  });
  afterAll(() => davy.stop());

  it("shows the page with its words, in the language of the browser", async () => {
    const { words } = davy.https.certificates!.root!;
    const german = await ask("/trust", { host: "davy.local", "accept-language": "de-CH,de;q=0.9,en;q=0.5" });
    expect(german.text).toContain("Drei Schritte");
    const { text, status, headers } = await ask("/trust", { host: "davy.local", "accept-language": "fr" });
    expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(text).toContain("Three steps to the app");
    expect(text).toContain(words.map((word) => `<b>${word}</b>`).join(""));
  });

  it("leads to HTTPS under the name that was asked, and lets the page ask nobody else", async () => {
    const { port } = new URL(davy.secureUrl!);
    const { text, headers } = await ask("/trust", { host: "192.168.7.20:8000" });
    expect(text).toContain(`data-secure-url="https://192.168.7.20:${port}/"`);
    expect(headers["content-security-policy"]).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src https://192.168.7.20:${port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(text).not.toMatch(/<script(?! defer src)|style="| on\w+="/);
  });

  it("tells whoever brings a phone in the words, and the plain address where it begins", async () => {
    const words = davy.https.certificates!.root!.words.join(" ");
    const { port } = new URL(davy.url);
    const told = async (host: string) => JSON.parse((await ask("/trust/words.json", { host })).text);
    const url = `http://192.168.7.20:${port}/trust`;
    expect(await told("192.168.7.20:8443")).toEqual({ words, url, host: "192.168.7.20", isListed: false });
    await davy.https.certificates!.addName("192.168.7.20");
    expect((await told("192.168.7.20:8443")).isListed).toBe(true);
    // From the machine itself, whose own name for itself is of no use to a phone.
    expect((await told("localhost:8443")).url).toMatch(/^http:\/\/(?!localhost|127\.)/);
  });

  it("hands out the root, and no key", async () => {
    const { pem, der } = davy.https.certificates!.root!;
    const { text, headers } = await ask("/trust/davy-root.crt");
    expect(headers["content-type"]).toBe("application/x-x509-ca-cert");
    expect(text).toBe(pem);
    expect(new X509Certificate(text).ca).toBe(true);
    const profile = await ask("/trust/davy.mobileconfig");
    expect(profile.headers["content-type"]).toBe("application/x-apple-aspen-config");
    expect(profile.text).toContain(Buffer.from(der).toString("base64"));
    for (const path of [
      "/trust/root.pem",
      "/tls/root.pem",
      "/trust/../tls/root.pem",
      "/trust/%2e%2e/index.html",
    ])
      expect((await ask(path)).status).toBe(404);
  });

  it.each([
    ["/trust/trust.js", "text/javascript; charset=utf-8"],
    ["/trust/trust.css", "text/css; charset=utf-8"],
  ])("serves %s, which the page is made of", async (path, type) => {
    const { status, headers } = await ask(path);
    expect([status, headers["content-type"]]).toEqual([200, type]);
  });

  it("answers whether it is trusted so that a page over plain HTTP gets to know", async () => {
    const { pem } = davy.https.certificates!.root!;
    const answer = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
      get(`${davy.secureUrl}/check`, { ca: pem }, resolve).on("error", reject);
    });
    answer.resume();
    expect(answer.statusCode).toBe(204);
    expect(answer.headers["cross-origin-resource-policy"]).toBe("cross-origin");
    expect(answer.headers["cache-control"]).toBe("no-store");
  });
});

describe("a server on this machine alone", () => {
  beforeAll(async () => {
    davy = await startTestDavy();
  });
  afterAll(() => davy.stop());

  it("has nothing to trust, and goes on to the app", async () => {
    const { status, headers } = await ask("/trust");
    expect([status, headers["location"]]).toEqual([302, "/join"]);
    const { status: none, text } = await ask("/trust/davy-root.crt");
    expect([none, JSON.parse(text).code]).toEqual([404, "no_root"]);
  });
});
