// Who asks, and what each may do.

import type { Role } from "../../shared/entries/access.ts";
import type { Permission } from "../../shared/wire/access.ts";
import type { Row } from "./book.ts";

/** A person on one of their devices. `places`: what they see; null: everything. */
export interface PersonPrincipal {
  readonly kind: "person";
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly places: readonly string[] | null;
  readonly sessionId: string;
  /** When the password was last asked for, unix ms. */
  readonly confirmedAt: number;
}

/**
 * Who asks. `open`: nobody knows, on a server that asks nobody; `nobody`: no credential that is good, on one that does, or one of a
 * session that has `ended`; `shell`: a command on the
 * server's own machine, by whoever may read its data folder.
 */
export type Principal =
  | { readonly kind: "open" }
  | { readonly kind: "nobody"; readonly ended?: "revoked" | "expired" }
  | { readonly kind: "shell" }
  | PersonPrincipal
  | {
      readonly kind: "display";
      readonly id: string;
      readonly name: string;
      readonly places: readonly string[] | null;
      /** Whoever stands before it may answer alarms. */
      readonly answers: boolean;
    }
  | {
      readonly kind: "gateway";
      readonly id: string;
      readonly name: string;
      readonly how: "key" | "path-key" | "address" | "open";
      /** As each of its readings' entries says it. */
      readonly via?: string;
    }
  | { readonly kind: "reader"; readonly id: string; readonly name: string };

export const OPEN: Principal = { kind: "open" };
export const NOBODY: Principal = { kind: "nobody" };
export const SHELL: Principal = { kind: "shell" };

const VIEWER: readonly Permission[] = ["self", "read", "export", "metrics"];
const OPERATOR: readonly Permission[] = [...VIEWER, "answer", "operate"];
const ADMIN: readonly Permission[] = [...OPERATOR, "settings", "backup", "admin"];
/** Whoever stands before the machine, and everybody while nobody is asked. */
const ALL_BUT_SELF: readonly Permission[] = [
  "read",
  "export",
  "metrics",
  "answer",
  "operate",
  "settings",
  "backup",
  "admin",
  "post",
];

const ANSWERING_DISPLAY: readonly Permission[] = ["read", "answer"];

const OF_ROLES: { readonly [Each in Role]: readonly Permission[] } = {
  viewer: VIEWER,
  operator: OPERATOR,
  admin: ADMIN,
};

const OF_KINDS: { readonly [Kind in Exclude<Principal["kind"], "person">]: readonly Permission[] } = {
  open: ALL_BUT_SELF,
  nobody: [],
  shell: ALL_BUT_SELF,
  display: ["read"],
  gateway: ["post"],
  reader: ["read", "export", "metrics", "backup"],
};

/** What a principal may do beside what is public. The kind comes first: what is not known may do nothing. */
export function permissionsOf(principal: Principal): readonly Permission[] {
  if (principal.kind === "person") return OF_ROLES[principal.role] ?? [];
  if (principal.kind === "display" && principal.answers) return ANSWERING_DISPLAY;
  return OF_KINDS[principal.kind] ?? [];
}

/** Whether a person may see readings and alarms. */
export function mayRead({ record }: Pick<Row, "record">): boolean {
  return (OF_ROLES[record["role"] as Role] ?? []).includes("read");
}

/**
 * The places that a person, display or invitation is kept to; null: none, they see everything, as where nothing was said. What
 * cannot be understood lets nothing be seen.
 */
export function placesIn({ record }: Pick<Row, "record">): readonly string[] | null {
  const { places = null } = record;
  if (places === null) return null;
  return Array.isArray(places) ? places.filter((place) => typeof place === "string") : [];
}

/** The places whose devices a principal sees; null: all, also those of no place. */
export function placesOf(principal: Principal): readonly string[] | null {
  return principal.kind === "person" || principal.kind === "display" ? principal.places : null;
}
