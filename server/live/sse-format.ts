// The wire format of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), in one place.

/** What is written at once ends with the event that reaches this size, bytes; a single larger event is written in pieces of it. */
export const CHUNK_BYTES = 256 * 1024;

/** One event. `data` may have several lines; `event` and `id` must be one line each. */
export interface SseEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: string;
}

const LINE_BREAK = /\r\n|\r|\n/;
/** What would end a field early, or (NUL) make the receiver ignore an id. */
const NOT_IN_A_FIELD = /[\r\n\0]/;

/** The event as text, blank line included. Throws on an event name that would break out of its line. */
export function formatEvent({ event, id, data }: SseEvent): string {
  if (NOT_IN_A_FIELD.test(event)) throw new TypeError("An event's name must be one line.");
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  const lines = LINE_BREAK.test(data) ? data.split(LINE_BREAK).join("\ndata: ") : data;
  return `event: ${event}\n${idLine}data: ${lines}\n\n`;
}

/** Bytes in pieces that are no more than one write takes. */
export function inPieces(bytes: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) pieces.push(bytes.subarray(at, at + CHUNK_BYTES));
  return pieces;
}

/** The line that tells a receiver how long to wait before it reconnects, ms. */
export function formatRetry(ms: number): string {
  return `retry: ${Math.round(ms)}\n`;
}

/** An event whose data is JSON, ready to be written. */
export function eventBytes(event: string, data: object, id: string): Buffer {
  return Buffer.from(formatEvent({ event, id, data: JSON.stringify(data) }));
}
