// Streams that a test speaks through, as the server would.

import type { Stream } from "../../../pwa/src/data/stream/link.ts";

/** One opened stream. */
export class FakeStream extends EventTarget implements Stream {
  readonly lastId: string | undefined;
  isClosed = false;

  constructor(lastId: string | undefined) {
    super();
    this.lastId = lastId;
  }

  close(): void {
    this.isClosed = true;
  }

  /** Says something; a closed stream says nothing, as in a browser. */
  say(name: string, data: unknown, lastEventId = ""): void {
    if (!this.isClosed)
      this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }));
  }

  hello(lastEventId = "1"): void {
    this.say("hello", { serverTime: 1, lastId: 1, gap: false, build: "b" }, lastEventId);
  }

  /** Breaks, or is answered with something that is no stream. */
  fail(): void {
    if (!this.isClosed) this.dispatchEvent(new Event("error"));
  }
}

/** Every stream that was opened, in order. */
export class FakeStreams {
  readonly all: FakeStream[] = [];

  readonly open = (lastId: string | undefined): FakeStream => {
    const stream = new FakeStream(lastId);
    this.all.push(stream);
    return stream;
  };

  get last(): FakeStream {
    const stream = this.all.at(-1);
    if (!stream) throw new Error("No stream was opened.");
    return stream;
  }

  get openCount(): number {
    return this.all.filter(({ isClosed }) => !isClosed).length;
  }
}
