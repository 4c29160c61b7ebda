// Firefox' own wire: JSON over TCP, each message led by its length in bytes and a colon.

import { connect, type Socket } from "node:net";
import { BROWSER_MS } from "./driver.ts";

/** An answer: 1, the number of the question, an error or null, a value or null. */
type Answer = readonly [1, number, { readonly error: string; readonly message: string } | null, unknown];

/** Cuts a stream of bytes into messages. */
function createCutter(take: (message: unknown) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const colon = held.indexOf(":");
      if (colon < 0) return;
      const end = colon + 1 + Number(held.subarray(0, colon));
      if (held.length < end) return;
      take(JSON.parse(held.subarray(colon + 1, end).toString()));
      held = held.subarray(end);
    }
  };
}

export interface Marionette {
  send(name: string, params: object): Promise<unknown>;
  close(): void;
}

/** Connects to the Firefox that listens on a port. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const waiting = new Map<number, (answer: Answer) => void>();
  const socket: Socket = connect(port, "127.0.0.1");
  const greeted = new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    const take = (message: unknown) => {
      if (Array.isArray(message)) waiting.get(message[1])?.(message as unknown as Answer);
      else resolve();
    };
    socket.on("data", createCutter(take));
  });
  await greeted;
  let last = 0;
  const send = (name: string, params: object) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1;
      const number = last;
      const late = setTimeout(() => {
        waiting.delete(number);
        reject(new Error(`Firefox did not answer ${name}.`));
      }, 2 * BROWSER_MS);
      waiting.set(number, ([, , error, value]) => {
        clearTimeout(late);
        waiting.delete(number);
        if (error) reject(new Error(`${error.error}: ${error.message}`));
        else resolve(value);
      });
      const text = JSON.stringify([0, number, name, params]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  return { send, close: () => socket.destroy() };
}
