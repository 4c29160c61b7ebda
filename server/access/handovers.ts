// iOS keeps the storage of an app on the home screen apart from that of the browser in which somebody joined. So the browser shows
// eight letters, and whoever types them in the app is signed in there as well. None of it is kept over a restart: the page asks anew.

import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Access } from "./access.ts";
import { isEnded, type Row } from "./book.ts";
import type { People } from "./people.ts";
import { AccessRefusal, tooManyTries } from "./refusal.ts";
import { digestOf, newCode, normaliseCode, type RandomBytes } from "./secrets.ts";
import type { Asking, NewSession, Sessions } from "./sessions.ts";
import { Throttle } from "./throttle.ts";

/** As long as it takes to put the app onto the home screen and open it. */
const LIFE_MS = 10 * MINUTE_MS;
/** Codes at a time, of all phones together; when full the oldest goes. */
const MAX_OPEN = 200;

/** A code, and how long it is taken, ms. */
export interface Handover {
  readonly code: string;
  readonly lifeMs: number;
}

interface Offered {
  readonly session: string;
  readonly expiresAt: number;
}

interface HandoverParts {
  readonly access: Access;
  readonly people: People;
  readonly sessions: Sessions;
  readonly random: RandomBytes;
  readonly now: () => number;
}

/** The sign-ins that are about to be handed over. */
export class Handovers {
  readonly #parts: HandoverParts;
  /** By the digest of the code: that two are compared byte by byte tells nothing then. */
  readonly #open = new Map<string, Offered>();
  readonly #throttle: Throttle;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
    this.#throttle = new Throttle(parts.now);
  }

  /** A code for the app on the phone whose browser has this session; the one before is good no more. Throws for an admin's. */
  offer(session: string): Handover {
    const { random, now } = this.#parts;
    if (this.#personOf(session) === undefined) throw notForAdmins();
    for (const [digest, offered] of this.#open) {
      if (offered.session === session || now() >= offered.expiresAt) this.#open.delete(digest);
    }
    for (const oldest of this.#open.keys()) {
      if (this.#open.size < MAX_OPEN) break;
      this.#open.delete(oldest);
    }
    const code = newCode(random);
    this.#open.set(digestOf(code), { session, expiresAt: now() + LIFE_MS });
    return { code, lifeMs: LIFE_MS };
  }

  /** Takes a code: the app that brings it is signed in as who is in the browser that shows it. */
  async take(typed: string, asking: Asking): Promise<NewSession> {
    const { from } = asking.by;
    const wait = this.#throttle.waitMs("", from);
    if (wait > 0) throw tooManyTries(wait);
    this.#throttle.begin("", from);
    const digest = digestOf(normaliseCode(typed));
    const offered = this.#open.get(digest);
    const person = offered && this.#personOf(offered.session);
    // Before anything is waited for: a code is good once.
    this.#open.delete(digest);
    if (!person || this.#parts.now() >= offered.expiresAt) throw unknownCode();
    this.#throttle.succeed("", from);
    const { until } = this.#parts.access.book.row("session", offered.session)?.record ?? {};
    const begun = {
      how: "handover",
      confirmedAt: 0,
      until: until === undefined ? undefined : Number(until),
    } as const;
    const session = this.#parts.sessions.make(person, begun, asking);
    await this.#parts.access.append(session.drafts);
    return session;
  }

  /** Whose session it is, as long as it lasts; undefined for admins, who come in by their password alone. */
  #personOf(id: string): Row | undefined {
    const { book } = this.#parts.access;
    const session = book.row("session", id);
    if (!session || isEnded(session)) return undefined;
    const person = book.row("person", String(session.record["person"]));
    return person?.record["role"] === "admin" ? undefined : person;
  }
}

function unknownCode(): AccessRefusal {
  const message =
    "No browser shows these letters at present: they are good once, for ten minutes. Let the page on this phone show others.";
  return new AccessRefusal("unknown_code", message);
}

function notForAdmins(): AccessRefusal {
  return new AccessRefusal("not_for_admins", "Admins sign in with their password, in the app as well.");
}
