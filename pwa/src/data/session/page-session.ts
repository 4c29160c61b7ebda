// Who looks at this page: asks the server, remembers the answer for a start without a network, and does what follows from it.

import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import type { SessionWord } from "../../../offline/wipe.ts";
import type { SessionSource, Standing } from "../base/session.ts";
import { Topic } from "../base/topic.ts";
import { isOverdue, type SessionMemory } from "./session-memory.ts";
import {
  type Deed,
  mayConnect,
  type Refusal,
  type SessionEvent,
  standingAtStart,
  step,
} from "./session-steps.ts";

/** How often contact is noted, ms; a lease of days needs no finer grain. */
const NOTE_MS = MINUTE_MS;
/** How often the server is told again of a sign-out that it does not know of, ms. */
const TELL_MS = 15 * SECOND_MS;

/** What the server answered: who this is, or why it let nobody in. */
export type SessionHeard = Extract<SessionEvent, { readonly kind: "me" | "refused" }>;

export interface PageSessionParts {
  /** Undefined when the server did not answer, or not as Davy does. */
  readonly ask: () => Promise<SessionHeard | undefined>;
  /** Ends the session on the server. False when it could not be told. */
  readonly endSession: () => Promise<boolean>;
  readonly memory: SessionMemory;
  /** Tells the browser's other pages and the worker. */
  readonly tell: (word: SessionWord) => void;
  /** The phone's clock, unix ms. */
  readonly now: () => number;
  readonly after: (ms: number, callback: () => void) => () => void;
  /** What has to be done at once; resolves when it is. `forget` comes before the page is loaded anew. */
  readonly onDeed: (deed: Deed) => Promise<void>;
  /** Deletes what is kept of readings, before anything else opens it. */
  readonly deleteReadings: () => void;
  readonly reload: () => void;
}

/** The one holder of the standing. */
export class PageSession implements SessionSource {
  readonly #parts: PageSessionParts;
  readonly #changes = new Topic<undefined>();
  readonly subscribe = this.#changes.subscribe;
  #standing: Standing;
  #isOver = false;
  #asking: Promise<void> | undefined;
  #notedAt = Number.NEGATIVE_INFINITY;
  #cancelTelling = () => {};

  /** Readings that may no longer be kept are on their way out when this returns. */
  constructor(parts: PageSessionParts) {
    this.#parts = parts;
    const kept = parts.memory.read();
    this.#isOver = kept !== undefined && isOverdue(kept, parts.now());
    if (this.#isOver) {
      parts.deleteReadings();
      parts.memory.forget();
    }
    const isLeaving = parts.memory.isLeaving();
    this.#standing = isLeaving
      ? { kind: "wiped", by: "signed-out" }
      : standingAtStart(this.#isOver ? undefined : kept?.me);
    if (isLeaving) void this.#tellServer();
  }

  standing(): Standing {
    return this.#standing;
  }

  isLeaseOver(): boolean {
    return this.#isOver;
  }

  /** Whether a stream may be asked for. */
  mayConnect(): boolean {
    return mayConnect(this.#standing);
  }

  look(): Promise<void> {
    this.#asking ??= this.#look().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** A request was not let in. */
  refused(why: Refusal): void {
    this.#step({ kind: "refused", why });
  }

  /** The server was heard: the stream goes on. */
  heard(): void {
    const now = this.#parts.now();
    const standing = this.#standing;
    const isLetIn = standing.kind === "in" || standing.kind === "handover";
    if (!isLetIn || now - this.#notedAt < NOTE_MS) return;
    this.#notedAt = now;
    this.#parts.memory.write({ me: standing.me, contactAt: now });
  }

  async signOut(): Promise<void> {
    this.#parts.memory.setLeaving(true);
    this.#step({ kind: "signed-out" });
    await this.#tellServer();
  }

  /** Another page, or the worker, has news. */
  onWord(word: SessionWord): void {
    if (word === "signed-in") void this.#follow();
    else if (word === "forget") this.#parts.reload();
    else this.#step({ kind: word });
  }

  stop(): void {
    this.#cancelTelling();
    this.#changes.stop();
  }

  async #follow(): Promise<void> {
    if (this.#standing.kind === "wiped") this.#parts.reload();
    else await this.look();
  }

  async #look(): Promise<void> {
    const heard = await this.#parts.ask();
    if (heard) this.#step(heard);
  }

  #step(event: SessionEvent): void {
    const { standing, deeds } = step(this.#standing, event);
    const isOther = JSON.stringify(standing) !== JSON.stringify(this.#standing);
    this.#standing = standing;
    if (event.kind === "me") this.#remember();
    for (const deed of deeds) this.#do(deed, event);
    if (isOther) this.#changes.tell(undefined);
  }

  #remember(): void {
    if (mayConnect(this.#standing)) this.#isOver = false;
    this.#notedAt = Number.NEGATIVE_INFINITY;
    this.heard();
  }

  #do(deed: Deed, { kind }: SessionEvent): void {
    if (deed === "wipe") {
      this.#parts.memory.forget();
      this.#parts.tell(kind === "signed-out" ? "signed-out" : "revoked");
    }
    if (deed === "forget") this.#parts.tell("forget");
    const done = this.#parts.onDeed(deed);
    // A session that was revoked is told so until its browser has forgotten all: only then does it let go of its cookie.
    if (deed === "wipe" && kind !== "signed-out") void done.then(() => this.#tellServer());
  }

  /** Until the server knows, its cookie would let in whoever opens the app next. */
  async #tellServer(): Promise<void> {
    this.#cancelTelling();
    if (await this.#parts.endSession()) this.#parts.memory.setLeaving(false);
    else this.#cancelTelling = this.#parts.after(TELL_MS, () => void this.#tellServer());
  }
}
