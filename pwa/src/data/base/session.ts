// Who looks at this screen, as the screens know it. pwa/src/data/session implements it.

import type { Role } from "../../../../shared/entries/access.ts";
import type { AccessMode, Permission } from "../../../../shared/wire/access.ts";
import type { DisplayLook } from "../../../../shared/wire/displays.ts";
import type { Subscribe } from "./app-data.ts";

/** Whom the server sees in whoever asks from this browser. `places`: what they see; null means all. */
export type Who =
  /** `open`: nobody is asked who they are. */
  | { readonly kind: "open" | "nobody" }
  | {
      readonly kind: "person";
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly places: readonly string[] | null;
      /** False for one who joined by an invitation and never chose a password. */
      readonly hasPassword: boolean;
      /** Another server says who they are and what they may do. */
      readonly isFromSignOn: boolean;
    }
  | ({ readonly kind: "display"; readonly id: string; readonly name: string } & DisplayLook);

/** How the server stands to whoever asks from this browser. */
export interface Me {
  readonly mode: AccessMode;
  readonly hasAdmin: boolean;
  readonly who: Who;
  readonly permissions: readonly Permission[];
  /** Without contact for so many days, readings are deleted from this browser; 0: never. */
  readonly offlineDays: number;
  /** The name of a sign-on by another server; undefined without one. */
  readonly signOn?: string;
}

/** Why everything was taken away from this browser. */
export type WipedBy = "signed-out" | "revoked";

/** How this screen stands to the server. */
export type Standing =
  /** The server has not been heard, and no earlier visit left word. */
  | { readonly kind: "unasked" }
  /** As the server said it, on this visit (`isSure`) or an earlier one. */
  | { readonly kind: "in"; readonly me: Me; readonly isSure: boolean }
  /** The session ran out: what is kept stays to be read. */
  | { readonly kind: "expired"; readonly me: Me }
  /**
   * Whoever wants in has to sign in. `kept`: whose readings of a time when everything was open are still here; `signOn`: the name of a
   * sign-on by another server.
   */
  | { readonly kind: "out" | "setup"; readonly kept?: Me; readonly signOn?: string }
  /** Somebody else came in: what is here is not theirs, and the page is about to begin anew. */
  | { readonly kind: "handover"; readonly me: Me }
  /** Nothing is kept here any more. `signOn`: the name of the server by which whoever was here signed on. */
  | { readonly kind: "wiped"; readonly by: WipedBy; readonly signOn?: string };

/**
 * Whether whoever looks at this screen may do something. Before the server was heard nothing is hidden: it refuses by itself
 * what may not be.
 */
export function mayDo(standing: Standing, permission: Permission): boolean {
  if (standing.kind === "unasked") return true;
  return standing.kind === "in" && standing.me.permissions.includes(permission);
}

/** Who looks at this screen. */
export interface SessionSource {
  /** Tells of each change at once, also while the page is hidden. */
  readonly subscribe: Subscribe;
  standing(): Standing;
  /** The readings that an earlier visit kept were deleted at the start: there was no contact for longer than is allowed. */
  isLeaseOver(): boolean;
  /** Asks the server once more; resolves when it answered or did not. */
  look(): Promise<void>;
  /** Takes everything away from this browser at once, also without a network, and tells the server as soon as it can. */
  signOut(): Promise<void>;
}
