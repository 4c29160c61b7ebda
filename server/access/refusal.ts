import { SECOND_MS } from "../../shared/ground/time.ts";

/** Why people and keys cannot be as somebody asked; http/guards/error-handler.ts gives each its status. */
export type AccessRefusalCode =
  | "wrong_code"
  | "wrong_sign_in"
  | "too_many_tries"
  | "busy"
  | "admin_exists"
  | "no_admin"
  | "name_taken"
  | "last_admin"
  | "unknown_person"
  | "unknown_session"
  | "unknown_invitation"
  | "unknown_code"
  | "not_for_admins"
  | "no_sign_on"
  | "sign_on_denied"
  | "sign_on_failed"
  | "sign_on_unreachable"
  | "no_role"
  | "from_sign_on"
  | "unknown"
  | "full"
  | "invalid";

/** What is refused, with a sentence for whoever asked. `retryAfterS` where the same may be asked again. */
export class AccessRefusal extends Error {
  readonly code: AccessRefusalCode;
  readonly retryAfterS: number | undefined;

  constructor(code: AccessRefusalCode, message: string, retryAfterS?: number) {
    super(message);
    this.name = "AccessRefusal";
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

/** The refusal of what must wait for the first admin. */
export function noAdmin(): AccessRefusal {
  return new AccessRefusal(
    "no_admin",
    "There is no admin yet. Set up the first one, then go on with others.",
  );
}

/** The refusal while more is asked than can be worked out. */
export function tooBusy(): AccessRefusal {
  return new AccessRefusal("busy", "Too many sign in at present. Try again in a few seconds.", 5);
}

/** The refusal of whoever was wrong too often. */
export function tooManyTries(waitMs: number): AccessRefusal {
  const seconds = Math.ceil(waitMs / SECOND_MS);
  return new AccessRefusal("too_many_tries", `That was wrong too often. Try again in ${seconds} s.`, seconds);
}
