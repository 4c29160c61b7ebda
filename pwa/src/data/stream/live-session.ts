// What the stream says, brought to where it belongs: clock, fleet, and whoever keeps readings.

import type { Period } from "../../../../shared/history/slice.ts";
import type { HeardReading } from "../../../../shared/present/present-reading.ts";
import type { SensorsSettings } from "../../../../shared/rules/settings.ts";
import type { SiteAnswer } from "../../../../shared/wire/api.ts";
import type { HelloEvent, StreamEventName } from "../../../../shared/wire/events.ts";
import type { LiveFleet } from "./live-fleet.ts";
import { entryOf, parseEvent } from "./parse-events.ts";
import type { ServerClock } from "./server-clock.ts";

export interface LiveSessionParts {
  readonly clock: ServerClock;
  readonly fleet: LiveFleet;
  /** Each reading, once and in order: what is drawn is the last of several, what is judged is every one. */
  readonly onReading: (reading: HeardReading) => void;
  /** How the site is: after each beginning of the stream, and after each change. */
  readonly onSite: (site: SiteAnswer) => void;
  /** The alarms that are open as a stream begins, unchecked. */
  readonly onAlarms: (alarms: unknown) => void;
  /** A step of an alarm, unchecked. */
  readonly onAlarm: (step: unknown) => void;
  /** The fleet may look different. */
  readonly onFleet: () => void;
  /** The fleet is whole, as a later start would want it. */
  readonly onSnapshot: () => void;
  /** Devices are none of the fleet any more: what is kept of them must go. */
  readonly onGone: (isGone: (device: string) => boolean) => void;
  /** Told what was set of a device's sensors before, and what is now. */
  readonly onSensors: (before: SensorsSettings | undefined, now: SensorsSettings | undefined) => void;
  /** Something was missed that the stream will not bring. */
  readonly onGap: () => void;
  /** Each time a stream begins, with the build that the server runs. */
  readonly onHello: (hello: HelloEvent) => void;
}

/** The stream's events as one unbroken story, for as long as it is one. */
export class LiveSession {
  readonly #parts: LiveSessionParts;
  #from: number | undefined;
  #heardAt: number | undefined;
  #lastId: string | undefined;

  constructor(parts: LiveSessionParts) {
    this.#parts = parts;
  }

  /** The stretch (server time) of which the stream brought everything; undefined before the first word. */
  streamed(): Period | undefined {
    if (this.#from === undefined || this.#heardAt === undefined) return undefined;
    return { from: this.#from, to: this.#heardAt };
  }

  /** When the server was last heard, by its own clock; undefined when never. */
  heardAt(): number | undefined {
    return this.#heardAt;
  }

  /** The id of the event up to which everything was heard, as the server gave it; undefined before the first. */
  lastId(): string | undefined {
    return this.#lastId;
  }

  /** What was brought up to now is in nobody's hands any more: the story begins here. */
  beginAnew(): void {
    this.#from = this.#heardAt;
  }

  hear(name: StreamEventName, data: unknown, id?: string): void {
    if (name === "update_data") this.#update(data);
    else if (name === "heartbeat") this.#heartbeat(data, id);
    else if (name === "hello") this.#hello(data);
    else if (name === "snapshot") this.#snapshot(data, id);
    else if (name === "settings") this.#settings(data);
    else if (name === "forgotten") this.#forgotten(data);
    else if (name === "site") this.#site(data);
    else if (name === "alarms") this.#parts.onAlarms(data);
    else if (name === "alarm") this.#parts.onAlarm(data);
  }

  #hello(data: unknown): void {
    const hello = parseEvent.hello(data);
    if (!hello) return;
    const { clock, onGap, onHello } = this.#parts;
    clock.restart(hello.serverTime);
    const isFirst = this.#from === undefined;
    if (isFirst || hello.gap) this.#from = hello.serverTime;
    // What was missed is on its way; the story is whole up to here only when it has come, with the next heartbeat.
    if (isFirst || hello.gap) this.#heardAt = hello.serverTime;
    if (hello.gap && !isFirst) onGap();
    onHello(hello);
  }

  #snapshot(data: unknown, id: string | undefined): void {
    const snapshot = parseEvent.snapshot(data);
    if (!snapshot) return;
    this.#parts.fleet.replace(snapshot);
    this.#hearAt(snapshot.serverTime);
    this.#lastId = id;
    // Who was away when a device was forgotten hears of it by this alone. What it does not name no screen shows, and the
    // server has it for when the device comes back with its history.
    const named = new Set(snapshot.devices.map(({ device }) => device));
    // One that names none rather stands on a new folder by mistake, and what is kept here may be the last copy.
    if (named.size > 0) this.#parts.onGone((device) => !named.has(device));
    this.#tellFleet();
  }

  #heartbeat(data: unknown, id: string | undefined): void {
    const heartbeat = parseEvent.heartbeat(data);
    if (!heartbeat) return;
    this.#parts.clock.sync(heartbeat.serverTime);
    this.#hearAt(heartbeat.serverTime);
    this.#lastId = id;
  }

  #update(data: unknown): void {
    const update = parseEvent.update_data(data);
    if (!update) return;
    const { fleet, onReading, onFleet } = this.#parts;
    const entry = entryOf(update);
    const state = fleet.observe(entry);
    if (!state) return;
    this.#hearAt(entry.at);
    onReading({ entry, state });
    onFleet();
  }

  #settings(data: unknown): void {
    const settings = parseEvent.settings(data);
    if (!settings) return;
    this.#parts.onSensors(this.#parts.fleet.adopt(settings), settings.settings.sensors);
    this.#parts.onFleet();
  }

  #forgotten(data: unknown): void {
    const forgotten = parseEvent.forgotten(data);
    if (!forgotten || !this.#parts.fleet.forget(forgotten)) return;
    this.#parts.onGone((device) => device === forgotten.device);
    this.#tellFleet();
  }

  #site(data: unknown): void {
    const site = parseEvent.site(data);
    if (site) this.#parts.onSite(site);
  }

  /** The fleet is another as a whole. */
  #tellFleet(): void {
    this.#parts.onFleet();
    this.#parts.onSnapshot();
  }

  #hearAt(serverTime: number): void {
    this.#heardAt = Math.max(this.#heardAt ?? 0, serverTime);
  }
}
