// The settings of a sign-on by another server (OpenID Connect), as config.ts takes them.

import * as z from "zod";
import { ROLES } from "../shared/entries/access.ts";
import { DAY_MS } from "../shared/ground/time.ts";
import type { SignOnSettings } from "./access/access.ts";
import { wholeNumber } from "./whole-number.ts";

const ISSUER_FORM =
  "must be the issuer's address, such as `https://id.example.com/realms/site`: HTTPS unless it is this machine, and without what `/.well-known/` leads to";

/** A word in the clear over a network says nothing of who it is. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  const isHere = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  const isSafe = protocol === "https:" || (protocol === "http:" && isHere);
  return isSafe && `${search}${hash}${username}` === "" && !text.includes("/.well-known/");
}

/** `group=value` pairs, comma-separated; a group may have `=` in it, a value has none. */
function pairsOf<Value extends string>(isFit: (value: string) => value is Value, problem: string) {
  return z
    .string()
    .transform((text) => text.split(",").filter((pair) => pair.trim() !== ""))
    .transform((pairs) =>
      pairs.map((pair): readonly [string, string] => {
        const at = pair.lastIndexOf("=");
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      }),
    )
    .refine((pairs) => pairs.every(([group, value]) => group !== "" && isFit(value)), problem)
    .transform((pairs) => pairs as (readonly [string, Value])[]);
}

function isRole(text: string): text is (typeof ROLES)[number] {
  return ROLES.some((role) => role === text);
}

function isPlace(text: string): text is string {
  return text !== "" && text.length <= 100;
}

/** What the environment says of it; all of it is optional. */
export const SIGN_ON_VARIABLES = {
  /** The address of the server by which people sign on, as that names itself. */
  DAVY_OIDC_ISSUER: z.string().refine(isIssuer, ISSUER_FORM).optional(),
  /** What Davy is called there, and by what it proves to be it; public clients have no secret. */
  DAVY_OIDC_CLIENT_ID: z.string().optional(),
  DAVY_OIDC_CLIENT_SECRET: z.string().optional(),
  /** What people call that server. */
  DAVY_OIDC_NAME: z.string().max(40, "must have at most 40 characters").optional(),
  /** What Davy asks to be told. */
  DAVY_OIDC_SCOPES: z
    .string()
    .refine((text) => text.split(" ").includes("openid"), "must have `openid` among its words")
    .default("openid profile"),
  /** The claim that lists somebody's groups, `realm_access.roles` for one within another. */
  DAVY_OIDC_CLAIM: z.string().default("groups"),
  /** Which groups have which role here; of several the highest. */
  DAVY_OIDC_ROLES: pairsOf(
    isRole,
    "must be pairs such as `gas-admins=admin,gas=viewer`, of groups and viewer, operator or admin",
  ).optional(),
  /** Which groups see which places, `*` for all; unset: everybody sees all. */
  DAVY_OIDC_PLACES: pairsOf(isPlace, "must be pairs such as `crew-3=Shaft 3,office=*`").optional(),
  /** Days after which that server is asked again. */
  DAVY_OIDC_DAYS: wholeNumber(1, 180).default(30),
};

const variables = z.object(SIGN_ON_VARIABLES);
type Variables = z.infer<typeof variables>;

/** What is missing of a sign-on that was begun to be set up. */
export function signOnProblem(env: Variables): { path: string[]; message: string } | undefined {
  const parts = ["DAVY_OIDC_ISSUER", "DAVY_OIDC_CLIENT_ID", "DAVY_OIDC_ROLES"] as const;
  const missing = parts.filter((name) => env[name] === undefined);
  if (missing.length === 0 || missing.length === parts.length) return undefined;
  return { path: [...missing], message: "set these as well, or none of DAVY_OIDC_…" };
}

/** The settings of the sign-on; undefined without one. */
export function toSignOn(env: Variables): SignOnSettings | undefined {
  const { DAVY_OIDC_ISSUER: issuer, DAVY_OIDC_CLIENT_ID: clientId, DAVY_OIDC_ROLES: roles } = env;
  if (issuer === undefined || clientId === undefined || roles === undefined) return undefined;
  return {
    // People are known by it: written in another way it must not make others of them.
    issuer: new URL(issuer).href,
    clientId,
    clientSecret: env.DAVY_OIDC_CLIENT_SECRET,
    name: env.DAVY_OIDC_NAME ?? new URL(issuer).host,
    scopes: env.DAVY_OIDC_SCOPES,
    claim: env.DAVY_OIDC_CLAIM,
    roles,
    places: env.DAVY_OIDC_PLACES,
    lifeMs: env.DAVY_OIDC_DAYS * DAY_MS,
  };
}
