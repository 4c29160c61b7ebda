// What stands in the place of the app once a part of it has stopped: nothing of it may look live any more.

import { msg } from "@lit/localize";
import { css, html, nothing, render } from "lit";
import { inBase } from "../ground/base-path.ts";

/** What a display does about it: nothing (a person is there), loads itself anew, or has done so in vain. */
export type SelfHelp = "none" | "trying" | "helpless";

const stoppedStyle = css`
  .davy-stopped {
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
    box-sizing: border-box;
    text-align: center;
    text-wrap: balance;
    color: var(--text);
    background-color: var(--surface);
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 12px, transparent 12px 28px);
    font-size: max(1rem, 2.4vmin);
  }
  .davy-stopped button {
    min-height: max(var(--alarm-target), 2.4em);
    padding: 0.5em 1em;
    font: inherit;
    font-size: 1.35em;
    font-weight: 700;
    color: var(--on-fault);
    background: var(--fault);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius);
    cursor: pointer;
  }
  .davy-stopped :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .davy-stopped p {
    margin: 0;
    max-width: 34em;
  }
  .davy-stopped nav {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 var(--gap-5);
  }
  .davy-stopped a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    color: var(--accent);
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
  #place: HTMLElement | undefined;

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
      html`<button id="davy-stopped" @click=${this.#reload}>
          ${msg("This view stopped – reload", { id: "shell.stopped" })}
        </button>
        <p>${msg("Nothing that was shown here is live. Do not rely on it.", { id: "shell.stopped.why" })}</p>
        ${selfHelpText(selfHelp)} ${selfHelp === "none" ? waysOut() : nothing}`,
      this.#place,
    );
    if (!isFirst) return;
    this.#place.querySelector("button")?.focus();
    // In a tab that nobody looks at, the title is all that is seen. The announcer keeps it while it lives.
    this.#document.title = `${msg("Stopped", { id: "shell.stopped.title" })} – Davy`;
  }

  #open(): HTMLElement {
    const { body } = this.#document;
    const place = this.#document.createElement("section");
    place.className = "davy-stopped";
    place.setAttribute("role", "alertdialog");
    place.setAttribute("aria-modal", "true");
    place.setAttribute("aria-labelledby", "davy-stopped");
    if (stoppedStyle.styleSheet)
      this.#document.adoptedStyleSheets = [...this.#document.adoptedStyleSheets, stoppedStyle.styleSheet];
    // The announcer below goes on: an alarm is heard as long as anything of the app is alive.
    this.#document.querySelector("davy-app")?.toggleAttribute("stopped", true);
    return body.appendChild(place);
  }
}
