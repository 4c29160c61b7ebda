// A display that went dark is an event: whoever walks past its wall does not know what it should show.

import { SYSTEM } from "../../shared/entries/actor.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { Report } from "../report.ts";
import type { Access } from "./access.ts";
import type { Displays } from "./displays.ts";

/** A display of which nothing was heard for longer is lost. */
const LOST_AFTER_MS = 60 * SECOND_MS;
/** So much longer after a start: all come back at once, each when its own wait is over. */
const START_GRACE_MS = 60 * SECOND_MS;
const LOOK_MS = 5 * SECOND_MS;

interface WatchParts {
  readonly access: Access;
  readonly displays: Displays;
  /** The server's clock, unix ms. */
  readonly now: () => number;
  /** A clock that only runs forwards, ms: when the other one leaps, no display is lost for it. */
  readonly mono: () => number;
  readonly report: Pick<Report, "warn">;
}

/** What is known of one display since the start. Moments are by `mono`. */
interface Watched {
  /** From when on it could have been heard of. */
  readonly since: number;
  heardAt: number | undefined;
  /** The time of its last request, as it was at the last look. */
  contactAt: number | undefined;
  streams: number;
  /** It tells by itself that it is there: a stream that nobody reads is no sign of life then. */
  tells: boolean;
  build: string;
  /** Its browser lets it make no sound. */
  isMute: boolean;
}

/** Watches over displays. `stop` ends its timer. */
export class DisplayWatch {
  readonly #parts: WatchParts;
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  start(): void {
    const since = this.#parts.mono() + START_GRACE_MS;
    for (const { id } of this.#parts.displays.list()) {
      // What came before the start does not count as heard.
      const contactAt = this.#parts.access.book.contact("display", id)?.at;
      this.#watched.set(id, { ...unheard(since), contactAt });
    }
    this.#timer = setInterval(() => {
      // One look after the other; what could not be written down is tried again.
      this.#looking = this.#looking
        .then(() => this.look())
        .catch((error: unknown) =>
          this.#parts.report.warn({ error }, "A display's silence could not be noted"),
        );
    }, LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** A display says that it is there, which build it shows, and whether it is kept from making any sound. */
  tell(id: string, build: string, isMute = false): void {
    const watched = this.#of(id);
    watched.isMute = isMute;
    watched.tells = true;
    watched.build = build;
    watched.heardAt = this.#parts.mono();
  }

  /** A display listens. Returns what ends that. */
  listen(id: string): () => void {
    const watched = this.#of(id);
    watched.streams += 1;
    return () => {
      watched.streams -= 1;
      if (!watched.tells) watched.heardAt = this.#parts.mono();
    };
  }

  /** Whether a display said last that it can make no sound. */
  isMute(id: string): boolean {
    return this.#watched.get(id)?.isMute ?? false;
  }

  /** The build that a display shows; empty before it said so. */
  buildOf(id: string): string {
    return this.#watched.get(id)?.build ?? "";
  }

  /** Whether a display was heard of within the last minute, or listens. */
  isPresent(id: string): boolean {
    return this.#isHeard(this.#hear(id));
  }

  /** Notes each that was lost or came back since the last look, once. Rejects when that cannot be kept. */
  async look(): Promise<void> {
    const { displays, now } = this.#parts;
    const all = displays.list();
    this.#forgetOthers(new Set(all.map(({ id }) => id)));
    for (const { id, record } of all) {
      const watched = this.#hear(id);
      const wasLost = typeof record["lostAt"] === "number";
      if (wasLost && this.#isHeard(watched)) await displays.note(id, null, SYSTEM);
      else if (!wasLost && this.#isLost(watched)) await displays.note(id, now(), SYSTEM);
    }
  }

  /** Takes in what was heard of a display since it was looked at last. */
  #hear(id: string): Watched {
    const watched = this.#of(id);
    const contactAt = this.#parts.access.book.contact("display", id)?.at;
    const listens = watched.streams > 0 && !watched.tells;
    if (contactAt !== watched.contactAt || listens) watched.heardAt = this.#parts.mono();
    watched.contactAt = contactAt;
    return watched;
  }

  #isHeard({ heardAt }: Watched): boolean {
    return heardAt !== undefined && this.#parts.mono() - heardAt <= LOST_AFTER_MS;
  }

  #isLost({ heardAt, since }: Watched): boolean {
    return this.#parts.mono() - (heardAt ?? since) > LOST_AFTER_MS;
  }

  #of(id: string): Watched {
    const known = this.#watched.get(id);
    if (known) return known;
    const added = unheard(this.#parts.mono());
    this.#watched.set(id, added);
    return added;
  }

  #forgetOthers(ids: ReadonlySet<string>): void {
    for (const id of this.#watched.keys()) if (!ids.has(id)) this.#watched.delete(id);
  }
}

function unheard(since: number): Watched {
  return {
    since,
    heardAt: undefined,
    contactAt: undefined,
    streams: 0,
    tells: false,
    build: "",
    isMute: false,
  };
}
