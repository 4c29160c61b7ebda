// Posts of firmware that ends its lines with a bare LF. Node's parser refuses them, and must: its lenient form serves requests
// that were smuggled into others. Such a post is written anew with the line ends that it should have had, and read by the same
// strict parser, alone: what comes after its body is never read, and its connection ends with its answer.

import type { Socket } from "node:net";
import { Duplex } from "node:stream";

const REQUEST_LINE = /^POST \S+ HTTP\/1\.[01]$/;
const HEADER = /^([!#$%&'*+.^_`|~\w-]+):[\t ]*([\t\x20-\x7e\x80-\xff]*?)[\t ]*$/;
/** The parser's own bound on headers keeps a head within this, bytes. */
const MAX_HEAD_BYTES = 16 * 1024;

/** A post that can be read again. */
export interface BareLfPost {
  /** Request line and headers, each line ended by CR LF. */
  readonly head: Buffer;
  /** What has come of its body so far, and how long that is to be, bytes. */
  readonly body: Buffer;
  readonly length: number;
}

/**
 * The post that the bytes of a connection begin with; undefined unless it ends a line with a bare LF, has exactly one
 * Content-Length and no Transfer-Encoding, and is right in all else.
 */
export function parseBareLfPost(raw: Buffer): BareLfPost | undefined {
  // Empty lines before a request are none of it.
  const [blank = ""] = /^[\r\n]*/.exec(raw.toString("latin1", 0, MAX_HEAD_BYTES)) ?? [];
  const text = raw.toString("latin1", blank.length, MAX_HEAD_BYTES);
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return undefined;
  const before = text.slice(0, end.index);
  const [requestLine = "", ...lines] = before.split(/\r?\n/);
  const headers = lines.map((line) => HEADER.exec(line));
  const bodyAt = end.index + end[0].length;
  const isBare = /[^\r]\n/.test(text.slice(0, bodyAt));
  if (!isBare || !REQUEST_LINE.test(requestLine) || headers.includes(null)) return undefined;
  const valuesOf = (name: string) =>
    headers.filter((header) => header?.[1]?.toLowerCase() === name).map((header) => header?.[2] ?? "");
  const [length = "", ...more] = valuesOf("content-length");
  if (!/^\d{1,12}$/.test(length) || more.length > 0 || valuesOf("transfer-encoding").length > 0)
    return undefined;
  const kept = lines.filter((_, index) => headers[index]?.[1]?.toLowerCase() !== "connection");
  const head = [requestLine, ...kept, "Connection: close", "", ""].join("\r\n");
  return {
    head: Buffer.from(head, "latin1"),
    body: raw.subarray(blank.length + bodyAt),
    length: Number(length),
  };
}

/** A connection that carries one post, out of one that carried it wrongly. The strict parser reads it, answers go out as they are. */
export class RereadConnection extends Duplex {
  readonly remoteAddress: string | undefined;
  readonly encrypted: boolean;
  readonly #socket: Socket;
  #missing: number;

  constructor(socket: Socket, { head, body, length }: BareLfPost) {
    super();
    this.#socket = socket;
    this.#missing = length;
    this.remoteAddress = socket.remoteAddress;
    this.encrypted = "encrypted" in socket;
    socket.once("close", () => this.destroy());
    // What will not come any more; a sender that has said all may close its side before it is answered.
    socket.once("end", () => this.#missing > 0 && this.push(null));
    this.push(head);
    this.more(body);
  }

  /** Takes what belongs to the body; nothing that comes after it. */
  more(bytes: Buffer): void {
    const own = bytes.subarray(0, this.#missing);
    this.#missing -= own.length;
    if (own.length > 0 && !this.push(own)) this.#socket.pause();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }
}
