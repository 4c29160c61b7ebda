// Words for who may do what, and for what the server refused.

import { msg, str } from "@lit/localize";
import type { Role } from "../../../shared/entries/access.ts";
import type { Permission } from "../../../shared/wire/access.ts";
import type { Format } from "./format.ts";

/** What was refused, as the server says it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Codes that have words of their own in each language; the server's own sentence stands for all others. */
function knownProblem(code: string): string | undefined {
  switch (code) {
    case "unreachable":
      return msg("The server cannot be reached. Nothing was changed; try again when there is a network.", {
        id: "access.unreachable",
      });
    case "wrong_sign_in":
      return msg("Name or password is wrong.", { id: "access.wrongPassword" });
    case "wrong_code":
      return msg("That is not the code. It stands on the terminal of the server.", {
        id: "access.wrongCode",
      });
    case "unknown_invitation":
      return msg("This invitation works no more: it was used, or its time is over. Ask for a new one.", {
        id: "access.unknownInvitation",
      });
    case "unknown_code":
      return msg("These letters are not good, or no more. Let the phone’s browser show others.", {
        id: "access.unknownCode",
      });
    case "not_for_admins":
      return msg("Admins sign in with their password.", { id: "access.notForAdmins" });
    case "from_sign_on":
      return msg("Another server says who this is and what they may do. Change it there.", {
        id: "access.fromSignOn",
      });
    case "admin_exists":
      return msg("There is an admin already. Sign in, or ask for an invitation.", {
        id: "access.adminExists",
      });
    case "last_admin":
      return msg("This is the last admin. Make somebody else one first.", { id: "access.lastAdmin" });
    case "name_taken":
      return msg("Somebody has this name already.", { id: "access.nameTaken" });
    case "forbidden":
      return msg("You may not do this. An admin may.", { id: "access.forbidden" });
    case "too_many_tries":
      return msg("That was wrong too often.", { id: "access.tooMany" });
    case "busy":
      return msg("The server is busy.", { id: "access.busy" });
    default:
      return undefined;
  }
}

/** Why something was refused, with how long is to be waited (seconds). */
export function problemText({ code, message }: Refusal, waitSeconds: number): string {
  const why = knownProblem(code) ?? message;
  if (waitSeconds === 0) return why;
  const wait =
    waitSeconds < 90
      ? msg(str`Try again in ${waitSeconds} s.`, { id: "access.waitSeconds" })
      : msg(str`Try again in ${Math.ceil(waitSeconds / 60)} min.`, { id: "access.waitMinutes" });
  return `${why} ${wait}`;
}

export function roleText(role: Role): string {
  switch (role) {
    case "viewer":
      return msg("viewer", { id: "access.viewer" });
    case "operator":
      return msg("operator", { id: "access.operator" });
    case "admin":
      return msg("admin", { id: "access.admin" });
  }
}

/** What somebody of a role may do, as a choice. */
export function roleChoice(role: Role): { readonly title: string; readonly means: string } {
  switch (role) {
    case "viewer":
      return {
        title: msg("Look", { id: "access.look" }),
        means: msg("readings, graphs, alarms", { id: "access.lookMeans" }),
      };
    case "operator":
      return {
        title: msg("Look and answer", { id: "access.answer" }),
        means: msg("acknowledges alarms, names devices and places", { id: "access.answerMeans" }),
      };
    case "admin":
      return {
        title: msg("Everything", { id: "access.everything" }),
        means: msg("limits, calibration, people, keys and displays, too", { id: "access.everythingMeans" }),
      };
  }
}

/** Why something is not offered: who may do it. */
export function neededText(permission: Permission): string {
  return permission === "operate"
    ? msg("Your role is viewer: operators and admins may change this.", { id: "access.needsOperator" })
    : msg("Only an admin may change this.", { id: "access.needsAdmin" });
}

/** Why nothing can be changed where the session ran out. */
export function signInText(): string {
  return msg("Sign in again to change this.", { id: "access.needsSignIn" });
}

/** Places somebody sees; null is all. */
export function placesText(places: readonly string[] | null): string {
  return places === null ? msg("all places", { id: "access.allPlaces" }) : places.join(", ");
}

/** When something was last heard of. */
export function contactText(at: number | null, now: number, format: Format): string {
  return at === null ? msg("never", { id: "access.never" }) : format.ago(now - at);
}
