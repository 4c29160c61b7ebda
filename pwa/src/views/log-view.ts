import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { controlStyles } from "../styles/control-styles.ts";
import { alarmsStyles } from "./alarms/alarms-styles.ts";
import "./log/alarm-figures.ts";
import "./log/instrument-tests.ts";
import "./log/site-drills.ts";
import "./log/site-guidance.ts";
import "./log/site-log.ts";
import "./log/site-muster.ts";

type Tab = "log" | "figures" | "tests" | "drills" | "muster" | "guidance";

/** What happened on the site, and whether people can still answer all that is asked of them. */
@customElement("log-view")
@localized()
export class LogView extends LitElement {
  static override styles = [
    controlStyles,
    alarmsStyles,
    css`
      .tabs {
        max-width: 56rem;
      }
    `,
  ];

  @state() private _tab: Tab = "log";

  override render() {
    return html`<header class="top"><h1>${msg("Events", { id: "log.page" })}</h1></header>
      <div class="tabs" role="group" aria-label=${msg("What is shown", { id: "log.which" })}>
        ${this.#tab("log", msg("Events", { id: "log.tabLog" }))}
        ${this.#tab("figures", msg("Key figures", { id: "log.tabFigures" }))}
        ${this.#tab("tests", msg("Tests", { id: "tests.tab" }))}
        ${this.#tab("drills", msg("Drills", { id: "drill.tab" }))}
        ${this.#tab("muster", msg("Who is out", { id: "muster.tab" }))}
        ${this.#tab("guidance", msg("What to do", { id: "guidance.tab" }))}
      </div>
      ${this.#shown()}`;
  }

  #shown() {
    switch (this._tab) {
      case "log":
        return html`<site-log></site-log>`;
      case "figures":
        return html`<alarm-figures></alarm-figures>`;
      case "tests":
        return html`<instrument-tests></instrument-tests>`;
      case "drills":
        return html`<site-drills></site-drills>`;
      case "muster":
        return html`<site-muster></site-muster>`;
      case "guidance":
        return html`<site-guidance></site-guidance>`;
    }
  }

  #tab(tab: Tab, word: string) {
    const choose = () => {
      this._tab = tab;
    };
    return html`<button aria-pressed=${this._tab === tab ? "true" : "false"} @click=${choose}>${word}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "log-view": LogView;
  }
}
