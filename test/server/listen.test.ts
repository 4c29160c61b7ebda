import { connect } from "node:net";
import Koa from "koa";
import { expect, it } from "vitest";
import { listen } from "../../server/listen.ts";

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
