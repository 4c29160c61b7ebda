// The sign-on by another server, as screens offer it.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { SIGN_ON_PROBLEM } from "../../../../shared/wire/access.ts";
import type { AttemptController } from "../../controllers/attempt-controller.ts";
import { withoutBase } from "../../ground/base-path.ts";

/** Leaves this page for the other server, which leads back to it. `isAgain`: the password is asked for there. */
export function goSignOn(attempt: AttemptController, { isAgain }: { readonly isAgain: boolean }): void {
  const to = withoutBase(location.pathname) + location.search;
  void attempt.run(async (verbs) => location.assign(await verbs.signOn({ to, isAgain })));
}

/** The button that does so. */
export function signOnButton(attempt: AttemptController, name: string) {
  return html`<button
    type="button"
    class="wide"
    ?disabled=${attempt.isBusy}
    @click=${() => goSignOn(attempt, { isAgain: false })}
  >
    ${msg(str`Sign in with ${name}`, { id: "access.signOn" })}
  </button>`;
}

function problemWords(code: string, name: string): string {
  switch (code) {
    case "no_role":
      return msg(
        str`${name} knows you, but you have no role here yet. Ask whoever looks after Davy at your site.`,
        {
          id: "access.noRole",
        },
      );
    case "sign_on_denied":
      return msg(str`${name} did not sign you in.`, { id: "access.signOnDenied" });
    case "sign_on_unreachable":
      return msg(str`${name} does not answer. Sign in with a password, or try again later.`, {
        id: "access.signOnUnreachable",
      });
    default:
      return msg(str`Signing in with ${name} did not work. Try again.`, { id: "access.signOnFailed" });
  }
}

/** Why one was not led to the other server, or came back without being let in, as the page's address says. */
export function signOnProblem(name: string, attempt: AttemptController) {
  const code = attempt.problem?.code ?? new URLSearchParams(location.search).get(SIGN_ON_PROBLEM);
  if (attempt.isBusy || code === null) return nothing;
  return html`<p class="problem" role="alert">${problemWords(code, name)}</p>`;
}
