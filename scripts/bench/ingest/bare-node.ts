// The limit: bare node:http that parses the same body and appends it to a file before it answers, with one fdatasync for all
// that arrive while another runs. No checks, no sequence numbers, no archive, no stream.

import { open } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

interface Waiting {
  readonly text: string;
  readonly response: ServerResponse;
  readonly answer: object;
}

const file = await open(join(process.env["BENCH_FOLDER"] ?? "", "posts.ndjson"), "a");
let waiting: Waiting[] = [];
let syncing = false;

async function commit(): Promise<void> {
  syncing = true;
  while (waiting.length > 0) {
    const group = waiting;
    waiting = [];
    await file.write(group.map(({ text }) => `${text}\n`).join(""));
    await file.datasync();
    for (const { response, answer } of group) {
      const body = JSON.stringify(answer);
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Content-Length", Buffer.byteLength(body));
      response.end(body);
    }
  }
  syncing = false;
}

function take(body: Buffer, response: ServerResponse): void {
  const text = body.toString();
  const received: unknown = JSON.parse(text);
  const answer = Array.isArray(received) ? { stored: received.length } : { received };
  waiting.push({ text, response, answer });
  if (!syncing) void commit();
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.once("end", () => take(Buffer.concat(chunks), response));
});
server.listen(0, "127.0.0.1", () => {
  console.log(`Takes posts on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
