import { DAY_MS } from "../../shared/ground/time.ts";

/** Certificates are valid from so long before they are made, since the clocks of phones differ, ms. */
const EARLIER_MS = DAY_MS;

/** How long a server's own certificate lives, ms: short, since nobody can call one back. */
const LEAF_MS = 45 * DAY_MS;

/** How long its root lives, ms: it is on phones, and to change it means to visit all of them. */
const ROOT_MS = 3_653 * DAY_MS;

/** From when to when, unix ms. */
export interface Life {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** The life of a leaf that is made at `now`. */
export function leafLife(now: number): Life {
  const notBefore = now - EARLIER_MS;
  return { notBefore, notAfter: notBefore + LEAF_MS };
}

/**
 * The life of a root that is made at `now`, by a server that was built at `builtAt`. A board without a clock may believe that it
 * is 1970; the build tells that it is not.
 */
export function rootLife(now: number, builtAt: number): Life {
  return { notBefore: Math.min(now, builtAt) - EARLIER_MS, notAfter: Math.max(now, builtAt) + ROOT_MS };
}

/** Why a certificate must be made anew, in words; undefined while it need not. */
export function reasonToRenew(
  leaf: (Life & { readonly names: readonly string[] }) | undefined,
  wanted: readonly string[],
  now: number,
): string | undefined {
  if (!leaf) return "there is none";
  const { names, notBefore, notAfter } = leaf;
  if (now < notBefore) return "the clock is before its beginning";
  if (now >= notBefore + ((notAfter - notBefore) * 2) / 3) return "two thirds of its life are over";
  const lacking = wanted.filter((name) => !names.includes(name));
  return lacking.length > 0 ? `it is not for ${lacking.join(", ")}` : undefined;
}
