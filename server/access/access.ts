// Who may come in. Public file of the folder: what the server keeps of people and keys, and by what rule it is guarded.

import type { PostsRule, Role } from "../../shared/entries/access.ts";
import type { AccessDraft, EntryDraft } from "../../shared/entries/entry.ts";
import type { AccessMode } from "../../shared/wire/access.ts";
import type { Report } from "../report.ts";
import type { AccessBook } from "./book.ts";
import type { Ask } from "./bounded-fetch.ts";
import { Handovers } from "./handovers.ts";
import { Invitations } from "./invitations.ts";
import { createIssuer } from "./issuer.ts";
import { type Cost, createPasswords } from "./passwords.ts";
import { People } from "./people.ts";
import { newCode, type RandomBytes } from "./secrets.ts";
import { Sessions } from "./sessions.ts";
import { SignIns } from "./sign-in.ts";
import { SignOn } from "./sign-on.ts";
import type { SignOnSettings } from "./sign-on-claims.ts";

export { AccessBook, type Contact, type Found, isEnded, type Row } from "./book.ts";
export { DisplayWatch } from "./display-watch.ts";
export { type DisplayLooks, Displays, lookOf, soundTestOf } from "./displays.ts";
export { type Gateway, GatewayBook, type Posted } from "./gateway-book.ts";
export { Handovers } from "./handovers.ts";
export { Invitations } from "./invitations.ts";
export { type KeyKind, Keys, type NewKey } from "./keys.ts";
export { type Pairing, Pairings, whoIs } from "./pairings.ts";
export { type Cost, MAX_PASSWORD, MIN_PASSWORD } from "./passwords.ts";
export { People, type PersonChange } from "./people.ts";
export * from "./principal.ts";
export * from "./refusal.ts";
export { RefusalBursts } from "./refusal-bursts.ts";
export * from "./secrets.ts";
export { type Sender, Senders } from "./senders.ts";
export { type Asking, isOver, type NewSession, Sessions } from "./sessions.ts";
export { SignIns } from "./sign-in.ts";
export { SignOn } from "./sign-on.ts";
export type { SignOnSettings } from "./sign-on-claims.ts";

/** The row of how the server as a whole is guarded. */
export const SERVER_ID = "server";

/** The log, as far as people and keys need it. */
export interface AccessLog {
  append(drafts: readonly EntryDraft[]): Promise<unknown>;
}

export interface AccessParts {
  readonly book: AccessBook;
  readonly log: AccessLog;
  readonly now: () => number;
  readonly random: RandomBytes;
  /** Whether the server can be reached from this machine alone. */
  readonly isLoopback: boolean;
  /** Whether there were readings when the server started: they came without a key. */
  readonly hadReadings: boolean;
}

/** What is known of who may come in, and by what rule. */
export class Access {
  readonly #parts: AccessParts;
  #setupCode: string | undefined;
  #admin = { version: -1, is: false };
  #shell: string | undefined;

  constructor(parts: AccessParts) {
    this.#parts = parts;
    if (!this.hasAdmin) this.#setupCode = newCode(parts.random);
  }

  get book(): AccessBook {
    return this.#parts.book;
  }

  get hasAdmin(): boolean {
    const { version } = this.book;
    // Each request asks.
    if (this.#admin.version !== version) this.#admin = { version, is: this.#findAdmin() };
    return this.#admin.is;
  }

  /** What makes the first admin; undefined once there is one. */
  get setupCode(): string | undefined {
    return this.hasAdmin ? undefined : this.#setupCode;
  }

  /** Whether people are asked who they are. */
  get mode(): AccessMode {
    if (this.hasAdmin) return "closed";
    if (this.book.hadPeople) return "setup";
    return this.#parts.isLoopback || this.book.isOld ? "open" : "setup";
  }

  /** Whether it is open to others than this machine, which is no state to stay in. */
  get isOpenToOthers(): boolean {
    return this.mode === "open" && !this.#parts.isLoopback;
  }

  /** Whether others than this machine post without a key although people sign in. */
  get isOpenToPosts(): boolean {
    return this.mode !== "open" && this.posts === "open" && !this.#parts.isLoopback;
  }

  /** Whether posts need a key. What was open stays so until an admin says otherwise. */
  get posts(): PostsRule {
    const set = this.book.row("server", SERVER_ID)?.record["posts"];
    if (set === "open" || set === "keys") return set;
    return this.mode === "open" || this.#parts.hadReadings ? "open" : "keys";
  }

  /** From here on whoever brings the secret with this digest stands before the server's own machine. */
  openShell(digest: string): void {
    this.#shell = digest;
  }

  isShell(digest: string): boolean {
    return this.#shell !== undefined && digest === this.#shell;
  }

  /** Puts entries into the log; the book has them when it resolves. */
  async append(drafts: readonly AccessDraft[]): Promise<void> {
    await this.#parts.log.append(drafts);
  }

  #findAdmin(): boolean {
    return this.book.rows("person").some(({ record }) => record["role"] === ("admin" satisfies Role));
  }
}

/** People and how they come in. */
export interface PeopleServices {
  readonly people: People;
  readonly sessions: Sessions;
  readonly signIns: SignIns;
  readonly invitations: Invitations;
  readonly handovers: Handovers;
  /** Undefined where no other server signs people on. */
  readonly signOn: SignOn | undefined;
}

/** The other server by which people sign on, and how it is asked. */
export interface SignOnOptions {
  readonly settings: SignOnSettings;
  readonly ask: Ask;
  readonly report: Pick<Report, "warn">;
}

function createSignOn(
  parts: SignOnOptions &
    Pick<AccessParts, "random" | "now"> & {
      readonly access: Access;
      readonly people: People;
      readonly sessions: Sessions;
    },
): SignOn {
  return new SignOn({ ...parts, issuer: createIssuer(parts) });
}

/** What looks after the people of a server. */
export function createPeople(
  parts: Pick<AccessParts, "random" | "now"> & {
    readonly access: Access;
    readonly cores: number;
    readonly cost?: Cost | undefined;
    readonly signOn?: SignOnOptions | undefined;
  },
): PeopleServices {
  const { settings } = parts.signOn ?? {};
  const passwords = createPasswords(parts);
  const sessions = new Sessions(parts);
  const people = new People({ ...parts, sessions, passwords, issuer: settings?.issuer });
  const signIns = new SignIns({ ...parts, people, sessions, passwords });
  return {
    people,
    sessions,
    signIns,
    invitations: new Invitations({ ...parts, people, sessions }),
    handovers: new Handovers({ ...parts, people, sessions }),
    signOn: parts.signOn && createSignOn({ ...parts, ...parts.signOn, people, sessions }),
  };
}
