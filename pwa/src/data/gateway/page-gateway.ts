// The gateway of a page, put together over its ground.

import { PATHS } from "../../../../shared/wire/api.ts";
import type { BoundedStore } from "../../../offline/bounded-store.ts";
import { NoteShelf } from "../../../offline/note-shelf.ts";
import { inBase } from "../../ground/base-path.ts";
import type { GatewaySettings, GatewaySource, GatewayState } from "../base/gateway.ts";
import { createNotifier, type Notifier } from "../base/notifier.ts";
import type { PageTimers } from "../base/page-timers.ts";
import { type Bluetooth, bluetoothOf } from "./bluetooth.ts";
import { InstrumentLinker } from "./instrument-link.ts";
import { MessageJoiner } from "./message-joiner.ts";
import { ReadingQueue, type ReadingShelf } from "./reading-queue.ts";

const SETTINGS_PREFIX = "gateway-settings/";
const SETTINGS_NAME = "own";
const READINGS_PREFIX = "gateway-reading/";
const UID_BYTES = 12;

/** Of the serial service that many boards come with (Nordic UART). */
const USUAL: GatewaySettings = {
  service: "6e400001-b5a3-f393-e0a9-e50e24dcca9e",
  characteristic: "6e400003-b5a3-f393-e0a9-e50e24dcca9e",
  key: "",
};

export interface GatewayParts {
  readonly window: Window;
  readonly timers: Pick<PageTimers, "after" | "frame">;
  readonly clock: { now(): number };
  /** What keeps notes. */
  readonly store: Pick<BoundedStore, "look" | "change">;
}

/** A gateway at work. */
export interface PageGateway extends GatewaySource {
  stop(): void;
}

/** A name that nobody else makes. `crypto.randomUUID` is not there on a page over plain HTTP. */
function newUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(UID_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function parseSettings(note: unknown): GatewaySettings {
  const given = (note ?? {}) as Partial<Record<keyof GatewaySettings, unknown>>;
  const text = (name: keyof GatewaySettings) => {
    const value = given[name];
    return typeof value === "string" ? value : USUAL[name];
  };
  return { service: text("service"), characteristic: text("characteristic"), key: text("key") };
}

/** Creates it, and begins to pass on what earlier visits left. */
export async function createPageGateway(parts: GatewayParts): Promise<PageGateway> {
  const shelf = new NoteShelf(parts.store, SETTINGS_PREFIX);
  const [note] = (await shelf.all()) ?? [];
  return new OwnGateway(parts, { shelf, settings: parseSettings(note) });
}

interface OwnSettings {
  readonly shelf: ReadingShelf;
  readonly settings: GatewaySettings;
}

class OwnGateway implements PageGateway {
  readonly #parts: GatewayParts;
  readonly #notifier: Notifier;
  readonly #shelf: ReadingShelf;
  readonly #bluetooth: Bluetooth | undefined;
  readonly #link: InstrumentLinker | undefined;
  readonly #queue: ReadingQueue;
  readonly #joiner = new MessageJoiner();
  #settings: GatewaySettings;
  #heard = 0;
  #heardAt: number | undefined;
  #unread = 0;

  constructor(parts: GatewayParts, { shelf, settings }: OwnSettings) {
    const { window, timers, clock, store } = parts;
    this.#parts = parts;
    this.#notifier = createNotifier(timers.frame);
    this.#shelf = shelf;
    this.#settings = settings;
    this.#queue = new ReadingQueue({
      post: (body, key, signal) => this.#post(body, key, signal),
      shelf: new NoteShelf(store, READINGS_PREFIX),
      after: timers.after,
      now: () => clock.now(),
      newUid,
      key: () => this.#settings.key,
      onChange: () => this.#notifier.changed(),
    });
    this.#bluetooth = bluetoothOf(window.navigator);
    this.#link = this.#bluetooth && this.#linkTo(this.#bluetooth);
    window.addEventListener("online", this.#online);
    void this.#queue.restore();
  }

  get subscribe() {
    return this.#notifier.subscribe;
  }

  state(): GatewayState {
    const { waiting, dropped, passedOn, refused, refusal, trouble, isKept } = this.#queue;
    return {
      isPossible: this.#link !== undefined,
      settings: this.#settings,
      link: this.#link?.state ?? { kind: "none" },
      heard: this.#heard,
      heardAt: this.#heardAt,
      unread: this.#unread,
      ...{ waiting, dropped, passedOn, refused, refusal, trouble, isKept },
    };
  }

  connect(): void {
    void this.#link?.choose();
  }

  disconnect(): void {
    this.#link?.end();
  }

  change(settings: GatewaySettings): void {
    this.#settings = settings;
    void this.#shelf.put(new Map([[SETTINGS_NAME, settings]]));
    this.#queue.trySoon();
    this.#notifier.changed();
  }

  stop(): void {
    this.#parts.window.removeEventListener("online", this.#online);
    this.#link?.end();
    this.#queue.stop();
    this.#notifier.stop();
  }

  readonly #online = (): void => this.#queue.trySoon();

  #linkTo(bluetooth: Bluetooth): InstrumentLinker {
    return new InstrumentLinker({
      bluetooth,
      after: this.#parts.timers.after,
      settings: () => this.#settings,
      onBegin: () => this.#joiner.reset(),
      onPiece: (piece) => this.#take(piece),
      onChange: () => this.#notifier.changed(),
    });
  }

  #take(piece: DataView): void {
    const { readings, unread } = this.#joiner.add(piece);
    this.#unread += unread;
    for (const reading of readings) {
      this.#heard += 1;
      this.#heardAt = this.#parts.clock.now();
      this.#queue.add(reading);
    }
    if (readings.length + unread > 0) this.#notifier.changed();
  }

  /** By the key alone: who is signed in on this phone has nothing to do with it. */
  #post(body: string, key: string, signal: AbortSignal): Promise<Response> {
    const headers = {
      "Content-Type": "application/json",
      ...(key === "" ? {} : { Authorization: `Bearer ${key}` }),
    };
    const credentials = key === "" ? "same-origin" : "omit";
    return this.#parts.window.fetch(inBase(PATHS.readings), {
      method: "POST",
      body,
      headers,
      credentials,
      signal,
    });
  }
}
