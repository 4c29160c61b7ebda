// Which streams hear of what. Streams of one scope are told the same, so what is made for one of them is made for all.

import type { Scope } from "./live.ts";
import type { StreamClient } from "./stream-client.ts";

/** All streams of one scope. */
export class Audience {
  readonly key: string;
  /** Undefined: everything. */
  readonly devices: ReadonlySet<string> | undefined;
  /** Those of its streams that have everything that was published. */
  readonly live = new Set<StreamClient>();
  /** How many streams it has, live or not. */
  size = 0;

  constructor(key: string, scope: Scope) {
    this.key = key;
    this.devices = scope.kind === "everything" ? undefined : new Set(scope.devices);
  }

  /** Whether it hears of an entry about this device, or about none in particular. */
  hears(device: string | undefined): boolean {
    return device === undefined || this.devices === undefined || this.devices.has(device);
  }
}

function keyOf(scope: Scope): string {
  return scope.kind === "everything" ? "" : JSON.stringify([...new Set(scope.devices)].sort());
}

/** The scopes of all open streams, and an index of those that are for some devices only. No more of them than streams. */
export class Scopes {
  readonly #byKey = new Map<string, Audience>();
  readonly #byDevice = new Map<string, Set<Audience>>();
  #everything: Audience | undefined;

  /** Counts a stream in; its audience is the same object for as long as it has a stream. */
  enter(scope: Scope): Audience {
    const key = keyOf(scope);
    const audience = this.#byKey.get(key) ?? this.#add(new Audience(key, scope));
    audience.size += 1;
    return audience;
  }

  /** Counts a stream out. */
  leave(audience: Audience): void {
    audience.size -= 1;
    if (audience.size > 0) return;
    this.#byKey.delete(audience.key);
    if (audience === this.#everything) this.#everything = undefined;
    for (const device of audience.devices ?? []) {
      const others = this.#byDevice.get(device);
      others?.delete(audience);
      if (others?.size === 0) this.#byDevice.delete(device);
    }
  }

  /** All audiences. */
  all(): Iterable<Audience> {
    return this.#byKey.values();
  }

  /** Those that hear of an entry about this device, or about none in particular. */
  hearing(device: string | undefined): Iterable<Audience> {
    if (device === undefined) return this.#byKey.values();
    const some = this.#byDevice.get(device);
    if (!this.#everything) return some ?? [];
    return some ? [this.#everything, ...some] : [this.#everything];
  }

  /** Whether any stream waits for what comes next. */
  get isLive(): boolean {
    for (const { live } of this.#byKey.values()) if (live.size > 0) return true;
    return false;
  }

  #add(audience: Audience): Audience {
    this.#byKey.set(audience.key, audience);
    if (!audience.devices) this.#everything = audience;
    for (const device of audience.devices ?? []) {
      const others = this.#byDevice.get(device) ?? new Set();
      this.#byDevice.set(device, others.add(audience));
    }
    return audience;
  }
}
