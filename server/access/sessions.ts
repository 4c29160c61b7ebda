// Sessions: the devices on which people are signed in.

import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { DAY_MS } from "../../shared/ground/time.ts";
import type { Access } from "./access.ts";
import { isEnded, type Row } from "./book.ts";
import { AccessRefusal } from "./refusal.ts";
import { digestOf, newId, newSecret, type RandomBytes } from "./secrets.ts";

/** Sessions that one person, and all together, may have; beyond that the longest unused ends. */
const MAX_OF_PERSON = 50;
const MAX_IN_ALL = 5_000;

/** A session that nobody used for so long has ended. */
const IDLE_MS = 180 * DAY_MS;

/** Whether a session has run out by itself; both in unix ms. */
export function isOver({ record }: Row, lastAt: number, now: number): boolean {
  const until = Number(record["until"] ?? Number.POSITIVE_INFINITY);
  return now - lastAt > IDLE_MS || now >= until;
}

/** How a session begins. */
export type SessionBeginning = "password" | "setup" | "invitation" | "handover" | "sign-on";

/** Those in which no password was given. */
const WITHOUT_PASSWORD: ReadonlySet<SessionBeginning> = new Set(["invitation", "handover"]);

/** When a session's password was asked for elsewhere, and until when that counts, unix ms. */
export interface Begun {
  readonly how: SessionBeginning;
  readonly confirmedAt: number;
  /** From then on it has to be begun anew; undefined: it lasts for as long as it is used. */
  readonly until?: number | undefined;
}

/** Who asks for a session, from where, and on what. */
export interface Asking {
  /** Without a name as long as it is not known who it is. */
  readonly by: Actor;
  /** `Android, Chrome`. */
  readonly device: string;
}

/** A session that began; the secret goes into the cookie and nowhere else. */
export interface NewSession {
  readonly id: string;
  readonly secret: string;
  readonly drafts: readonly AccessDraft[];
}

interface SessionParts {
  readonly access: Access;
  readonly random: RandomBytes;
  readonly now: () => number;
}

function givenHere(how: SessionBeginning, now: number): Begun {
  return { how, confirmedAt: WITHOUT_PASSWORD.has(how) ? 0 : now };
}

/** The sessions of all people. */
export class Sessions {
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** All that have not ended, the oldest first; of one person with their id. */
  list(person?: string): readonly Row[] {
    const all = this.#parts.access.book.rows("session");
    return all.filter((row) => !isEnded(row) && (person === undefined || row.record["person"] === person));
  }

  /** When a session was last heard of, unix ms. */
  lastAt(row: Row): number {
    return this.#parts.access.book.contact("session", row.id)?.at ?? row.createdAt;
  }

  /** Whose a session is that is still good; undefined once it is not. */
  ownerOf(id: string): Row | undefined {
    const { access, now } = this.#parts;
    const row = access.book.row("session", id);
    if (!row || isEnded(row) || isOver(row, this.lastAt(row), now())) return undefined;
    return access.book.row("person", String(row.record["person"]));
  }

  /** What makes a session of a person; nothing has begun before the drafts are in the log. */
  make(
    person: Pick<Row, "id" | "name">,
    begun: SessionBeginning | Begun,
    { by, device }: Asking,
  ): NewSession {
    const { random, now } = this.#parts;
    const { how, confirmedAt, until } = typeof begun === "string" ? givenHere(begun, now()) : begun;
    const [id, secret] = [newId(random), newSecret(random)];
    const as: Actor = { kind: "person", name: person.name, from: by.from };
    const draft: AccessDraft = {
      kind: "access",
      what: WITHOUT_PASSWORD.has(how) ? "joined" : "signed-in",
      subject: { kind: "session", id, name: person.name },
      by: as,
      record: {
        person: person.id,
        device,
        how,
        from: by.from,
        confirmedAt,
        ...(until === undefined ? {} : { until }),
      },
      secret: { digest: digestOf(secret) },
    };
    return { id, secret, drafts: [...this.#makeRoom(person.id), draft] };
  }

  /** What ends a session. */
  ending(row: Row, by: Actor, ended: "revoked" | "signed-out" | "expired"): AccessDraft {
    return {
      kind: "access",
      what: ended === "revoked" ? "session-revoked" : ended === "expired" ? "session-expired" : "signed-out",
      subject: { kind: "session", id: row.id, name: row.name },
      by,
      record: { endedAt: this.#parts.now(), ended },
    };
  }

  /** Ends one session. Throws when there is none of this id. */
  async end(id: string, by: Actor, ended: "revoked" | "signed-out"): Promise<void> {
    const row = this.#parts.access.book.row("session", id);
    if (!row || isEnded(row))
      throw new AccessRefusal("unknown_session", `There is no session ${id}; it may have ended already.`);
    await this.#parts.access.append([this.ending(row, by, ended)]);
  }

  /** Ends all of a person but one. Resolves to how many. */
  async endOthers(person: string, kept: string | undefined, by: Actor): Promise<number> {
    const others = this.list(person).filter(({ id }) => id !== kept);
    if (others.length > 0)
      await this.#parts.access.append(others.map((row) => this.ending(row, by, "revoked")));
    return others.length;
  }

  #makeRoom(person: string): readonly AccessDraft[] {
    const own = this.list(person);
    const all = own.length >= MAX_OF_PERSON ? own : this.list();
    if (own.length < MAX_OF_PERSON && all.length < MAX_IN_ALL) return [];
    const oldest = [...all].sort((a, b) => this.lastAt(a) - this.lastAt(b)).at(0);
    return oldest ? [this.ending(oldest, { kind: "system", name: "", from: "" }, "expired")] : [];
  }
}
