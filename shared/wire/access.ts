// The interface of people, sessions and invitations: who may come in, as server and app say it to each other. Times are unix ms. No secret is in any of these but where it says so.

import type { PostsRule, Role } from "../entries/access.ts";
import type { DisplayAnswer } from "./displays.ts";
import { ACCESS_MODES, OWN_PATHS } from "./own-access.ts";

export { ACCESS_MODES };

export const ACCESS_PATHS = {
  ...OWN_PATHS,
  password: "/api/v1/me/password",
  setup: "/api/v1/setup",
  confirmation: "/api/v1/session/confirmation",
  sessions: "/api/v1/sessions",
  people: "/api/v1/people",
  invitations: "/api/v1/invitations",
  join: "/api/v1/join",
  handover: "/api/v1/me/handover",
  signOn: "/api/v1/sign-on",
  signOnCallback: "/api/v1/sign-on/callback",
  signOnEnd: "/api/v1/sign-on/end",
  keys: "/api/v1/keys",
  senders: "/api/v1/senders",
  gateways: "/api/v1/gateways",
  refused: "/api/v1/refused",
  access: "/api/v1/access",
  pairings: "/api/v1/pairings",
  displays: "/api/v1/displays",
} as const;

/** Whether people are asked who they are. */
export type AccessMode = (typeof ACCESS_MODES)[number];

/**
 * What a route asks of whoever calls it. `public`: nothing; `self`: being a person who is signed in; `read`: readings and what is
 * made of them; `export` and `metrics`: many of them at once; `answer`: alarms; `operate`: names and places; `settings`: limits, calibration, the
 * site; `backup`; `admin`: people, keys, displays, what concerns the server as a whole; `post`: readings.
 */
export const PERMISSIONS = [
  "public",
  "self",
  "read",
  "export",
  "metrics",
  "answer",
  "operate",
  "settings",
  "backup",
  "admin",
  "post",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Who asks, as `GET /api/v1/me` says it. `places`: what a person or display sees; null: everything. */
export type PrincipalAnswer =
  | { readonly kind: "nobody" | "open" | "shell" }
  | {
      readonly kind: "person";
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly places: readonly string[] | null;
      readonly sessionId: string;
      /** Until when acts of an admin are done without asking for the password again. */
      readonly confirmedUntil: number;
      /** False for one who joined by an invitation and has no password yet. */
      readonly hasPassword: boolean;
      /** Another server says who they are and what they may do. */
      readonly isFromSignOn: boolean;
    }
  | ({ readonly kind: "display" } & Pick<
      DisplayAnswer,
      "id" | "name" | "places" | "theme" | "language" | "answers"
    >)
  | { readonly kind: "gateway" | "reader"; readonly id: string; readonly name: string };

/**
 * The answer of `GET /api/v1/me`, also to nobody in particular. A session that was revoked is answered 401 `revoked`, one that was
 * not used for too long 401 `expired`.
 */
export interface MeAnswer {
  readonly serverTime: number;
  readonly mode: AccessMode;
  /** Whether posts need a key. */
  readonly posts: PostsRule;
  /** Whether there is an admin: without one the set-up code of the terminal makes the first. */
  readonly hasAdmin: boolean;
  /** Names this server and its data among others on the same host. */
  readonly instance: string;
  readonly principal: PrincipalAnswer;
  /** What may be done. */
  readonly permissions: readonly Permission[];
  /** After so many days without contact what a phone keeps is deleted; 0: never. */
  readonly offlineDays: number;
  /** What a sign-on by another server is called; null: there is none. */
  readonly signOn: { readonly name: string } | null;
}

/** The body of `POST /api/v1/setup`: 403 for a wrong code, 409 when there is an admin, 429 after ten wrong codes. */
export interface SetupRequest {
  readonly code: string;
  readonly name: string;
  readonly password: string;
}

/** The body of `POST /api/v1/session`. The answer is that of `GET /api/v1/me`; the session is in the cookie. */
export interface SignInRequest {
  readonly name: string;
  readonly password: string;
}

/** The body of `PUT /api/v1/me/password`. `old` is empty for who has none yet. Other sessions of the person end. */
export interface PasswordRequest {
  readonly old: string;
  readonly new: string;
}

/** A person. */
export interface PersonAnswer {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly places: readonly string[] | null;
  readonly createdAt: number;
  readonly hasPassword: boolean;
  /** Another server says who they are and what they may do. */
  readonly isFromSignOn: boolean;
  readonly sessions: number;
  /** The latest request of any session; null before the first. */
  readonly lastContactAt: number | null;
}

export interface PeopleAnswer {
  readonly people: readonly PersonAnswer[];
}

/** The body of `PATCH /api/v1/people/:id`; what is absent stays. `password` sets a new one, and ends the person's sessions. */
export interface PersonPatch {
  readonly name?: string;
  readonly role?: Role;
  readonly places?: readonly string[] | null;
  readonly password?: string;
}

/** A device on which a person is signed in. `GET` lists all to an admin (`?person=` of one), one's own to others. */
export interface SessionAnswer {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  /** What it is, in words: `Android, Chrome`. */
  readonly device: string;
  /** How it began. */
  readonly how: "password" | "setup" | "invitation" | "handover" | "sign-on";
  readonly createdAt: number;
  readonly lastContactAt: number;
  /** The address of its last contact. */
  readonly from: string;
  /** It is the one that asks. */
  readonly isOwn: boolean;
}

export interface SessionsAnswer {
  readonly sessions: readonly SessionAnswer[];
}

/** The answer of `DELETE /api/v1/sessions`, which ends all of one's own sessions but the one that asks. */
export interface EndedAnswer {
  readonly ended: number;
}

/** The body of `POST /api/v1/invitations`. */
export interface InvitationRequest {
  readonly name: string;
  readonly role: Exclude<Role, "admin">;
  readonly places?: readonly string[] | null;
}

/** An invitation that is open, or was used in the last hour: then `joined` says by what. */
export interface InvitationAnswer {
  readonly id: string;
  readonly name: string;
  readonly role: Exclude<Role, "admin">;
  readonly places: readonly string[] | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly joined: {
    readonly at: number;
    readonly device: string;
    readonly from: string;
    readonly sessionId: string;
  } | null;
}

/** The answer of the POST alone has the token, which goes into the QR code behind a `#`. */
export interface NewInvitationAnswer extends InvitationAnswer {
  readonly token: string;
}

export interface InvitationsAnswer {
  readonly invitations: readonly InvitationAnswer[];
}

/** The answer of `POST /api/v1/me/handover`: what is typed in the app on the home screen where that does not share the browser's sign-in. */
export interface HandoverAnswer {
  readonly code: string;
  /** How long it is taken from now on, ms: phones and servers do not agree on the time. */
  readonly lifeMs: number;
}

/** The parameter of `/sign-in` that says why a sign-on by another server did not succeed. */
export const SIGN_ON_PROBLEM = "sign-on";

/**
 * The body of `POST /api/v1/sign-on`. `to`: the view, as a path of the app, to come back to. `isAgain`: the other server asks for the
 * password, whoever is signed in there, which an admin's acts ask for.
 */
export interface SignOnRequest {
  readonly to?: string;
  readonly isAgain?: boolean;
}

/** Its answer: where the browser goes. */
export interface SignOnAnswer {
  readonly url: string;
}

/** How the server is guarded: `GET` and `PATCH /api/v1/access`; only `posts` can be changed. */
export interface AccessAnswer {
  readonly mode: AccessMode;
  readonly posts: PostsRule;
  readonly hasAdmin: boolean;
}

export interface AccessPatch {
  readonly posts?: PostsRule;
}
