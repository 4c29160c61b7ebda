// How the standing of a screen follows from what the server says. Pure, so that its promises can be tested: nothing but a
// sign-out, a revocation or another owner takes anything away, and nothing that is refused is asked again by itself.

import type { Me, Standing, Who, WipedBy } from "../base/session.ts";

/** Why the server did not let a request in. */
export const REFUSALS = ["unauthenticated", "expired", "revoked"] as const;
export type Refusal = (typeof REFUSALS)[number];

export type SessionEvent =
  | { readonly kind: "me"; readonly me: Me }
  | { readonly kind: "refused"; readonly why: Refusal }
  /** By the person, here or in another tab. */
  | { readonly kind: "signed-out" }
  /** Another tab, or the worker, was told that this browser's session was revoked. */
  | { readonly kind: "revoked" };

/** What is to be done about a step. `forget`: what is kept is somebody else's, and goes before anything is shown. */
export type Deed = "connect" | "disconnect" | "wipe" | "forget";

export interface Step {
  readonly standing: Standing;
  readonly deeds: readonly Deed[];
}

const UNASKED: Standing = { kind: "unasked" };

/** As an earlier visit left it. */
export function standingAtStart(kept: Me | undefined): Standing {
  return kept ? { kind: "in", me: kept, isSure: false } : UNASKED;
}

/** Whether a stream may be asked for: also before the server was heard, which may be open. */
export function mayConnect({ kind }: Standing): boolean {
  return kind === "in" || kind === "unasked";
}

function ending(standing: Standing): readonly Deed[] {
  return mayConnect(standing) ? ["disconnect"] : [];
}

function placesOf(who: Who): readonly string[] | null {
  return who.kind === "person" || who.kind === "display" ? who.places : null;
}

/** Whether what was kept for one may be shown to another: to the same, who sees no less than before. */
export function mayInherit(before: Who, after: Who): boolean {
  const isSame = before.kind === after.kind && idOf(before) === idOf(after);
  // Whoever made the first admin, or was let in afterwards, has seen all of it while it was open.
  if (!isSame && before.kind !== "open") return false;
  const [had, has] = [placesOf(before), placesOf(after)];
  return has === null || (had?.every((place) => has.includes(place)) ?? false);
}

function idOf(who: Who): string {
  return "id" in who ? who.id : "";
}

function isIn({ mode, who }: Me): boolean {
  return mode === "open" ? who.kind !== "nobody" : who.kind === "person" || who.kind === "display";
}

function keptOf(standing: Standing): Me | undefined {
  if (standing.kind === "in" || standing.kind === "expired") return standing.me;
  return standing.kind === "out" || standing.kind === "setup" ? standing.kept : undefined;
}

function admit(standing: Standing, me: Me): Step {
  const kept = keptOf(standing);
  const next: Standing = { kind: "in", me, isSure: true };
  if (kept && !mayInherit(kept.who, me.who))
    return { standing: { kind: "handover", me }, deeds: [...ending(standing), "forget"] };
  return { standing: next, deeds: mayConnect(standing) ? [] : ["connect"] };
}

/** A refusal tells nothing of other ways in: what was told before holds. */
function toldSignOn(standing: Standing): string | undefined {
  return "signOn" in standing ? standing.signOn : undefined;
}

/** What is kept stays to be read, if it is somebody's; nobody is asked by itself to let this browser in. */
function turnAway(
  standing: Standing,
  { mode, signOn = toldSignOn(standing) }: Pick<Me, "mode" | "signOn">,
): Step {
  if (standing.kind === "expired") return { standing, deeds: [] };
  if (standing.kind === "in" && standing.me.who.kind !== "open")
    return { standing: { kind: "expired", me: standing.me }, deeds: ["disconnect"] };
  const kept = keptOf(standing);
  const next: Standing = {
    kind: mode === "setup" ? "setup" : "out",
    ...(kept && { kept }),
    ...(signOn !== undefined && { signOn }),
  };
  return { standing: next, deeds: ending(standing) };
}

/** The name of the server by which whoever is here signed on. */
function signedOnBy(standing: Standing): string | undefined {
  const me = keptOf(standing);
  return me?.who.kind === "person" && me.who.isFromSignOn ? me.signOn : undefined;
}

function wiped(standing: Standing, by: WipedBy): Step {
  const signOn = signedOnBy(standing);
  const next: Standing = { kind: "wiped", by, ...(signOn !== undefined && { signOn }) };
  return { standing: next, deeds: [...ending(standing), "wipe"] };
}

/** The next standing, and what is to be done about it. What was wiped or handed over comes back by a new page alone. */
export function step(standing: Standing, event: SessionEvent): Step {
  if (standing.kind === "wiped" || standing.kind === "handover") return { standing, deeds: [] };
  switch (event.kind) {
    case "me":
      return isIn(event.me) ? admit(standing, event.me) : turnAway(standing, event.me);
    case "refused":
      return event.why === "revoked" ? wiped(standing, "revoked") : turnAway(standing, { mode: "closed" });
    case "signed-out":
    case "revoked":
      return wiped(standing, event.kind);
  }
}
