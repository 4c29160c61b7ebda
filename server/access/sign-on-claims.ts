// What another server's word about somebody means here: who it is, by which name, in which role, for which places. Pure.

import type { Role } from "../../shared/entries/access.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";

/** A sign-on by another server, as it is set up. */
export interface SignOnSettings {
  /** Its address, as it names itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** What people call it. */
  readonly name: string;
  readonly scopes: string;
  /** The claim that lists somebody's groups, with dots for a claim within a claim. */
  readonly claim: string;
  readonly roles: readonly (readonly [group: string, role: Role])[];
  /** Undefined: everybody sees all. Place `*` is all. */
  readonly places: readonly (readonly [group: string, place: string])[] | undefined;
  /** How long a session lasts before the other server is asked again, ms. */
  readonly lifeMs: number;
}

/** What the other server says of somebody. */
export interface Claims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** Somebody whom the other server knows. */
export interface KnownElsewhere {
  /** Names them for ever, with the server that does: names and addresses may be given to others. */
  readonly subject: string;
  /** What they go by, the best first. */
  readonly names: readonly string[];
  /** Undefined for somebody who has none here. */
  readonly grant: { readonly role: Role; readonly places: readonly string[] | null } | undefined;
  /** When the other server asked for their password, unix ms; 0 when it does not say. */
  readonly confirmedAt: number;
}

const ALL_PLACES = "*";
const MAX_NAME = 60;
const NAME_CLAIMS = ["name", "preferred_username", "email", "sub"] as const;
const BY_RANK: readonly Role[] = ["admin", "operator", "viewer"];

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === "object" && value !== null;
}

/** The value of a claim: by its whole name, as some have dots in it, else step by step. */
function claimNamed(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const step of name.split(".")) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** Whether the claim that lists groups is there at all. */
export function hasGroups(claims: Claims, { claim }: Pick<SignOnSettings, "claim">): boolean {
  return claimNamed(claims, claim) !== undefined;
}

function groupsOf(claims: Claims, { claim }: SignOnSettings): ReadonlySet<string> {
  const value = claimNamed(claims, claim);
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value];
  return new Set(listed.filter((group) => typeof group === "string"));
}

function grantOf(claims: Claims, settings: SignOnSettings): KnownElsewhere["grant"] {
  const groups = groupsOf(claims, settings);
  const given = new Set(settings.roles.filter(([group]) => groups.has(group)).map(([, role]) => role));
  const role = BY_RANK.find((each) => given.has(each));
  if (role === undefined) return undefined;
  if (role === "admin" || settings.places === undefined) return { role, places: null };
  const places = settings.places.filter(([group]) => groups.has(group)).map(([, place]) => place);
  if (places.includes(ALL_PLACES)) return { role, places: null };
  // Whoever is of no place would see nothing: an empty list must never come to mean all.
  return places.length === 0 ? undefined : { role, places: [...new Set(places)].sort() };
}

function namesOf(claims: Claims): readonly string[] {
  return NAME_CLAIMS.map((claim) => claims[claim])
    .filter((name) => typeof name === "string")
    .map((name) => name.replaceAll(/\p{C}/gu, "").trim().slice(0, MAX_NAME).trim())
    .filter((name) => name !== "");
}

/** Reads what the other server says. */
export function readClaims(claims: Claims, settings: SignOnSettings): KnownElsewhere {
  const { auth_time: authTime } = claims;
  return {
    subject: `${settings.issuer} ${claims.sub}`,
    names: namesOf(claims),
    grant: grantOf(claims, settings),
    confirmedAt: typeof authTime === "number" ? authTime * SECOND_MS : 0,
  };
}
