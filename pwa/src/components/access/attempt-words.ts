// How an attempt stands, in words.

import { html, nothing } from "lit";
import type { AttemptController } from "../../controllers/attempt-controller.ts";
import { problemText } from "../../i18n/access-texts.ts";

/** Why the last attempt was refused; nothing while there is none. */
export function attemptProblem({ problem, waitSeconds }: AttemptController) {
  return problem ? html`<p class="problem" role="alert">${problemText(problem, waitSeconds)}</p>` : nothing;
}
