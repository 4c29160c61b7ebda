// People: who they are, what they may do, and their passwords.

import type { Role } from "../../shared/entries/access.ts";
import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { createTurns } from "../../shared/ground/in-turn.ts";
import { type Access, SERVER_ID } from "./access.ts";
import type { Row } from "./book.ts";
import type { Passwords } from "./passwords.ts";
import { AccessRefusal, tooBusy } from "./refusal.ts";
import { newId, type RandomBytes } from "./secrets.ts";
import type { Sessions } from "./sessions.ts";

const MAX_PEOPLE = 1_000;

/** What may be changed of a person; what is absent stays. */
export interface PersonChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly places?: readonly string[] | null | undefined;
  readonly password?: string | undefined;
}

/** A person to be. */
export interface NewPerson {
  readonly name: string;
  readonly role: Role;
  readonly places: readonly string[] | null;
}

export interface PeopleParts {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly random: RandomBytes;
  /** The server by which people sign on, as it names itself; undefined without one. */
  readonly issuer?: string | undefined;
}

/** Names are told apart as people tell them apart. */
function sameName(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize("NFKC").toLowerCase().trim();
  return plain(one) === plain(other);
}

/** The people of a server. */
export class People {
  /** What looks at people before it changes them does so in its turn. */
  readonly inTurn = createTurns();
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  list(): readonly Row[] {
    return this.#parts.access.book.rows("person");
  }

  byName(name: string): Row | undefined {
    return this.list().find((row) => sameName(row.name, name));
  }

  find(id: string): Row {
    const row = this.#parts.access.book.row("person", id);
    if (row) return row;
    throw new AccessRefusal("unknown_person", `There is no person ${id}; GET /api/v1/people lists them.`);
  }

  /** Whether somebody comes in by the other server, which says what they may do. */
  isFromSignOn({ record }: Pick<Row, "record">): boolean {
    const { issuer } = this.#parts;
    return issuer !== undefined && String(record["signOn"] ?? "").startsWith(`${issuer} `);
  }

  /** The record of a password. Throws when too many are being worked out. */
  async passwordRecord(password: string): Promise<string> {
    const record = await this.#parts.passwords.recordOf(password);
    if (record === undefined) throw tooBusy();
    return record;
  }

  /** What makes a person. Throws when the name is taken or there are as many as may be. */
  adding(
    { name, role, places }: NewPerson,
    by: Actor,
    password?: string,
  ): { id: string; drafts: AccessDraft[] } {
    if (this.byName(name)) throw nameTaken(name);
    if (this.list().length >= MAX_PEOPLE)
      throw new AccessRefusal("full", `There are ${MAX_PEOPLE} people already. Remove some first.`);
    const id = newId(this.#parts.random);
    const added: AccessDraft = {
      kind: "access",
      what: "person-added",
      subject: { kind: "person", id, name },
      by,
      record: { role, places: role === "admin" ? null : places },
      ...(password === undefined ? {} : { secret: { password } }),
    };
    return { id, drafts: role === "admin" ? [added, ...this.#closing(by)] : [added] };
  }

  /** Changes a person. A new password, role or scope ends the sessions that were begun under the old one. */
  async change(id: string, change: PersonChange, by: Actor): Promise<void> {
    const password = change.password === undefined ? undefined : await this.passwordRecord(change.password);
    await this.inTurn(async () => {
      const before = this.find(id);
      this.#assertOwn(before, change);
      const { name = before.name, role = before.record["role"], places } = change;
      const holder = this.byName(name);
      if (holder && holder.id !== id) throw nameTaken(name);
      if (before.record["role"] === "admin" && role !== "admin") this.#assertOtherAdmin(id);
      const isAdmin = role === "admin";
      const record = {
        ...(change.role === undefined ? {} : { role: change.role }),
        ...(isAdmin ? { places: null } : places === undefined ? {} : { places }),
      };
      const changed: AccessDraft = {
        kind: "access",
        what: "person-changed",
        subject: { kind: "person", id, name },
        by,
        record,
        ...(password === undefined ? {} : { secret: { password } }),
      };
      const ended = password === undefined ? [] : this.#parts.sessions.list(id);
      const endings = ended.map((row) => this.#parts.sessions.ending(row, by, "expired"));
      await this.#parts.access.append([changed, ...endings]);
    });
  }

  /** Removes a person; their sessions are revoked with them. */
  remove(id: string, by: Actor): Promise<void> {
    return this.inTurn(async () => {
      const { name, record } = this.find(id);
      if (record["role"] === "admin") this.#assertOtherAdmin(id);
      const subject = { kind: "person", id, name } as const;
      await this.#parts.access.append([
        { kind: "access", what: "person-removed", subject, by, record: null },
      ]);
    });
  }

  /** Adds a person with a password. */
  async add({ password, ...person }: NewPerson & { readonly password: string }, by: Actor): Promise<Row> {
    const record = await this.passwordRecord(password);
    return this.inTurn(async () => {
      const { id, drafts } = this.adding(person, by, record);
      await this.#parts.access.append(drafts);
      return this.find(id);
    });
  }

  /** The first admin closes the pages. Whether posts need a key stays as it was until somebody says otherwise. */
  #closing(by: Actor): AccessDraft[] {
    const { access } = this.#parts;
    if (access.hasAdmin) return [];
    const subject = { kind: "server", id: SERVER_ID, name: "" } as const;
    return [{ kind: "access", what: "closed", subject, by, record: { posts: access.posts } }];
  }

  /** Admins of another server do not count: when it is gone somebody must still come in. */
  #assertOtherAdmin(id: string): void {
    const row = this.find(id);
    if (row.record["signOn"] !== undefined) return;
    const isOther = ({ id: other, record }: Row) =>
      other !== id && record["role"] === "admin" && record["signOn"] === undefined;
    if (this.list().some(isOther)) return;
    const message = "This is the last admin with a password here. Make somebody else one first.";
    throw new AccessRefusal("last_admin", message);
  }

  /** What another server says of somebody, it alone says. */
  #assertOwn(row: Row, { role, places, password }: PersonChange): void {
    if (!this.isFromSignOn(row)) return;
    if (role === undefined && places === undefined && password === undefined) return;
    throw fromSignOn(row.name);
  }
}

/** The refusal of what the other server says of somebody. */
export function fromSignOn(name: string): AccessRefusal {
  const message = `${name} comes in by another server, which says what they may do. Change it there.`;
  return new AccessRefusal("from_sign_on", message);
}

function nameTaken(name: string): AccessRefusal {
  return new AccessRefusal(
    "name_taken",
    `There is somebody called ${JSON.stringify(name)} already. Take another name.`,
  );
}
