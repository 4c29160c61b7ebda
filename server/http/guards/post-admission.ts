// Who may post. Each device posts every second or so, so what was verified once is remembered; whatever changes in who may come in
// makes all of it be verified anew.

import type { Context } from "koa";
import { formatVia } from "../../../shared/entries/admission.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import type { RefusedWhy } from "../../../shared/wire/refused.ts";
import {
  type Access,
  digestOf,
  isEnded,
  type Principal,
  type Row,
  type Senders,
} from "../../access/access.ts";
import { secretIn } from "./credentials.ts";
import { HttpError } from "./error-handler.ts";

/** Headers and path keys that are remembered. When full all are let go. */
const MAX_REMEMBERED = 2_000;
/** No key needs as many characters, with whatever name beside it; what is longer is verified each time. */
const MAX_SENT = 300;
/** How often it is noted that a gateway has posted, ms. */
const TOUCH_MS = SECOND_MS;

const REMEDY =
  "Send a gateway's key as `Authorization: Bearer <key>`, as the password of Basic, or post to /k/<key>/receive-json. An admin makes keys, or allows your address, under Gateways.";

/** As those who write lines call it. */
const REMEDY_FOR_LINES =
  "Send a gateway's key as the token (Telegraf's influxdb_v2), or as the password (its influxdb). An admin makes keys, or allows your address, under Gateways.";

const WRITES_LINES: ReadonlySet<string> = new Set([
  ENTRANCE_PATHS.influxV1,
  ENTRANCE_PATHS.influxV2,
  ENTRANCE_PATHS.influxQuery,
]);

const REASONS = {
  no_key: "Posts need a key here.",
  wrong_key: "This key is not one of a gateway here.",
  revoked_key: "This key was revoked, or replaced by another one.",
} as const;

/** By these others bring credentials in addresses. */
const IN_QUERY = [
  "u",
  "p",
  "user",
  "username",
  "password",
  "token",
  "key",
  "api_key",
  "apikey",
  "access_token",
];
/** Addresses stand in the logs of whatever passes them on. */
const NOT_IN_QUERY =
  "User, password or key in the address (u, p, …) are not looked at, since addresses are logged on the way: send the key as `Authorization: Token <key>`, or as the password of Basic.";

/** A post that is not let in; it is kept for the admin to see. */
export class PostRefused extends HttpError {
  readonly why: RefusedWhy & keyof typeof REASONS;

  constructor(why: keyof typeof REASONS, { query, path }: Pick<Context, "query" | "path">) {
    const isInQuery = why === "no_key" && IN_QUERY.some((name) => query[name] !== undefined);
    const remedy = WRITES_LINES.has(path) ? REMEDY_FOR_LINES : REMEDY;
    super(401, "unauthenticated", `${REASONS[why]} ${isInQuery ? NOT_IN_QUERY : remedy}`);
    this.why = why;
  }
}

/** How each reading's entry says that its sender was let in; undefined for one that had but to ask. */
export function viaOf(principal: Principal): string | undefined {
  return principal.kind === "gateway" ? principal.via : undefined;
}

type Gateway = Extract<Principal, { readonly kind: "gateway" }>;

/** A gateway that was let in. `until`: for how long its key is taken, unix ms. */
interface Admitted {
  readonly gateway: Gateway;
  readonly subject: "key" | "sender";
  readonly until: number;
  touchedAt: number;
}

export interface PostAdmissionParts {
  readonly access: Access;
  readonly senders: Pick<Senders, "find">;
  readonly addressOf: (ctx: Context) => string;
  readonly now: () => number;
}

/** Tells gateways from others by what their posts bring. */
export class PostAdmission {
  readonly #parts: PostAdmissionParts;
  readonly #admitted = new Map<string, Admitted>();
  #version = -1;

  constructor(parts: PostAdmissionParts) {
    this.#parts = parts;
  }

  /**
   * Who posts: a gateway by its key, or by its address; undefined for anybody, where posts are open. A key that was revoked lets
   * nothing in, whatever else would. Throws a PostRefused.
   */
  of(ctx: Context): Gateway | undefined {
    const { access, now } = this.#parts;
    if (this.#version !== access.book.version) this.#forget(access.book.version);
    const at = now();
    const sent = ctx.pathKey ?? ctx.req.headers.authorization;
    const why = sent === undefined ? "no_key" : this.#ofKey(ctx, sent, at);
    if (typeof why !== "string") return this.#touch(ctx, why, at);
    const byAddress = why === "revoked_key" ? undefined : this.#ofAddress(ctx);
    if (byAddress) return this.#touch(ctx, byAddress, at);
    if (access.posts === "open" && why !== "revoked_key") return undefined;
    throw new PostRefused(why, ctx);
  }

  #forget(version: number): void {
    this.#version = version;
    this.#admitted.clear();
  }

  #ofKey(ctx: Context, sent: string, at: number): Admitted | "wrong_key" | "revoked_key" {
    const inPath = ctx.pathKey !== undefined;
    // What stands in a path is never taken for a header.
    const name = inPath ? `/${sent}` : sent;
    const known = this.#admitted.get(name);
    if (known && at <= known.until) return known;
    const secret = inPath ? sent : secretIn(sent);
    const digest = secret ? digestOf(secret) : "";
    const found = this.#parts.access.book.find(digest);
    // The kind comes first: what was made for another way in is good for no post.
    if (found?.kind !== "key" || found.row.record["kind"] !== "gateway") return "wrong_key";
    const until = lastsUntil(found.row, digest);
    if (at > until) return "revoked_key";
    return this.#remember(name, admittedBy(found.row, inPath ? "path-key" : "key", until));
  }

  #ofAddress(ctx: Context): Admitted | undefined {
    const address = this.#parts.addressOf(ctx);
    const sender = this.#parts.senders.find(address);
    if (!sender) return undefined;
    const name = `@${address}`;
    return (
      this.#admitted.get(name) ??
      this.#remember(name, admittedBy(sender, "address", Number.POSITIVE_INFINITY))
    );
  }

  #remember(name: string, admitted: Admitted): Admitted {
    if (this.#admitted.size >= MAX_REMEMBERED) this.#admitted.clear();
    if (name.length <= MAX_SENT) this.#admitted.set(name, admitted);
    return admitted;
  }

  #touch(ctx: Context, admitted: Admitted, at: number): Gateway {
    const { gateway, subject, touchedAt } = admitted;
    if (at - touchedAt >= TOUCH_MS || at < touchedAt) {
      admitted.touchedAt = at;
      this.#parts.access.book.touch(subject, gateway.id, { at, from: this.#parts.addressOf(ctx) });
    }
    return gateway;
  }
}

/** Until when a key is taken (unix ms): one that was replaced for a while, one that was revoked not any more. */
function lastsUntil(row: Row, digest: string): number {
  if (isEnded(row)) return Number.NEGATIVE_INFINITY;
  if (digest === row.secret["digest"]) return Number.POSITIVE_INFINITY;
  return Number(row.record["oldUntil"] ?? Number.NEGATIVE_INFINITY);
}

function admittedBy(
  { id, name }: Pick<Row, "id" | "name">,
  how: "key" | "path-key" | "address",
  until: number,
): Admitted {
  const via = formatVia({ how, id });
  return {
    gateway: { kind: "gateway", id, name, how, via },
    subject: how === "address" ? "sender" : "key",
    until,
    touchedAt: Number.NEGATIVE_INFINITY,
  };
}
