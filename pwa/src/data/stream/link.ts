// The page's one live stream. It owns reconnection, because an EventSource left to itself gives up for ever after an
// answer of 503, 204 or HTML, and says OPEN about a stream that died in a phone's sleep.

import type { LinkState } from "../../../../shared/fleet/freshness.ts";
import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import { MUTE_LINK_MS, type StreamEventName } from "../../../../shared/wire/events.ts";
import { CROWD_SPREAD_MS, retryDelay } from "./retry-delay.ts";

/** A page that was hidden for longer costs neither battery nor server: its stream is closed. */
export const ASLEEP_AFTER_MS = 5 * MINUTE_MS;
/** Several events tell of one waking; a stream as young as this was opened by the first of them. */
const SAME_WAKING_MS = SECOND_MS;

/** The part of EventSource that the link uses. */
export interface Stream {
  addEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
}

/** What the link needs of the outside. Times are ms of a clock that never runs backwards. */
export interface LinkParts {
  /** Opens a stream that begins after the event with this id; without one, with a snapshot. */
  openStream(lastId: string | undefined): Stream;
  now(): number;
  /** 0 ≤ x < 1. */
  random(): number;
  /** Both answer what calls them off. */
  after(ms: number, callback: () => void): () => void;
  every(ms: number, callback: () => void): () => void;
  onState(state: LinkState): void;
  /** A stream broke or was refused: which of both it was only another request can tell. */
  onDrop(): void;
  /** `id` is the event's, to be handed back as it is; empty where it has none. */
  onEvent(name: StreamEventName, data: unknown, id: string): void;
}

const EVENT_NAMES: readonly StreamEventName[] = [
  "hello",
  "snapshot",
  "update_data",
  "settings",
  "forgotten",
  "site",
  "alarms",
  "alarm",
  "heartbeat",
  "goodbye",
];

/** Parses an event's data; undefined when it is no JSON, which some proxy put in our stream. */
function dataOf(event: MessageEvent<unknown>): unknown {
  try {
    return JSON.parse(String(event.data));
  } catch {
    return undefined;
  }
}

function retryMsOf(goodbye: unknown): number {
  const isRecord = typeof goodbye === "object" && goodbye !== null;
  const given = isRecord && "retryMs" in goodbye ? goodbye.retryMs : undefined;
  return typeof given === "number" && given >= 0 ? Math.min(given, 30 * SECOND_MS) : SECOND_MS;
}

/** Keeps one stream open for as long as the page is looked at, and says how sure the page may be of what it shows. */
export class Link {
  readonly #parts: LinkParts;
  #state: LinkState = "connecting";
  #stream: Stream | undefined;
  #lastId: string | undefined;
  #openedAt = 0;
  #heardAt = Number.NEGATIVE_INFINITY;
  #hiddenSince: number | undefined;
  #attempt = 0;
  #cancelRetry: (() => void) | undefined;
  #cancelWatch: (() => void) | undefined;
  #isStopped = true;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#open();
  }

  /** Closes the stream and every timer; `start` begins anew where it ended. */
  stop(): void {
    this.#isStopped = true;
    this.#close();
    this.#cancelWatch?.();
    this.#cancelWatch = undefined;
  }

  /** Nothing may be streamed: nothing that was is live any more, and nobody tries until `start`. */
  disconnect(): void {
    this.stop();
    this.#setState("lost");
  }

  /** The page went out of sight; the stream goes on for a while. */
  hide(): void {
    this.#hiddenSince ??= this.#parts.now();
  }

  /**
   * Something happened after which an open stream proves nothing: the page came into sight, the network changed.
   * A new stream takes the place of the old one at once. `slept`: time passed that the clock did not see.
   */
  wake({ slept = false, visible = true }: { slept?: boolean; visible?: boolean } = {}): void {
    if (visible) this.#hiddenSince = undefined;
    if (this.#isStopped || (this.#state === "asleep" && !visible)) return;
    const { now } = this.#parts;
    const isMute = slept || now() - this.#heardAt > MUTE_LINK_MS;
    if (this.#state === "live" && isMute) this.#setState("lost");
    if (this.#stream && !slept && now() - this.#openedAt < SAME_WAKING_MS) return;
    this.#attempt = 0;
    this.#open();
  }

  #open(): void {
    this.#close();
    this.#cancelWatch ??= this.#parts.every(SECOND_MS, () => this.#watch());
    this.#openedAt = this.#parts.now();
    const stream = this.#parts.openStream(this.#lastId);
    this.#stream = stream;
    const ifCurrent = (action: (event: Event) => void) => (event: Event) => {
      if (this.#stream === stream) action(event);
    };
    stream.addEventListener(
      "error",
      ifCurrent(() => this.#drop()),
    );
    for (const name of EVENT_NAMES) {
      stream.addEventListener(
        name,
        ifCurrent((event) => this.#hear(name, event)),
      );
    }
  }

  #close(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#stream?.close();
    this.#stream = undefined;
  }

  #hear(name: StreamEventName, event: Event): void {
    if (!(event instanceof MessageEvent)) return;
    this.#heardAt = this.#parts.now();
    if (event.lastEventId !== "") this.#lastId = event.lastEventId;
    const data = dataOf(event);
    this.#parts.onEvent(name, data, event.lastEventId);
    if (name === "goodbye") this.#handOver(retryMsOf(data));
    if (name !== "hello") return;
    this.#attempt = 0;
    this.#setState("live");
  }

  /** The server ends the stream in order; what is shown stays live unless the next stream is late. */
  #handOver(retryMs: number): void {
    this.#close();
    this.#cancelRetry = this.#parts.after(retryMs, () => this.#open());
  }

  /** The stream broke or was refused. All clients of a server that died reconnect, so the first try is spread out. */
  #drop(): void {
    const { random, after } = this.#parts;
    const crowd = this.#state === "live" ? CROWD_SPREAD_MS * random() : 0;
    this.#close();
    this.#setState("lost");
    this.#cancelRetry = after(crowd + retryDelay(this.#attempt, random()), () => this.#open());
    this.#attempt += 1;
    this.#parts.onDrop();
  }

  #watch(): void {
    const now = this.#parts.now();
    const isOutOfSight = this.#hiddenSince !== undefined && now - this.#hiddenSince >= ASLEEP_AFTER_MS;
    if (isOutOfSight) {
      this.#sleep();
    } else if (this.#state === "live" && now - this.#heardAt > MUTE_LINK_MS) {
      this.#setState("lost");
      this.#open();
    } else if (this.#stream && now - Math.max(this.#heardAt, this.#openedAt) > MUTE_LINK_MS) this.#drop();
  }

  #sleep(): void {
    this.#close();
    this.#cancelWatch?.();
    this.#cancelWatch = undefined;
    this.#setState("asleep");
  }

  #setState(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onState(state);
  }
}
