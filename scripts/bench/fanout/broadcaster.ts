// The yardstick: the least that Node can do. A post's body is parsed, made an event in one buffer, and written to every
// socket as it is: no log, no ids kept, no bound on slow clients, no framing.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
const sockets = new Set<Socket>();
let seq = 0;

function subscribe(request: IncomingMessage): void {
  const { socket } = request;
  socket.write(HEAD);
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
}

function publish(body: string): void {
  const { id, pct, ts, sensors } = JSON.parse(body);
  seq += 1;
  const now = Date.now();
  const seconds = Math.floor(now / 1000);
  const data = {
    pct,
    device_id: id,
    system_time: seconds,
    system_datetime: new Date(seconds * 1000).toISOString(),
    sensors,
    seq,
    ts,
    measured_at: now,
    received_at: now,
  };
  const bytes = Buffer.from(`event: update_data\nid: ${seq}\ndata: ${JSON.stringify(data)}\n\n`);
  for (const socket of sockets) socket.write(bytes);
}

function receive(request: IncomingMessage, response: ServerResponse): void {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  request.once("end", () => {
    publish(body);
    response.end("{}");
  });
}

const server = createServer((request, response) => {
  if (request.method === "POST") receive(request, response);
  else subscribe(request);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`Broadcasts on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
