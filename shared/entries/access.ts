// The entries of who may come in: people, sessions, keys, displays, invitations, senders. One kind for all of them: each says what
// was done to which subject, and what the subject is from then on.

import { isMembers } from "../ground/members.ts";
import type { Actor } from "./actor.ts";
import type { StampedEntry } from "./entry.ts";

/** What a person may do: each includes those before it. */
export const ROLES = ["viewer", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whether posts need a key. */
export const POSTS_RULES = ["open", "keys"] as const;
export type PostsRule = (typeof POSTS_RULES)[number];

/** What an access entry can be about. `server`: how the server as a whole is guarded. */
const SUBJECT_KINDS = [
  "person",
  "session",
  "key",
  "display",
  "invitation",
  "sender",
  "pairing",
  "server",
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Whom or what an access entry is about. */
export interface AccessSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name: string;
}

/** What is known of a subject; plain values alone. */
export interface AccessRecord {
  readonly [member: string]: string | number | boolean | null | readonly string[];
}

/**
 * Somebody was let in, or out, or what they may do has changed. `record` has the members of the subject that are new, null ends the
 * subject; without it nothing of the subject changes. `secret` has digests of credentials and records of passwords, which leave the
 * server in no answer.
 */
export interface AccessEntry extends StampedEntry {
  readonly kind: "access";
  readonly by?: Actor;
  /** What was done: `person-added`, `signed-in`, `key-revoked`, … */
  readonly what: string;
  readonly subject: AccessSubject;
  readonly record?: AccessRecord | null;
  readonly secret?: { readonly [member: string]: string };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isText);
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** Whether an entry that calls itself one of access is one. */
export function isAccessEntry(entry: StampedEntry): entry is AccessEntry {
  const { what, subject, record, secret } = entry as Partial<Record<keyof AccessEntry, unknown>>;
  if (!isText(what) || !isMembers(subject)) return false;
  if (!SUBJECT_KINDS.some((kind) => kind === subject["kind"])) return false;
  if (!isText(subject["id"]) || !isText(subject["name"])) return false;
  const isRecord =
    record === undefined || record === null || (isMembers(record) && Object.values(record).every(isPlain));
  return isRecord && (secret === undefined || (isMembers(secret) && Object.values(secret).every(isText)));
}

/** An entry as anybody may see it who may see it at all: without what is secret, of whatever kind and version it is. */
export function withoutSecret<Kind extends StampedEntry>(entry: Kind): Kind {
  if (!("secret" in entry)) return entry;
  const { secret: _, ...rest } = entry;
  return rest as unknown as Kind;
}
