// How what an admin tried stands: refused, waiting for the password, or neither.

import { html } from "lit";
import type { AttemptController } from "../../controllers/attempt-controller.ts";
import { attemptProblem } from "./attempt-words.ts";
import "./confirm-password.ts";

/** Goes below what is tried. */
export function attemptState(attempt: AttemptController) {
  if (attempt.isAsking) return html`<confirm-password .attempt=${attempt}></confirm-password>`;
  return attemptProblem(attempt);
}
