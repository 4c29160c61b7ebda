// Speaks to a server byte by byte, as firmware does that has no HTTP library.

import { once } from "node:events";
import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { connect as connectTls } from "node:tls";

/**
 * Sends each text (latin1) in a packet of its own and answers all that came back until the server ended the connection; with
 * `end`, the client ends its side after the last packet.
 */
export async function sendPackets(
  url: string,
  packets: readonly (string | Buffer)[],
  { ca, end = false }: { ca?: string; end?: boolean } = {},
): Promise<string> {
  const { port, hostname } = new URL(url);
  const options = { port: Number(port), host: hostname, noDelay: true };
  const socket = ca === undefined ? connect(options) : connectTls({ ...options, ca });
  socket.on("error", () => undefined);
  let answer = "";
  socket.setEncoding("latin1").on("data", (more: string) => {
    answer += more;
  });
  const closed = once(socket, "close");
  await once(socket, ca === undefined ? "connect" : "secureConnect");
  for (const packet of packets) {
    await new Promise<void>((resolve) => {
      socket.write(packet as string, "latin1", () => resolve());
    });
    // The server, in this process, reads it before the next one is sent.
    for (let turn = 0; turn < 4; turn += 1) await setImmediate();
  }
  if (end) socket.end();
  await closed;
  return answer;
}

/** The status of each answer in a text of several, in order. */
export function statusesOf(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) (?!Continue)/g)].map(([, status]) => Number(status));
}
