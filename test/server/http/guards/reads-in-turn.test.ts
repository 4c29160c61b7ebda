// Requests that come before the answers to those before them, over real sockets.

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readsInTurn } from "../../../../server/http/guards/reads-in-turn.ts";

/** What was begun, in order, and how to end it. */
const begun: { readonly name: string; readonly response: ServerResponse }[] = [];
const server = createServer(
  readsInTurn((request, response) => {
    begun.push({ name: `${request.method} ${request.url}`, response: response as ServerResponse });
  }),
);
let socket: Socket;
let answers = "";

beforeEach(async () => {
  begun.length = 0;
  answers = "";
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("data", (bytes) => {
    answers += bytes;
  });
  socket.on("error", () => undefined);
});
afterEach(() => {
  socket.destroy();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const ask = (...paths: readonly string[]) =>
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: davy\r\n\r\n`).join(""));
const post = (path: string) =>
  socket.write(`POST ${path} HTTP/1.1\r\nHost: davy\r\nContent-Length: 2\r\n\r\n{}`);
const names = () => begun.map(({ name }) => name);
const untilBegun = (...expected: readonly string[]) => expect.poll(names).toEqual(expected);

it("works on one question of a connection at a time, and answers all in order", async () => {
  ask("/1", "/2", "/3");
  await untilBegun("GET /1");
  begun[0]?.response.end("first");
  await untilBegun("GET /1", "GET /2");
  begun[1]?.response.end("second");
  await untilBegun("GET /1", "GET /2", "GET /3");
  begun[2]?.response.end("third");
  await expect.poll(() => answers.match(/first|second|third/g)).toEqual(["first", "second", "third"]);
  ask("/4");
  await untilBegun("GET /1", "GET /2", "GET /3", "GET /4");
});

it("takes a post in at once, whatever is asked before it", async () => {
  ask("/1", "/2");
  post("/readings");
  await untilBegun("GET /1", "POST /readings");
});

it("lets a question of another connection not wait", async () => {
  ask("/1", "/2");
  await untilBegun("GET /1");
  const other = connect((server.address() as AddressInfo).port, "127.0.0.1");
  other.write("GET /other HTTP/1.1\r\nHost: davy\r\n\r\n");
  await untilBegun("GET /1", "GET /other");
  other.destroy();
});

it("begins nothing more for a connection that is gone", async () => {
  ask("/1", "/2");
  await untilBegun("GET /1");
  const closed = once(begun[0]?.response ?? server, "close");
  socket.destroy();
  await closed;
  expect(names()).toEqual(["GET /1"]);
});

it("cuts a connection on which more than a hundred questions wait", async () => {
  const closed = once(socket, "close");
  ask(...Array.from({ length: 101 }, (_, index) => `/${index}`));
  await untilBegun("GET /0");
  ask("/one-too-many");
  await closed;
  expect(names()).toEqual(["GET /0"]);
});
