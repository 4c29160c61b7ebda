// Reads a live stream from a real socket, byte by byte as it comes, without a browser's own reconnection.

import { type ClientRequest, get, type IncomingHttpHeaders, type IncomingMessage } from "node:http";

export interface RawEvent {
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events freely
  readonly data: any;
}

/** One open stream and everything that it has said. */
export class EventStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly events: RawEvent[] = [];
  text = "";
  readonly ended: Promise<void>;
  #rest = "";
  #waiting: (() => void)[] = [];
  readonly #request: ClientRequest;
  readonly response: IncomingMessage;

  constructor(request: ClientRequest, response: IncomingMessage) {
    this.#request = request;
    this.response = response;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    response.setEncoding("utf8").on("data", (text: string) => this.#take(text));
    this.ended = new Promise((resolve) => {
      response.once("close", resolve);
      response.on("error", () => resolve());
    });
  }

  #take(text: string): void {
    this.text += text;
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    for (const block of blocks) this.events.push(parseBlock(block));
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves with the first answer of `look` that is not undefined, looked at after each arrival. */
  async until<T>(look: (events: readonly RawEvent[]) => T | undefined | false): Promise<T> {
    for (;;) {
      const found = look(this.events);
      if (found !== undefined && found !== false) return found;
      await Promise.race([new Promise<void>((resolve) => this.#waiting.push(resolve)), this.#failOnEnd()]);
    }
  }

  async #failOnEnd(): Promise<never> {
    await this.ended;
    throw new Error(`The stream ended after ${this.events.length} events: ${this.text.slice(-500)}`);
  }

  /** The seqs of all readings and settings so far. */
  seqs(): number[] {
    return this.events.flatMap(({ event, data }) =>
      event === "update_data" || event === "settings" ? [data.seq] : [],
    );
  }

  /** The last id that the stream gave. */
  lastId(): string {
    return this.events.findLast(({ id }) => id !== undefined)?.id ?? "";
  }

  /** Leaves without a word, as a phone does. */
  async leave(): Promise<void> {
    this.#request.destroy();
    await this.ended;
  }
}

function parseBlock(block: string): RawEvent {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    const name = line.slice(0, colon);
    const before = name === "data" ? fields.get(name) : undefined;
    fields.set(name, before === undefined ? line.slice(colon + 2) : `${before}\n${line.slice(colon + 2)}`);
  }
  return {
    event: fields.get("event") ?? "message",
    id: fields.get("id"),
    data: JSON.parse(fields.get("data") ?? "null"),
  };
}

/** Opens a stream and resolves once its headers are there, whatever the status. */
export function openEventStream(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (response) =>
      resolve(new EventStream(request, response)),
    );
    request.on("error", reject);
  });
}
