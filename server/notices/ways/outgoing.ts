// Requests that the server itself makes, which an admin has named the address of. Private addresses are let through: on most sites the
// receivers are on the same network. So an admin can make this server ask what only this server reaches; no more than a status
// comes back of it.

import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { limitOf } from "../limit.ts";
import { authoritiesWith } from "./authorities.ts";
import { lookUp } from "./look-up.ts";
import { waitOf } from "./retry-after.ts";
import { NotDelivered } from "./way.ts";

/** How long a receiver has for its answer, ms, and how much of it is read. */
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 16 * 1024;
/** So long a connection may stay open for the rest of an answer, ms. */
const LINGER_MS = 1_000;

export interface Outgoing {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Certificates that it is trusted by beside those of public authorities, PEM. */
  readonly ca?: string | undefined;
  readonly signal: AbortSignal;
  /** Unix ms. */
  readonly now: () => number;
  /** How long the receiver has, ms. */
  readonly timeoutMs?: number;
  /** How its name is looked up, where not every address will do. */
  readonly look?: LookupFunction;
}

/** The address of a request. Throws words for people. */
function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new NotDelivered("The address is none that begins with http:// or https://. Enter it again.");
  return parsed;
}

/** What went wrong with a connection, without the address, which may be a secret. */
function reasonOf(error: unknown): string {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === "TimeoutError") return "There was no answer in time.";
  if (name === "AbortError") return "The server was told to stop.";
  return `It could not be reached (${code ?? name ?? "unknown"}).`;
}

/** Asks; resolves to the status. Redirects are not followed, and whatever is no 2xx rejects, with words for people. */
export async function ask(outgoing: Outgoing): Promise<string> {
  const {
    url,
    method,
    headers = {},
    body,
    ca,
    signal,
    now,
    timeoutMs = TIMEOUT_MS,
    look = lookUp,
  } = outgoing;
  const target = parseUrl(url);
  const { signal: limit, end } = limitOf(signal, timeoutMs);
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    const fail = (error: unknown) => reject(new NotDelivered(reasonOf(limit.aborted ? limit.reason : error)));
    const open = target.protocol === "https:" ? secureRequest : plainRequest;
    const options = {
      method,
      headers,
      signal: limit,
      agent: false as const,
      lookup: look,
      ca: authoritiesWith(ca),
    };
    const asking = open(target, options, (answer) => {
      // The status is all that is needed: whoever takes minutes over the rest has taken the message none the less.
      resolve(answer);
      answer.on("error", () => undefined);
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) answer.destroy();
      });
      setTimeout(() => answer.destroy(), LINGER_MS).unref();
    });
    asking.on("error", fail);
    asking.end(body);
  }).finally(end);
  const { statusCode: status = 0 } = answered;
  if (status >= 200 && status < 300) return `HTTP ${status}`;
  if (status >= 300 && status < 400)
    throw new NotDelivered(
      `HTTP ${status}: it points elsewhere, which is not followed. Enter the final address.`,
    );
  throw new NotDelivered(`HTTP ${status}`, { status, waitMs: waitOf(answered, now()) });
}
