// What holds for many routes alike, and is said in the document of each: who may ask, and refusals that no route makes by itself.

import type { Permission } from "../../../shared/wire/access.ts";
import {
  type DescribedRoute,
  notPossibleNow,
  type Operation,
  refusal,
  slowBody,
  unknownEncoding,
} from "./operation.ts";
import type { DocumentPart } from "./write-schemas.ts";

/** How a request says who asks. */
export const SECURITY_SCHEMES: DocumentPart = {
  session: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-davy-instance",
    description:
      "The session of a person or display. Instead of `instance` its name has that of `GET /api/v1/me`; without HTTPS it lacks `__Host-`.",
  },
  key: {
    type: "http",
    scheme: "bearer",
    description: "A gateway's key, which may only post, or a reader's.",
  },
  keyAsPassword: {
    type: "http",
    scheme: "basic",
    description: "A gateway's key as the password of any name.",
  },
};

/** What a route asks for; `{}` is nothing: an open server, or one that takes all posts. */
const BY_PERMISSION: { readonly [Each in Permission]: readonly DocumentPart[] } = {
  public: [],
  self: [{ session: [] }],
  read: [{ session: [] }, { key: [] }, {}],
  export: [{ session: [] }, { key: [] }, {}],
  metrics: [{ session: [] }, { key: [] }, {}],
  answer: [{ session: [] }, {}],
  operate: [{ session: [] }, {}],
  settings: [{ session: [] }, {}],
  backup: [{ session: [] }, { key: [] }, {}],
  admin: [{ session: [] }, {}],
  post: [{ key: [] }, { keyAsPassword: [] }, {}],
};

/** Who may ask a route, as the document says it. */
export function securityOf({ permission }: Pick<DescribedRoute, "permission">): readonly DocumentPart[] {
  return BY_PERMISSION[permission];
}

/** Answers of a route that it does not name itself. */
export function commonAnswers({ method, body, permission }: DescribedRoute): Operation["answers"] {
  const isGuarded = permission !== "public";
  return {
    ...(isGuarded
      ? {
          401: refusal(
            "Nobody is signed in, no key was sent, or the session has ended (`expired`, `revoked`).",
          ),
          403: refusal(`It needs the permission \`${permission}\`, or the page is of another origin.`),
        }
      : {}),
    ...(body ? { 408: slowBody, 413: refusal("The body is too long."), 415: unknownEncoding } : {}),
    ...(method === "GET" ? {} : { 503: notPossibleNow("Nothing can be kept at present.") }),
  };
}
