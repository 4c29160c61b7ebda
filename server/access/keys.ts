// Keys of gateways, which may only post, and of programs that read. Whoever makes one sees it once; the log has its digest.

import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { createTurns } from "../../shared/ground/in-turn.ts";
import { HOUR_MS } from "../../shared/ground/time.ts";
import type { Access } from "./access.ts";
import { isEnded, type Row } from "./book.ts";
import { AccessRefusal } from "./refusal.ts";
import { digestOf, type RandomBytes } from "./secrets.ts";
import { newShortId } from "./short-id.ts";

/** Keys at a time; each is looked up in memory. */
const MAX_KEYS = 1_000;
/** RFC 4648, base 32 in small letters: no escapes anywhere, one word for a double click, and two cases less to type. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
/** 26 letters of 5 bits: 130 random bits. */
const LENGTH = 26;

/** What a key is for. */
export type KeyKind = "gateway" | "reader";

/** A key with what it begins with, by which people and programs know it for one: `davy_g_…` of a gateway, `davy_r_…` of a reader. */
export function newKey(kind: KeyKind, random: RandomBytes): string {
  const letters = Array.from(random(LENGTH), (byte) => LETTERS[byte % LETTERS.length]);
  return `davy_${kind === "gateway" ? "g" : "r"}_${letters.join("")}`;
}

/** A key that was just made, and the only time that it is told. */
export interface NewKey {
  readonly row: Row;
  readonly key: string;
}

interface KeyParts {
  readonly access: Access;
  readonly random: RandomBytes;
  readonly now: () => number;
}

/** The keys of a server. All rejects with an AccessRefusal for what cannot be. */
export class Keys {
  readonly #parts: KeyParts;
  readonly #inTurn = createTurns();

  constructor(parts: KeyParts) {
    this.#parts = parts;
  }

  /** Those that were not revoked, the oldest first. */
  list(): readonly Row[] {
    return this.#parts.access.book.rows("key").filter((row) => !isEnded(row));
  }

  make({ name, kind }: { readonly name: string; readonly kind: KeyKind }, by: Actor): Promise<NewKey> {
    const { access, random } = this.#parts;
    return this.#inTurn(async () => {
      if (this.list().length >= MAX_KEYS)
        throw new AccessRefusal("full", `There are ${MAX_KEYS} keys already. Revoke those that nobody uses.`);
      const id = newShortId(random, (one) => access.book.row("key", one) !== undefined);
      const key = newKey(kind, random);
      const draft = { what: "key-made", record: { kind }, secret: { digest: digestOf(key) } };
      return { row: await this.#write({ id, name }, draft, by), key };
    });
  }

  rename(id: string, name: string, by: Actor): Promise<Row> {
    return this.#inTurn(async () => {
      this.#found(id);
      return this.#write({ id, name }, { what: "key-renamed", record: {} }, by);
    });
  }

  /** Gives it another key; the one before is taken for so many hours more, so that a gateway can be told of the new one in peace. */
  rotate(id: string, graceHours: number, by: Actor): Promise<NewKey> {
    const { random, now } = this.#parts;
    return this.#inTurn(async () => {
      const { name, record, secret } = this.#found(id);
      const key = newKey(record["kind"] === "reader" ? "reader" : "gateway", random);
      const draft = {
        what: "key-rotated",
        record: { oldUntil: now() + graceHours * HOUR_MS },
        secret: { digest: digestOf(key), oldDigest: secret["digest"] ?? "" },
      };
      return { row: await this.#write({ id, name }, draft, by), key };
    });
  }

  /** From then on it lets nothing in; who comes with it is told that it was revoked. */
  revoke(id: string, by: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const { name } = this.#found(id);
      const record = { endedAt: this.#parts.now(), ended: "revoked" };
      await this.#write({ id, name }, { what: "key-revoked", record }, by);
    });
  }

  #found(id: string): Row {
    const row = this.#parts.access.book.row("key", id);
    if (row && !isEnded(row)) return row;
    throw new AccessRefusal("unknown", "There is no such key. It may have been revoked meanwhile.");
  }

  async #write(
    { id, name }: Pick<Row, "id" | "name">,
    draft: Pick<AccessDraft, "what" | "record" | "secret">,
    by: Actor,
  ): Promise<Row> {
    const { access } = this.#parts;
    await access.append([{ kind: "access", by, subject: { kind: "key", id, name }, ...draft }]);
    const row = access.book.row("key", id);
    if (!row) throw new Error("A key is not in the book after it was written.");
    return row;
  }
}
