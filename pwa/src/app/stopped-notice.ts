// What stands in the place of the app once a part of it has stopped: nothing of it may look live any more.

import { msg } from "@lit/localize";
import { adoptStyles, css, html, nothing, render } from "lit";
import { inBase } from "../ground/base-path.ts";
import { controlStyles } from "../styles/control-styles.ts";

/** What a display does about it: nothing (a person is there), loads itself anew, or has done so in vain. */
export type SelfHelp = "none" | "trying" | "helpless";

const stoppedStyle = css`
  section {
    position: fixed;
    inset: 0;
    z-index: 100;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--gap-4);
    padding: var(--gap-5);
    overflow: auto;
    text-align: center;
    text-wrap: balance;
    color: var(--text);
    background-color: var(--surface);
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 12px, transparent 12px 28px);
    font-size: max(1rem, 2.4vmin);
  }
  button {
    min-height: max(var(--alarm-target), 2.4em);
    font-size: 1.35em;
    color: var(--on-fault);
    background: var(--fault);
  }
  p {
    margin: 0;
    max-width: 34em;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 var(--gap-5);
  }
  a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
  }
`;

function selfHelpText(selfHelp: SelfHelp) {
  if (selfHelp === "none") return nothing;
  const text =
    selfHelp === "trying"
      ? msg("This display loads itself anew as soon as the server is well.", { id: "shell.stopped.trying" })
      : msg(
          "This display needs help: it loaded itself anew three times within ten minutes and stopped again. Restart its browser or its machine.",
          { id: "shell.stopped.helpless" },
        );
  return html`<p>${text}</p>`;
}

/** Ways out of a view that stops each time. Loaded anew, not routed: the app below may be what has stopped. */
function waysOut() {
  return html`<nav>
    <a href=${inBase("/")} target="_self">${msg("Overview", { id: "shell.nav.overview" })}</a>
    <a href=${inBase("/graph")} target="_self">${msg("Graph", { id: "shell.nav.graph" })}</a>
    <a href=${inBase("/settings")} target="_self">${msg("Settings", { id: "shell.nav.settings" })}</a>
  </nav>`;
}

/** The notice of a document. It is shown at the first `show`; later ones change its words. */
export class StoppedNotice {
  readonly #document: Document;
  readonly #reload: () => void;
  #place: ShadowRoot | undefined;

  constructor(document: Document, reload: () => void) {
    this.#document = document;
    this.#reload = reload;
  }

  get isShown(): boolean {
    return this.#place !== undefined;
  }

  show(selfHelp: SelfHelp): void {
    const isFirst = !this.isShown;
    this.#place ??= this.#open();
    render(
      html`<section role="alertdialog" aria-modal="true" aria-labelledby="reload">
        <button id="reload" @click=${this.#reload}>${msg("This view stopped – reload", { id: "shell.stopped" })}</button>
        <p>${msg("Nothing that was shown here is live. Do not rely on it.", { id: "shell.stopped.why" })}</p>
        ${selfHelpText(selfHelp)} ${selfHelp === "none" ? waysOut() : nothing}
      </section>`,
      this.#place,
    );
    if (!isFirst) return;
    this.#place.querySelector("button")?.focus();
    // In a tab that nobody looks at, the title is all that is seen. The announcer keeps it while it lives.
    this.#document.title = `${msg("Stopped", { id: "shell.stopped.title" })} – Davy`;
  }

  #open(): ShadowRoot {
    // The announcer below goes on: an alarm is heard as long as anything of the app is alive.
    this.#document.querySelector("davy-app")?.toggleAttribute("stopped", true);
    const place = this.#document.body.appendChild(this.#document.createElement("div"));
    const root = place.attachShadow({ mode: "open" });
    adoptStyles(root, [controlStyles, stoppedStyle]);
    return root;
  }
}
