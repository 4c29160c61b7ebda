import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import Koa from "koa";
import { expect, it } from "vitest";
import { type ConnectionLimits, LIMITS } from "../../server/http/guards/connection-limits.ts";
import { listen } from "../../server/listen.ts";
import { CERTIFICATE, PAIR } from "../helpers/certificate.ts";

const LOCAL = { host: "127.0.0.1", port: 0, maxStreams: 0, keepRefused: () => undefined };

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
  const listener = await listen(new Koa(), { ...LOCAL, pair: PAIR });
  const session = connectHttp2(listener.url, { ca: CERTIFICATE });
  await once(session, "connect");
  const closed = once(session, "close");
  // A grace that a test would not live to see.
  await listener.close(3_600_000);
  await closed;
});

/** An app that answers once it has a request's body. */
function echo(): Koa {
  const app = new Koa();
  app.silent = true;
  app.use(async (ctx) => {
    for await (const _ of ctx.req);
    ctx.body = "all of it";
  });
  return app;
}

/** What a server with such limits answers to the text, until it ends the connection by itself. */
async function answerTo(text: string, limits: Partial<ConnectionLimits>, secure = false): Promise<string> {
  const config = { ...LOCAL, pair: secure ? PAIR : undefined };
  const listener = await listen(echo(), config, { ...LIMITS, checkMs: 10, ...limits });
  const port = Number(new URL(listener.url).port);
  const socket = secure ? connectTls({ port, ca: CERTIFICATE }) : connect(port, "127.0.0.1");
  socket
    .on("error", () => undefined)
    .setEncoding("utf8")
    .write(text);
  let answer = "";
  socket.on("data", (more: string) => {
    answer += more;
  });
  await once(socket, "close");
  await listener.close(0);
  return answer;
}

const REQUEST = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n";

it.each([
  ["does not send all headers", REQUEST, { headersMs: 50 }, /^HTTP\/1\.1 408/],
  ["does not send all of the body", `${REQUEST}\r\nab`, { headersMs: 40, requestMs: 50 }, /^HTTP\/1\.1 408/],
  ["sends too many headers", `GET / HTTP/1.1\r\nx: ${"x".repeat(17_000)}\r\n\r\n`, {}, /^HTTP\/1\.1 431/],
  ["sends nothing", "", { silenceMs: 50 }, /^$/],
  ["sends no further request", `${REQUEST}\r\nabcd`, { keepAliveMs: 50 }, /^HTTP\/1\.1 200[\s\S]*all of it/],
] as const)("cuts a client off that %s", async (...[, text, limits, answer]) => {
  expect(await answerTo(text, limits)).toMatch(answer);
});

it("takes no more connections than it may", async () => {
  const listener = await listen(new Koa(), LOCAL, { ...LIMITS, connections: 1 });
  const port = Number(new URL(listener.url).port);
  const first = connect(port, "127.0.0.1");
  await once(first, "connect");
  const second = connect(port, "127.0.0.1").on("error", () => undefined);
  await once(second, "close");
  expect(first.readyState).toBe("open");
  await listener.close(0);
});

it("holds clients of HTTPS to the same", async () => {
  // The handshake must be over by then.
  expect(await answerTo(REQUEST, { headersMs: 1_000 }, true)).toMatch(/^HTTP\/1\.1 408/);
});
