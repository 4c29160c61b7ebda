// The words between this browser and the server about who looks at it.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { OWN_PATHS } from "../../../../shared/wire/own-access.ts";
import type { Fetch } from "../base/fetch.ts";
import { attempt, oneOf, shape } from "../base/read-answer.ts";
import type { SessionHeard } from "./page-session.ts";
import { parseMeAnswer } from "./parse-me.ts";
import { REFUSALS, type Refusal } from "./session-steps.ts";

const TIMEOUT_MS = 10 * SECOND_MS;
const readCode = shape({ code: oneOf(REFUSALS) });

/** Why a response let nobody in; undefined when it is none of that kind, a wrong password for one. */
export async function refusalOf(response: Response): Promise<Refusal | undefined> {
  if (response.status !== 401) return undefined;
  // A proxy's page says nothing about our session.
  const answer: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return attempt(readCode, answer)?.code;
}

/** Asks who this is; undefined when nobody answered, or not Davy. */
export async function askWho(fetch: Fetch): Promise<SessionHeard | undefined> {
  try {
    const init: RequestInit = { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) };
    const response = await fetch(OWN_PATHS.me, init);
    const why = await refusalOf(response);
    if (why) return { kind: "refused", why };
    const me = response.ok ? parseMeAnswer(await response.json()) : undefined;
    return me && { kind: "me", me };
  } catch {
    // No network: what an earlier visit was told holds.
    return undefined;
  }
}

/** Ends this browser's session. False when the server could not be told. */
export async function endSession(fetch: Fetch): Promise<boolean> {
  try {
    const init: RequestInit = { method: "DELETE", signal: AbortSignal.timeout(TIMEOUT_MS) };
    const { ok, status } = await fetch(OWN_PATHS.session, init);
    // Whoever is nobody to the server has left it.
    return ok || status === 401;
  } catch {
    // Told again later.
    return false;
  }
}
