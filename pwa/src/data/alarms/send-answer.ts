// One answer to an alarm on its way to the server, and what the server makes of it.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { ACT_OUTCOMES, acknowledgementsPath } from "../../../../shared/wire/alarms.ts";
import type { AnswerState, GivenAnswer } from "../base/alarms.ts";
import type { Fetch } from "../base/fetch.ts";
import { attempt, oneOf, shape, text } from "../base/read-answer.ts";
import { parseAlarm } from "./parse-alarm.ts";

const TIMEOUT_MS = 15 * SECOND_MS;

/** What the server said became of it. */
export interface Settled {
  readonly kind: "taken" | Exclude<AnswerState, "waiting">;
  /** The alarm as it is after that, where the server said so. */
  readonly alarm: Alarm | undefined;
  readonly reason?: string;
}

/** `silent`: nobody knows what became of it, so that it is sent again with its key. `barred`: nobody is let in at present. */
export type Sent = Settled | { readonly kind: "silent" } | { readonly kind: "barred" };

const readOutcome = shape({ outcome: oneOf(ACT_OUTCOMES) });
const readRefusal = shape({ error: text, code: text });

function bodyOf({ seen, tappedAt, comment, by }: GivenAnswer): string {
  return JSON.stringify({ seen, at: Math.max(0, Math.round(tappedAt)), comment, by });
}

async function post(fetch: Fetch, answer: GivenAnswer): Promise<Response | undefined> {
  try {
    return await fetch(acknowledgementsPath(answer.alarm.id), {
      method: "POST",
      cache: "no-store",
      headers: { "Content-Type": "application/json", "Idempotency-Key": answer.key },
      body: bodyOf(answer),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    // No network: as if it had never been sent, which may or may not be so.
    return undefined;
  }
}

/** A proxy's page says nothing about our answer: without a word of Davy's nobody knows what became of it. */
function readTaken(answer: unknown): Sent {
  const outcome = attempt(readOutcome, answer)?.outcome;
  if (outcome === undefined) return { kind: "silent" };
  const alarm = typeof answer === "object" && answer !== null && "alarm" in answer ? answer.alarm : undefined;
  return { kind: outcome, alarm: parseAlarm(alarm) };
}

const REFUSED_AS: { readonly [code: string]: "risen" | "unknown" } = {
  risen: "risen",
  unknown_alarm: "unknown",
};

function readRefused(status: number, answer: unknown): Sent {
  const refusal = attempt(readRefusal, answer);
  if (!refusal) return { kind: "silent" };
  const isForGood = [400, 403, 404, 409, 413, 415].includes(status);
  if (!isForGood) return { kind: "silent" };
  return { kind: REFUSED_AS[refusal.code] ?? "refused", alarm: undefined, reason: refusal.error };
}

/** Sends an answer. Never rejects. */
export async function sendAnswer(fetch: Fetch, answer: GivenAnswer): Promise<Sent> {
  const response = await post(fetch, answer);
  if (!response) return { kind: "silent" };
  if (response.status === 401) return { kind: "barred" };
  const said: unknown = await response.json().catch(() => undefined);
  return response.ok ? readTaken(said) : readRefused(response.status, said);
}
