// The server by which people sign on, asked by OpenID Connect's code flow with PKCE. The one file that knows the library, which is
// loaded when somebody signs on: a start does not wait for it, nor for that server.

import type { Configuration } from "openid-client";
import { HOUR_MS, SECOND_MS } from "../../shared/ground/time.ts";
import { late } from "../load-late.ts";
import { type Ask, boundedFetch } from "./bounded-fetch.ts";
import type { Claims, SignOnSettings } from "./sign-on-claims.ts";
import { hasGroups } from "./sign-on-claims.ts";

const loadLibrary = late(() => import("openid-client"));

/** What is known of the issuer is asked for again after this. */
const KEPT_MS = HOUR_MS;
/** While it could not be asked nobody asks it again, ms. */
const LEFT_ALONE_MS = 5 * SECOND_MS;
/** One request to it. */
const TIMEOUT_S = 5;
/** Its clock and ours may differ by so much: sites without internet have no exact time. */
const TOLERANCE_S = 120;
const MAX_ANSWER_BYTES = 512 * 1024;

/** Why somebody could not sign on: they or the issuer did not want to, what came back is not fit, or the issuer could not be asked. */
export type IssuerProblem = "denied" | "failed" | "unreachable";

/** What went wrong with the issuer. `detail` is for the log, and has nothing in it that is secret. */
export class IssuerError extends Error {
  readonly problem: IssuerProblem;
  readonly detail: string;

  constructor(problem: IssuerProblem, detail: string) {
    super(`The sign-on was ${problem}: ${detail}`);
    this.name = "IssuerError";
    this.problem = problem;
    this.detail = detail;
  }
}

/** What only one browser knows of its sign-on. */
export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The server by which people sign on. All reject with an `IssuerError`. */
export interface Issuer {
  /** Where a browser is sent to. `isAgain`: the password is asked for there, even of somebody who is signed in. */
  authorizationUrl(
    checks: Checks,
    request: { readonly redirectUri: string; readonly isAgain: boolean },
  ): Promise<string>;
  /** Who came back, by the address at which they did. */
  claimsOf(checks: Checks, answer: URL): Promise<Claims>;
  /** Where somebody signs out there, too; undefined where one cannot. */
  endUrl(returnTo: string): Promise<string | undefined>;
}

type Library = typeof import("openid-client");

interface IssuerParts {
  readonly settings: SignOnSettings;
  readonly ask: Ask;
  readonly now: () => number;
}

/** The issuer of these settings. */
export function createIssuer({ settings, ask, now }: IssuerParts): Issuer {
  const known = new KnownIssuer(settings, ask, now);
  const wrap = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      throw problemOf(error);
    });
  return {
    authorizationUrl: (checks, { redirectUri, isAgain }) =>
      wrap(async () => {
        const { library, configuration } = await known.get();
        const url = library.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: settings.scopes,
          state: checks.state,
          nonce: checks.nonce,
          code_challenge: await library.calculatePKCECodeChallenge(checks.verifier),
          code_challenge_method: "S256",
          ...(isAgain ? { prompt: "login", max_age: "0" } : {}),
        });
        return url.href;
      }),
    claimsOf: (checks, answer) => wrap(async () => claimsOf(await known.get(), { checks, answer, settings })),
    endUrl: (returnTo) =>
      wrap(async () => {
        const { library, configuration } = await known.get();
        if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
        return library.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
      }),
  };
}

interface Found {
  readonly library: Library;
  readonly configuration: Configuration;
}

/** What the issuer says of itself, asked for once for all who come within an hour. */
class KnownIssuer {
  readonly #settings: SignOnSettings;
  readonly #ask: Ask;
  readonly #now: () => number;
  #found: Promise<Found> | undefined;
  #askAgainAt = 0;

  constructor(settings: SignOnSettings, ask: Ask, now: () => number) {
    this.#settings = settings;
    this.#ask = boundedFetch(ask, MAX_ANSWER_BYTES);
    this.#now = now;
  }

  get(): Promise<Found> {
    if (this.#found !== undefined && this.#now() < this.#askAgainAt) return this.#found;
    this.#askAgainAt = this.#now() + KEPT_MS;
    // Whatever is wrong with what it says of itself, nobody can sign on by it.
    const found = this.#discover().catch((error: unknown) => {
      throw new IssuerError("unreachable", problemOf(error).detail);
    });
    this.#found = found;
    found.catch(() => {
      this.#askAgainAt = this.#now() + LEFT_ALONE_MS;
    });
    return found;
  }

  async #discover(): Promise<Found> {
    const library = await loadLibrary();
    const { issuer, clientId, clientSecret } = this.#settings;
    const url = new URL(issuer);
    const configuration = await library.discovery(
      url,
      clientId,
      { [library.clockTolerance]: TOLERANCE_S },
      authenticationOf(library, clientSecret),
      {
        [library.customFetch]: this.#ask as never,
        timeout: TIMEOUT_S,
        // A token that came over TLS need not be signed by what can be looked up (OpenID Connect Core, 3.1.3.7); here it must be.
        execute: [
          library.enableNonRepudiationChecks,
          ...(url.protocol === "http:" ? [library.allowInsecureRequests] : []),
        ],
      },
    );
    return { library, configuration };
  }
}

/** How Davy proves itself to the issuer: as it is by default where the issuer takes that (OpenID Connect Discovery, section 3). */
function authenticationOf(library: Library, secret: string | undefined) {
  if (secret === undefined) return library.None();
  const [basic, post] = [library.ClientSecretBasic(secret), library.ClientSecretPost(secret)];
  return ((server, ...others) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (ways.includes("client_secret_basic") ? basic : post)(server, ...others);
  }) satisfies typeof basic;
}

async function claimsOf(
  { library, configuration }: Found,
  {
    checks,
    answer,
    settings,
  }: { readonly checks: Checks; readonly answer: URL; readonly settings: SignOnSettings },
): Promise<Claims> {
  const tokens = await library.authorizationCodeGrant(configuration, answer, {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new IssuerError("failed", "no ID token came");
  const isWhole = hasGroups(claims, settings) && claims["name"] !== undefined;
  if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
  // Many issuers tell groups and names there alone.
  const told = await library.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return { ...told, ...claims };
}

const FORM = /^[\w.-]{1,60}$/;

/** The part of an error that may be logged: words of the protocol, nothing of what was sent. */
function wordOf(error: object, member: string): string | undefined {
  const value = (error as Record<string, unknown>)[member];
  return typeof value === "string" && FORM.test(value) ? value : undefined;
}

/** What an error of the library, or of the network, means for whoever signs on. */
function problemOf(error: unknown): IssuerError {
  if (error instanceof IssuerError) return error;
  if (!(error instanceof Error)) return new IssuerError("unreachable", "it was no error");
  const [code, word] = [wordOf(error, "code"), wordOf(error, "error")];
  const detail = [code ?? error.name, word].filter((part) => part !== undefined).join(" ");
  if (code === "OAUTH_AUTHORIZATION_RESPONSE_ERROR") return new IssuerError("denied", detail);
  if (word === "invalid_grant") return new IssuerError("failed", detail);
  // The library's own checks of what came back have codes; a network that is gone has none, and a proxy's page is no answer.
  const isCheck = code?.startsWith("OAUTH_") === true && !/TIMEOUT|ABORT|IS_NOT|RESPONSE_BODY/.test(code);
  return new IssuerError(isCheck ? "failed" : "unreachable", detail);
}
