import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Koa from "koa";
import { expect, it } from "vitest";
import { listen } from "../../server/listen.ts";
import { CERTIFICATE, writeCertificate } from "../helpers/certificate.ts";

const LOCAL = { host: "127.0.0.1", port: 0, tls: undefined };

it("says what to do when the port is taken", async () => {
  const first = await listen(new Koa(), LOCAL);
  const port = Number(new URL(first.url).port);
  await expect(listen(new Koa(), { ...LOCAL, port })).rejects.toThrowError(/is taken.*--port/);
  await first.close(0);
});

it("lets a running request end before it closes, and cuts what takes longer than the grace", async () => {
  const app = new Koa();
  app.use(() => new Promise(() => {}));
  const listener = await listen(app, LOCAL);
  const socket = connect(Number(new URL(listener.url).port), "127.0.0.1");
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n", resolve));
  await listener.close(50);
  await closed;
  await expect(fetch(listener.url)).rejects.toThrowError();
});

it("ends idle sessions of HTTP/2 at once when it closes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "davy-listen-"));
  const { DAVY_TLS_CERT: cert, DAVY_TLS_KEY: key } = await writeCertificate(folder);
  const listener = await listen(new Koa(), { ...LOCAL, tls: { cert, key } });
  const session = connectHttp2(listener.url, { ca: CERTIFICATE });
  await once(session, "connect");
  const closed = once(session, "close");
  // A grace that a test would not live to see.
  await listener.close(3_600_000);
  await closed;
  await rm(folder, { recursive: true });
});

it("says which certificate cannot be used", async () => {
  const tls = { cert: "/no/such/cert.pem", key: "/no/such/key.pem" };
  await expect(listen(new Koa(), { ...LOCAL, tls })).rejects.toThrowError(/certificate \/no\/such\/cert.pem/);
});
