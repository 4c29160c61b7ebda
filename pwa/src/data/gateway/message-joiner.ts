// From pieces to readings. An instrument notifies JSON; one reading may come in several pieces, since a notification carries as few as
// 20 bytes, and ends at a NUL (the rest of the buffer is padding) or where the JSON is whole.

/** A reading that is longer is given up, characters. */
const MAX_CHARACTERS = 16_384;

/** What a piece completes. */
export interface Joined {
  /** Readings as they were sent, parsed. */
  readonly readings: readonly Readonly<Record<string, unknown>>[];
  /** Messages that were none. */
  readonly unread: number;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Joins the pieces of one connection. */
export class MessageJoiner {
  #decoder = new TextDecoder();
  #text = "";

  /** Begins anew: what is half there belongs to a connection that is gone. */
  reset(): void {
    this.#decoder = new TextDecoder();
    this.#text = "";
  }

  add(piece: DataView): Joined {
    const [first = "", ...rest] = this.#decoder.decode(piece, { stream: true }).split("\0");
    this.#text += first;
    const readings: Readonly<Record<string, unknown>>[] = [];
    let unread = 0;
    if (rest.length > 0) {
      // What stands behind a NUL in the same notification is what the buffer had before.
      const message = this.#take();
      const reading = parse(message);
      if (reading) readings.push(reading);
      else if (message.trim() !== "") unread += 1;
      return { readings, unread };
    }
    const whole = this.#text.trimEnd().endsWith("}") ? parse(this.#text) : undefined;
    if (whole) {
      this.#take();
      readings.push(whole);
    } else if (this.#text.length > MAX_CHARACTERS || this.#beginsWrong()) {
      this.#take();
      unread += 1;
    }
    return { readings, unread };
  }

  /** The middle of something whose beginning was not heard. */
  #beginsWrong(): boolean {
    const text = this.#text.trimStart();
    return text !== "" && !text.startsWith("{");
  }

  #take(): string {
    const text = this.#text;
    this.reset();
    return text;
  }
}
