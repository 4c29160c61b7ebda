// When a receiver says that it may be asked again (RFC 9110, 10.2.3).

import type { IncomingMessage } from "node:http";
import { SECOND_MS } from "../../../shared/ground/time.ts";

/** Too many requests (RFC 6585, 4), and not at present (RFC 9110, 15.6.4). */
const BUSY: readonly (number | undefined)[] = [429, 503];

/** A date of HTTP, unix ms; NaN for what is none. */
function dateOf(said: string | undefined): number {
  return said?.endsWith("GMT") ? Date.parse(said) : Number.NaN;
}

/**
 * How long a receiver asks to be left alone, ms; undefined where it does not say. A date is held against its own clock where it tells that:
 * the clocks of two machines may be hours apart on a site without internet. `now` is unix ms.
 */
export function waitOf(
  { statusCode, headers }: Pick<IncomingMessage, "statusCode" | "headers">,
  now: number,
): number | undefined {
  const said = headers["retry-after"]?.trim() ?? "";
  if (!BUSY.includes(statusCode)) return undefined;
  if (/^\d+$/.test(said)) return Number(said) * SECOND_MS;
  const [until, there] = [dateOf(said), dateOf(headers.date)];
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(there) ? now : there));
}
