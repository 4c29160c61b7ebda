// What the log tells of who may come in: each subject with what holds of it, and the credentials that lead to one.

import {
  type AccessEntry,
  type AccessRecord,
  isAccessEntry,
  type SubjectKind,
} from "../../shared/entries/access.ts";
import type { Entry } from "../../shared/entries/entry.ts";

/** A person, session, key, display, invitation or sender. `secret` must not leave the server. */
export interface Row {
  readonly id: string;
  readonly name: string;
  /** When its first entry was taken, unix ms. */
  readonly createdAt: number;
  readonly record: AccessRecord;
  readonly secret: { readonly [member: string]: string };
}

/** What a credential leads to. */
export interface Found {
  readonly kind: SubjectKind;
  readonly row: Row;
}

/** When a subject was last heard of, and from which address. */
export interface Contact {
  readonly at: number;
  readonly from: string;
  /** From which address it was heard of first. */
  readonly firstFrom?: string;
}

/** Subjects that have ended and are remembered, of each kind, so that whoever comes with their credential is told. */
const MAX_ENDED = 2_000;

/** The members of `secret` that are digests of credentials. */
const DIGESTS = ["digest", "oldDigest"] as const;

interface Kept {
  readonly rows: { readonly [kind: string]: readonly Row[] };
  readonly contacts: { readonly [key: string]: Contact };
  readonly isOld: boolean;
  readonly hadPeople: boolean;
}

/** The projection `access`. */
export class AccessBook {
  readonly name = "access";
  readonly #rows = new Map<SubjectKind, Map<string, Row>>();
  readonly #credentials = new Map<string, { readonly kind: SubjectKind; readonly id: string }>();
  readonly #contacts = new Map<string, Contact>();
  #version = 0;
  #isOld = false;
  #hadPeople = false;

  /** Counts the changes: whoever remembers what he found here forgets it when this is another. */
  get version(): number {
    return this.#version;
  }

  /** Whether the data are from before there were people at all. */
  get isOld(): boolean {
    return this.#isOld;
  }

  /** Whether there has ever been a person: a server that had people is not open to all when they are gone. */
  get hadPeople(): boolean {
    return this.#hadPeople;
  }

  /** The state of a book of which it is known alone that there were people. */
  static closed(): unknown {
    return { rows: {}, contacts: {}, isOld: false, hadPeople: true } satisfies Kept;
  }

  restore(state: unknown, seq = 0): void {
    this.#isOld = state === undefined && seq > 0;
    if (typeof state !== "object" || state === null) return;
    const { rows = {}, contacts = {}, isOld = false, hadPeople = false } = state as Partial<Kept>;
    this.#isOld = isOld;
    this.#hadPeople = hadPeople;
    for (const [kind, list] of Object.entries(rows))
      for (const row of list) this.#put(kind as SubjectKind, row);
    for (const [key, contact] of Object.entries(contacts)) this.#contacts.set(key, contact);
  }

  observe({ entries }: { readonly entries: readonly Entry[] }): void {
    for (const entry of entries) if (entry.kind === "access" && isAccessEntry(entry)) this.#take(entry);
  }

  snapshot(): unknown {
    const rows = Object.fromEntries([...this.#rows].map(([kind, table]) => [kind, [...table.values()]]));
    return {
      rows,
      contacts: Object.fromEntries(this.#contacts),
      isOld: this.#isOld,
      hadPeople: this.#hadPeople,
    } satisfies Kept;
  }

  /** What a credential with this digest leads to; undefined for one that is not known. */
  find(digest: string): Found | undefined {
    const credential = this.#credentials.get(digest);
    const row = credential && this.row(credential.kind, credential.id);
    return credential && row ? { kind: credential.kind, row } : undefined;
  }

  row(kind: SubjectKind, id: string): Row | undefined {
    return this.#rows.get(kind)?.get(id);
  }

  /** All of a kind, the oldest first, with those that have ended. */
  rows(kind: SubjectKind): readonly Row[] {
    return [...(this.#rows.get(kind)?.values() ?? [])];
  }

  /** Takes note of a request of a subject. No entry: it is written with the next checkpoint. */
  touch(kind: SubjectKind, id: string, contact: Contact): void {
    const name = `${kind} ${id}`;
    const { at, from } = contact;
    this.#contacts.set(name, { at, from, firstFrom: this.#contacts.get(name)?.firstFrom ?? from });
  }

  contact(kind: SubjectKind, id: string): Contact | undefined {
    return this.#contacts.get(`${kind} ${id}`);
  }

  #take(entry: AccessEntry): void {
    const { subject, record, secret = {}, at } = entry;
    this.#version += 1;
    if (subject.kind === "person") this.#hadPeople = true;
    if (record === null) {
      this.#remove(subject.kind, subject.id, at);
      return;
    }
    const before = this.row(subject.kind, subject.id);
    if (record === undefined && Object.keys(secret).length === 0) return;
    this.#put(subject.kind, {
      id: subject.id,
      name: subject.name,
      createdAt: before?.createdAt ?? at,
      record: { ...before?.record, ...record },
      secret: withoutEmpty({ ...before?.secret, ...secret }),
    });
    if (record?.["endedAt"] !== undefined) this.#forgetLongEnded(subject.kind);
  }

  #put(kind: SubjectKind, row: Row): void {
    const table = this.#rows.get(kind) ?? new Map<string, Row>();
    this.#rows.set(kind, table);
    this.#dropCredentials(table.get(row.id));
    table.set(row.id, row);
    for (const member of DIGESTS) {
      const digest = row.secret[member];
      if (digest) this.#credentials.set(digest, { kind, id: row.id });
    }
  }

  #dropCredentials(row: Row | undefined): void {
    for (const member of DIGESTS) {
      const digest = row?.secret[member];
      if (digest) this.#credentials.delete(digest);
    }
  }

  #remove(kind: SubjectKind, id: string, at: number): void {
    this.#dropCredentials(this.row(kind, id));
    this.#rows.get(kind)?.delete(id);
    this.#contacts.delete(`${kind} ${id}`);
    if (kind !== "person") return;
    for (const row of this.rows("session")) {
      if (row.record["person"] !== id || isEnded(row)) continue;
      this.#put("session", { ...row, record: { ...row.record, endedAt: at, ended: "revoked" } });
    }
  }

  #forgetLongEnded(kind: SubjectKind): void {
    const ended = this.rows(kind).filter(isEnded);
    for (const { id } of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) this.#remove(kind, id, 0);
  }
}

/** Whether a subject has ended and is only remembered. */
export function isEnded({ record }: Pick<Row, "record">): boolean {
  return record["endedAt"] !== undefined && record["endedAt"] !== null;
}

/** An empty secret takes one away. */
function withoutEmpty(secret: Row["secret"]): Row["secret"] {
  return Object.fromEntries(Object.entries(secret).filter(([, value]) => value !== ""));
}
