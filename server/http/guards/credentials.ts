// From what a request brings to who asks. The kind of a credential comes first: what was made for one way in is good for no other.

import type { Context } from "koa";
import { DAY_MS } from "../../../shared/ground/time.ts";
import {
  type Access,
  digestOf,
  type Found,
  isEnded,
  isOver,
  NOBODY,
  OPEN,
  type PersonPrincipal,
  type Principal,
  placesIn,
  type Row,
  SHELL,
} from "../../access/access.ts";
import type { SessionCookie } from "./cookies.ts";

/** A cookie is given anew with the first request of each of these, since a browser keeps it for 400 days: also where nothing is ever silent for so long, as a wall. */
const RENEW_MS = DAY_MS;
/** Digests that are remembered by what was sent, and the longest of that: all that is good is shorter. */
const MAX_REMEMBERED = 2_000;
const MAX_SENT = 512;

/** Digests by what was sent, so that each is made once. When full all are let go. */
class Digests {
  readonly #known = new Map<string, string | undefined>();

  /** The digest of the secret in what was sent; undefined where there is none. */
  of(sent: string, secretIn: (sent: string) => string | undefined): string | undefined {
    const known = this.#known.get(sent);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
    const secret = secretIn(sent);
    const digest = secret === undefined ? undefined : digestOf(secret);
    if (sent.length <= MAX_SENT) this.#known.set(sent, digest);
    return digest;
  }
}

interface CredentialParts {
  readonly access: Access;
  readonly cookie: SessionCookie;
  readonly addressOf: (ctx: Context) => string;
  readonly now: () => number;
}

/**
 * The secret that an `Authorization` header brings: the token of Bearer, that of InfluxDB's Token (behind a user, where one is named), or the
 * password of Basic; undefined for none.
 */
export function secretIn(header: string): string | undefined {
  const [, scheme = "", value = ""] = /^(bearer|token|basic) +(\S+)$/i.exec(header) ?? [];
  if (/^bearer$/i.test(scheme)) return value;
  if (/^token$/i.test(scheme)) return value.slice(value.indexOf(":") + 1);
  if (scheme === "") return undefined;
  const [, ...password] = Buffer.from(value, "base64").toString().split(":");
  return password.join(":");
}

/** Tells who asks by what a request brings. */
export class Credentials {
  readonly #parts: CredentialParts;
  readonly #headers = new Digests();
  readonly #cookies = new Digests();

  constructor(parts: CredentialParts) {
    this.#parts = parts;
  }

  of(ctx: Context): Principal {
    const { access, cookie } = this.#parts;
    const { authorization } = ctx.req.headers;
    if (authorization !== undefined) return this.#ofHeader(ctx, authorization);
    const session = cookie.read(ctx);
    if (session) return this.#ofCookie(ctx, session);
    return this.#ofCopied(ctx) ?? (access.mode === "open" ? OPEN : NOBODY);
  }

  /** A folder that was restored from a backup, or moved, is another log, but has the people of the one before: nobody signs in anew. */
  #ofCopied(ctx: Context): Principal | undefined {
    const { access, cookie } = this.#parts;
    for (const secret of cookie.readOthers(ctx)) {
      const found = access.book.find(this.#cookies.of(secret, (own) => own) ?? "");
      const principal = found && this.#ofFound(found);
      if (!found || !principal || principal.kind === "nobody") continue;
      cookie.write(ctx, secret);
      this.#touch(ctx, found, secret);
      return principal;
    }
    return undefined;
  }

  /** A header is good for keys alone. */
  #ofHeader(ctx: Context, header: string): Principal {
    const { access, addressOf, now } = this.#parts;
    const digest = this.#headers.of(header, secretIn);
    if (digest && access.isShell(digest)) return SHELL;
    const found = digest ? access.book.find(digest) : undefined;
    if (found?.kind !== "key" || isEnded(found.row)) return access.mode === "open" ? OPEN : NOBODY;
    const principal = ofKey(found.row, digest !== found.row.secret["digest"], now());
    if (principal.kind === "reader")
      access.book.touch("key", principal.id, { at: now(), from: addressOf(ctx) });
    return principal;
  }

  /** A cookie is good for sessions and displays alone. */
  #ofCookie(ctx: Context, secret: string): Principal {
    const { access } = this.#parts;
    const found = access.book.find(this.#cookies.of(secret, (own) => own) ?? "");
    const principal = found && this.#ofFound(found);
    if (!found || !principal) return access.mode === "open" ? OPEN : NOBODY;
    if (principal.kind !== "nobody") this.#touch(ctx, found, secret);
    return principal;
  }

  #ofFound({ kind, row }: Found): Principal | undefined {
    if (kind !== "session" && kind !== "display") return undefined;
    // Who left by themselves has nothing to be told.
    if (isEnded(row)) return row.record["ended"] === "signed-out" ? undefined : endedAs(row.record["ended"]);
    return kind === "display" ? ofDisplay(row) : this.#ofSession(row);
  }

  #ofSession(session: Row): Principal {
    const { access, now } = this.#parts;
    const person = access.book.row("person", String(session.record["person"]));
    if (!person) return endedAs("revoked");
    const lastAt = access.book.contact("session", session.id)?.at ?? session.createdAt;
    return isOver(session, lastAt, now()) ? endedAs("expired") : personOf(session, person);
  }

  #touch(ctx: Context, { kind, row }: Found, secret: string): void {
    const { access, cookie, addressOf, now } = this.#parts;
    const at = now();
    const last = access.book.contact(kind, row.id)?.at ?? 0;
    if (Math.floor(at / RENEW_MS) !== Math.floor(last / RENEW_MS)) cookie.write(ctx, secret);
    access.book.touch(kind, row.id, { at, from: addressOf(ctx) });
  }
}

function endedAs(ended: unknown): Principal {
  return { kind: "nobody", ended: ended === "expired" ? "expired" : "revoked" };
}

/** A person in one of their sessions. */
export function personOf(session: Row, person: Row): PersonPrincipal {
  return {
    kind: "person",
    id: person.id,
    name: person.name,
    role: person.record["role"] as PersonPrincipal["role"],
    places: placesIn(person),
    sessionId: session.id,
    confirmedAt: Number(session.record["confirmedAt"] ?? 0),
  };
}

function ofDisplay(row: Row): Principal {
  return {
    kind: "display",
    id: row.id,
    name: row.name,
    places: placesIn(row),
    answers: row.record["answers"] === true,
  };
}

/** A key that was replaced is taken until its time is over. */
function ofKey(row: Row, isReplaced: boolean, now: number): Principal {
  const { id, name, record } = row;
  if (isReplaced && now > Number(record["oldUntil"] ?? 0)) return NOBODY;
  if (record["kind"] === "gateway") return { kind: "gateway", id, name, how: "key" };
  return record["kind"] === "reader" ? { kind: "reader", id, name } : NOBODY;
}
