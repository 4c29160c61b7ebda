import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { get as getSecurely, request as requestSecurely } from "node:https";
import { connect, createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import Koa from "koa";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../server/config.ts";
import { SharedPlaces } from "../../server/http/guards/connection-limits.ts";
import { listen } from "../../server/listen.ts";
import { isLoopback, planListeners } from "../../server/listeners.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { askRaw } from "../helpers/ask-raw.ts";
import { CERTIFICATE, PAIR, writeCertificate } from "../helpers/certificate.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const READING = JSON.stringify({ id: "handheld 1", pct: 80, sensors: [{ type: "CO", val: 7 }] });
const tls = { DAVY_TLS_CERT: "cert.pem", DAVY_TLS_KEY: "key.pem" };

it.each([
  [{}, { kind: "plain" }],
  [{ HOST: "localhost" }, { kind: "plain" }],
  [{ HOST: "::1" }, { kind: "plain" }],
  [{ HOST: "0.0.0.0" }, { kind: "both", httpsPort: 8443, isChosen: false }],
  [{ HOST: "192.168.7.20" }, { kind: "both", httpsPort: 8443, isChosen: false }],
  [{ HOST: "::" }, { kind: "both", httpsPort: 8443, isChosen: false }],
  [
    { HOST: "0.0.0.0", PORT: "0" },
    { kind: "both", httpsPort: 0, isChosen: false },
  ],
  [
    { HOST: "0.0.0.0", DAVY_HTTPS_PORT: "443" },
    { kind: "both", httpsPort: 443, isChosen: true },
  ],
  [{ DAVY_HTTPS_PORT: "0" }, { kind: "both", httpsPort: 0, isChosen: true }],
  [tls, { kind: "secure" }],
  [{ ...tls, HOST: "0.0.0.0" }, { kind: "secure" }],
  [
    { ...tls, DAVY_HTTPS_PORT: "8443" },
    { kind: "both", httpsPort: 8443, isChosen: true },
  ],
] as const)("listens, with %j, as %j", (env, plan) => {
  expect(planListeners(readConfig(env))).toEqual(plan);
});

it("takes names of the internet that begin like this machine's for what they are", () => {
  expect(isLoopback("127.0.0.1.example.com")).toBe(false);
  expect(isLoopback("127.9.9.9")).toBe(true);
});

it("lets two listeners have no more connections together than one", async () => {
  const places = new SharedPlaces(2);
  const options = { host: "127.0.0.1", port: 0, maxStreams: 0, places, keepRefused: () => undefined };
  const first = await listen(new Koa(), options);
  const second = await listen(new Koa(), { ...options, pair: PAIR });
  const ofFirst = connect(first.port, "127.0.0.1");
  ofFirst.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await once(ofFirst, "data");
  const ofSecond = connectTls({ port: second.port, ca: CERTIFICATE });
  await once(ofSecond, "secureConnect");
  for (const { port } of [first, second])
    await once(
      connect(port, "127.0.0.1").on("error", () => undefined),
      "close",
    );
  expect([ofFirst.readyState, ofSecond.readyState]).toEqual(["open", "open"]);
  ofFirst.destroy();
  // As soon as the server has heard of it, its place is the other's.
  const comesIn = () =>
    new Promise((resolve) => {
      const socket = connectTls({ port: second.port, ca: CERTIFICATE }, () => resolve(true));
      socket.on("error", () => undefined).on("close", () => resolve(false));
    });
  await expect.poll(comesIn).toBe(true);
  await Promise.all([first.close(0), second.close(0)]);
});

describe("a server that listens twice", () => {
  let davy: TestDavy | undefined;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "davy-doors-"));
  });
  afterEach(async () => {
    await davy?.stop();
    davy = undefined;
    await rm(folder, { recursive: true });
  });

  const start = async (env: Record<string, string> = {}) => {
    davy = await startTestDavy({ folder, env: { DAVY_HTTPS_PORT: "0", ...env } });
    return davy;
  };
  const health = async (server: TestDavy) => (await fetch(server.url + PATHS.health)).json();

  it("serves both with one certificate of its own, and says when that ends", async () => {
    const { url, secureUrl, https } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(secureUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const ca = https.certificates!.root!.pem;
    const [response] = await once(getSecurely(`${secureUrl}${PATHS.health}`, { ca }), "response");
    expect(response.statusCode).toBe(200);
    response.resume();
    const { certificate_ends: ends, status } = await health(davy!);
    expect(status).toBe("ok");
    expect(Date.parse(ends) - Date.now()).toBeGreaterThan(43 * 86_400_000);
    const metrics = await (await fetch(url + PATHS.metrics)).text();
    expect(metrics).toMatch(/^davy_certificate_end_timestamp_seconds 1\d{9}$/m);
  });

  it("has on record when its root was made and its certificate changed", async () => {
    const { url, https } = await start();
    const { root } = https.certificates!;
    await https.certificates!.addName("10.0.0.1");
    const events = async () => {
      const { events } = await (await fetch(url + PATHS.logbook)).json();
      return events.map(({ what, subject }: { what: string; subject: { name: string } }) => [
        what,
        subject.name,
      ]);
    };
    await expect.poll(events).toEqual([
      ["certificate-changed", expect.stringContaining("10.0.0.1")],
      ["root-made", root!.name],
    ]);
  });

  it("goes by the same root at the next start", async () => {
    const { root } = (await start()).https.certificates!;
    await davy?.stop();
    expect((await start()).https.certificates!.root).toEqual(root);
  });

  it("changes its certificate without ending a stream or losing an event", async () => {
    const { url, secureUrl, https } = await start();
    const certificates = https.certificates!;
    const ca = certificates.root!.pem;
    const session: ClientHttp2Session = connectHttp2(secureUrl!, { ca });
    const streams = [session.request({ ":path": PATHS.events }), await openHttp1(secureUrl!, ca)];
    const texts = streams.map((stream) => {
      const told = { text: "", ended: false };
      stream.setEncoding("utf8").on("data", (more: string) => {
        told.text += more;
      });
      stream.on("close", () => {
        told.ended = true;
      });
      return told;
    });
    for (const told of texts) await expect.poll(() => told.text).toContain("event: snapshot");
    const before = certificates.pair.cert;
    for (let round = 1; round <= 10; round++) {
      const posted = await fetch(url + PATHS.receiveJson, { method: "POST", body: READING });
      expect(posted.status).toBe(200);
      await certificates.addName(`10.0.0.${round}`);
    }
    expect(certificates.pair.cert).not.toBe(before);
    for (const told of texts) {
      await expect.poll(() => told.text.match(/event: update_data/g)?.length).toBe(10);
      expect(told.ended).toBe(false);
    }
    // Whoever comes now is shown the new one.
    const fresh = connectHttp2(secureUrl!, {
      ca,
      servername: "localhost",
      checkServerIdentity: () => undefined,
    });
    await once(fresh, "connect");
    const socket = fresh.socket as unknown as { getPeerCertificate(): { subjectaltname: string } };
    expect(socket.getPeerCertificate().subjectaltname).toContain("10.0.0.10");
    fresh.destroy();
    session.destroy();
    streams[1]?.destroy();
  });

  it("starts without HTTPS and says so when no certificate can be made", async () => {
    await writeFile(join(folder, "tls"), "in the way");
    const server = await start();
    expect(server.secureUrl).toBeUndefined();
    expect((await fetch(server.url + PATHS.receiveJson, { method: "POST", body: READING })).status).toBe(200);
    expect(await health(server)).toMatchObject({
      status: "degraded",
      reasons: [expect.stringMatching(/^There is no HTTPS, and phones cannot keep the app: .*tls/)],
    });
  });

  it("refuses to start when a port that was chosen is taken, and says by which flag another is", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    await expect(start({ DAVY_HTTPS_PORT: String(port) })).rejects.toThrowError(/is taken.*--https-port/);
    holder.close();
  });

  it("takes up a given certificate that is changed, and keeps the one before where it cannot", async () => {
    const files = await writeCertificate(folder);
    const server = await start(files);
    expect(server.https.certificates!.root).toBeUndefined();
    await writeFile(files.DAVY_TLS_KEY, "no key");
    await server.https.certificates!.look();
    expect(await health(server)).toMatchObject({
      status: "degraded",
      reasons: [expect.stringMatching(/cannot be used.*The one before stays in use/)],
    });
    const session = connectHttp2(server.secureUrl!, { ca: CERTIFICATE, servername: "localhost" });
    await once(session, "connect");
    session.destroy();
    expect(await readFile(files.DAVY_TLS_KEY, "utf8")).toBe("no key");
  });

  it("leaves the certificates out of a backup", async () => {
    const { url } = await start();
    const tar = Buffer.from(await (await fetch(url + PATHS.backup)).arrayBuffer()).toString("latin1");
    expect(tar).toContain("journal/");
    expect(tar).not.toMatch(/tls\/|PRIVATE KEY/);
  });
});

function openHttp1(url: string, ca: string) {
  return new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
    requestSecurely(url + PATHS.events, { ca, agent: false }, resolve)
      .on("error", reject)
      .end();
  });
}

/** An address of this machine by which it can play another: one that the server does not listen by. */
const foreign = Object.values(networkInterfaces())
  .flat()
  .find((each) => each && !each.internal && each.family === "IPv4")?.address;

describe.skipIf(foreign === undefined)("a server that others can reach, asked over the network", () => {
  let davy: TestDavy;

  beforeAll(async () => {
    davy = await startTestDavy({ env: { HOST: "0.0.0.0" } });
  });
  afterAll(() => davy.stop());

  const ask = (route: string, headers: Record<string, string> = {}, body = "") => {
    const { port } = new URL(davy.url);
    return askRaw(`http://127.0.0.1:${port}`, route, { headers, body, localAddress: foreign });
  };
  const port = () => new URL(davy.secureUrl!).port;

  it.each(["/", "/kiosk", "/device/handheld%201", "/index.html", "/apidocs/"])(
    "sends people on from %s to HTTPS",
    async (path) => {
      const { status, headers } = await ask(`GET ${path}`, { host: "davy.local:8000", accept: "text/html" });
      expect([status, headers["location"]]).toEqual([307, `https://davy.local:${port()}${path}`]);
    },
  );

  it("sends people on whose program names the whole address", async () => {
    const { headers } = await ask("GET http://davy.local:8000/graph?x=1", { host: "davy.local:8000" });
    expect(headers["location"]).toBe(`https://davy.local:${port()}/graph?x=1`);
  });

  it("sends no one on to where a page of elsewhere wants them", async () => {
    expect((await ask("GET /", { host: "evil.example", accept: "text/html" })).status).toBe(421);
  });

  it.each([
    `GET ${PATHS.devices}`,
    `GET ${PATHS.events}`,
    `GET ${PATHS.metrics}`,
    `GET ${PATHS.backup}`,
    `PATCH ${PATHS.site}`,
  ])("refuses %s, and says where it is answered", async (route) => {
    const { status, text } = await ask(route, { host: "davy.local" });
    expect(status).toBe(403);
    const path = route.split(" ")[1]!;
    expect(JSON.parse(text)).toEqual({
      error: expect.stringContaining(`https://davy.local:${port()}${path}`),
      code: "https_only",
    });
  });

  it("answers devices, and what watches it", async () => {
    expect((await ask(`GET ${PATHS.health}`, { host: "davy.local" })).status).toBe(200);
    // A fresh network: posts need a key, which is another answer than that they come by the wrong port.
    const { status, text } = await ask(`POST ${PATHS.receiveJson}`, { host: "davy.local" }, READING);
    expect([status, JSON.parse(text).code]).toEqual([401, "unauthenticated"]);
    expect((await ask(`GET ${PATHS.lastEntity}`, { host: "davy.local" })).status).toBe(401);
  });

  it("answers this machine itself as ever", async () => {
    const { port } = new URL(davy.url);
    const { status } = await askRaw(`http://127.0.0.1:${port}`, "GET /", { headers: { host: "localhost" } });
    expect(status).toBe(200);
  });
});
