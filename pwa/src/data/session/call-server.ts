// One request about access, and what its refusal says.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { AccessRefused } from "../base/access-verbs.ts";
import type { Fetch } from "../base/fetch.ts";
import { attempt, type Reader, StrangeAnswer, shape, text } from "../base/read-answer.ts";

/** scrypt takes its time, and waits for its turn under an attack. */
const TIMEOUT_MS = 20 * SECOND_MS;

export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

const readRefusal = shape({ error: text, code: text });

async function refusedBy(response: Response): Promise<AccessRefused> {
  // A proxy's page has no reason for us.
  const answer: unknown = await response.json().catch(() => undefined);
  const { error, code } = attempt(readRefusal, answer) ?? {
    error: `The server answered with status ${response.status}.`,
    code: "strange",
  };
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new AccessRefused(error, { code, retryMs: seconds > 0 ? seconds * SECOND_MS : undefined });
}

async function send(fetch: Fetch, { method = "GET", path, body }: Call): Promise<Response> {
  const init: RequestInit = {
    method,
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  };
  try {
    return await fetch(path, init);
  } catch {
    // Words for it are the screen's.
    throw new AccessRefused("The server cannot be reached.", { code: "unreachable" });
  }
}

/** Does a request whose answer nobody needs. Rejects with `AccessRefused`. */
export async function tell(fetch: Fetch, call: Call): Promise<void> {
  const response = await send(fetch, call);
  if (!response.ok) throw await refusedBy(response);
}

/** Does a request and reads its answer. Rejects with `AccessRefused`. */
export async function ask<T>(fetch: Fetch, call: Call, read: Reader<T>): Promise<T> {
  const response = await send(fetch, call);
  if (!response.ok) throw await refusedBy(response);
  try {
    return read(await response.json());
  } catch (error) {
    if (!(error instanceof StrangeAnswer || error instanceof SyntaxError)) throw error;
    throw new AccessRefused(error.message, { code: "strange" });
  }
}
