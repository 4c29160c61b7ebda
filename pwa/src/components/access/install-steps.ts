// How the app comes onto the home screen of a phone that has just joined.

import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import type { AppSource } from "../../data/base/app-data.ts";
import { icon } from "../base/more-icons.ts";
import "./app-letters.ts";

function iosSteps() {
  return html`<p class="label">${msg("Put Davy on the home screen:", { id: "access.installIos" })}</p>
    <ol>
      <li>${msg("Tap the share button of Safari", { id: "settings.ios1" })} ${icon("share")}</li>
      <li>${msg("Choose “Add to Home Screen”", { id: "settings.ios2" })}</li>
      <li>${msg("Open it there while there is a network, tap “I have a code”, and type:", { id: "access.installIos3" })}</li>
    </ol>
    <app-letters atOnce></app-letters>`;
}

/** The browser's own prompt, steps for the hand, or nothing where it does not install. */
export function installSteps(app: AppSource) {
  const way = app.install();
  if (way === "ios") return iosSteps();
  if (way !== "prompt") return nothing;
  // A refusal is the person's answer, not an error.
  const install = () => void app.promptInstall().catch(() => undefined);
  return html`<p class="note">${msg("Installed, Davy opens without a network, too.", { id: "settings.installWhy" })}</p>
    <button class="primary wide" @click=${install}>
      ${icon("download")} ${msg("Install", { id: "shell.install" })}
    </button>`;
}
