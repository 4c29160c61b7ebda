import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MappedField } from "../../../../shared/rules/mapping/mapping.ts";
import type { RecentPayload } from "../../../../shared/wire/entrances.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessStyles } from "./access-styles.ts";
import { howText, outcomeTexts, readRecent } from "./mapping-words.ts";

/** Values that are offered to be used. */
const MAX_OFFERED = 12;

/** The last payload of a source, and what fields make of it while they are edited. `davy-use` names a value that is to be one of them. */
@customElement("mapping-preview")
@localized()
export class MappingPreview extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      :host {
        display: block;
        margin-top: var(--gap-4);
        padding: var(--gap-3);
        background: var(--surface);
        border: var(--border) solid var(--line);
        border-radius: var(--radius-small);
      }
      pre {
        max-height: 16em;
        margin: var(--gap-2) 0;
        overflow: auto;
        font: 0.875rem/1.4 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      ul {
        margin: var(--gap-2) 0;
        padding-inline-start: 1.2em;
      }
      li {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  readonly #fleet = new FleetController(this);
  @property({ attribute: false }) recent: RecentPayload | undefined;
  @property({ attribute: false }) fields: readonly MappedField[] = [];
  @property({ type: Boolean }) passOver = false;

  override render() {
    const { recent } = this;
    if (!recent)
      return html`<p class="note">
        ${msg("Nothing has come from there since the server’s start: the next payload will show what this makes of it.", { id: "entrances.nonePreview" })}
      </p>`;
    return html`<h3>${msg("The last payload", { id: "entrances.last" })}</h3>
      <pre tabindex="0" aria-label=${msg("The last payload", { id: "entrances.last" })}>${this.#payload(recent)}</pre>
      ${this.#outcome(recent)}`;
  }

  #payload({ payload, bytes }: RecentPayload): string {
    const spaced = bytes?.replaceAll(/(..)/g, "$1 ");
    return [
      payload === null ? "" : JSON.stringify(payload, null, 2),
      spaced ? `${msg("Bytes", { id: "entrances.width" })}: ${spaced}` : "",
    ]
      .filter((part) => part !== "")
      .join("\n");
  }

  #outcome(recent: RecentPayload) {
    const understood = readRecent(recent, this);
    const values = outcomeTexts(understood, this.#fleet.display.current.format);
    const { words, isSure } = howText(understood.how);
    return html`<h3>${msg("becomes", { id: "entrances.becomes" })}</h3>
      <div role="status">
        ${isSure ? words : html`⚠ ${words}`}
        ${values.length === 0 ? nothing : html`<ul>${values.map((value) => html`<li>${value}</li>`)}</ul>`}
        ${understood.missing.length > 0 ? html`<p class="note">⚠ ${msg(str`Not in it: ${understood.missing.join(", ")}`, { id: "entrances.missing" })}</p>` : nothing}
        ${understood.unitless.length > 0 ? html`<p class="note">⚠ ${msg(str`Taken as ppm, since nothing says the unit: ${understood.unitless.join(", ")}`, { id: "entrances.unitless" })}</p>` : nothing}
      </div>
      ${this.passOver ? nothing : this.#offers(understood.unread)}`;
  }

  #offers(paths: readonly string[]) {
    if (paths.length === 0) return nothing;
    const use = (path: string) => this.dispatchEvent(new CustomEvent("davy-use", { detail: path }));
    return html`<p class="note">${msg("Values that are not used:", { id: "entrances.unread" })}</p>
      <div class="actions">
        ${paths.slice(0, MAX_OFFERED).map((path) => html`<button type="button" @click=${() => use(path)}>${msg(str`Use ${path}`, { id: "entrances.use" })}</button>`)}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "mapping-preview": MappingPreview;
  }
}
