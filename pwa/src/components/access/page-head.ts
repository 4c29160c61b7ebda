// What stands over each page of who may come in.

import { msg } from "@lit/localize";
import { html } from "lit";
import type { SessionController } from "../../controllers/session-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { entranceHref } from "../../ground/routes.ts";
import { icon } from "../base/more-icons.ts";

/** The way back, and the name of the page. */
export function pageHead(title: string) {
  return html`<p class="back">
      <a href=${inBase("/settings")}>${icon("arrowLeft")} ${msg("Settings", { id: "shell.nav.settings" })}</a>
    </p>
    <h1>${title}</h1>`;
}

/**
 * Why an admin's page shows nothing; undefined where whoever looks may see it. `needsAdmin`: what is on it begins with the first
 * admin, also where everything is open.
 */
export function closedPage(session: SessionController, { needsAdmin = false } = {}) {
  const { standing } = session;
  const isWithout = standing.kind === "in" && !standing.me.hasAdmin;
  if (needsAdmin && isWithout)
    return html`<section>
      <p>
        ${msg("Davy is open: nobody is asked who they are. This page works once there is an admin.", { id: "access.openPage" })}
      </p>
      <a class="button" href=${entranceHref("set-up")}>${icon("shieldCheck")} ${setUpWords()}</a>
    </section>`;
  return session.may("admin") ? undefined : html`<section><p>${session.why("admin")}</p></section>`;
}

export function setUpWords(): string {
  return msg("Set up an admin", { id: "access.setUpAdmin" });
}

/** Said while a list has not come. */
export function waitingWords(problem: string | undefined) {
  if (problem !== undefined) return html`<p class="problem" role="alert">${problem}</p>`;
  return html`<p role="status">${msg("Loading …", { id: "access.loading" })}</p>`;
}
