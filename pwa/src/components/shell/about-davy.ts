import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { PATHS } from "../../../../shared/wire/api.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import "./safety-note.ts";
import { inBase } from "../../ground/base-path.ts";

/** What the page is made of, with the licence each part comes under. */
const PARTS = [
  { name: "Lit, @lit/context, @lit/localize, @lit/task", licence: "BSD-3-Clause" },
  { name: "Apache ECharts, zrender", licence: "Apache-2.0, BSD-3-Clause" },
  { name: "idb", licence: "ISC" },
  { name: "Workbox", licence: "MIT" },
  { name: "Lucide icons", licence: "ISC" },
] as const;

/** Version, build, licences, and what this product is not. */
@customElement("about-davy")
@localized()
export class AboutDavy extends LitElement {
  static override styles = [
    controlStyles,
    css`
      ul {
        padding-inline-start: 1.2em;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: max(28px, var(--target));
        margin-inline-end: var(--gap-4);
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        min-height: var(--target);
        cursor: pointer;
      }
    `,
  ];

  readonly #source = new SourceController(this, (data) => [data.app]);

  override render() {
    const app = this.#source.data?.app;
    if (!app) return nothing;
    return html`<p>
        <strong>Davy ${app.version}</strong>, ${msg(str`build ${app.build}`, { id: "settings.build" })}
      </p>
      <p>
        <a href=${inBase(PATHS.apiDocs)}>${msg("Interface for programs", { id: "settings.apiDocs" })}</a>
        <a href=${inBase(PATHS.health)}>${msg("Health of the server", { id: "settings.health" })}</a>
      </p>
      <details>
        <summary>${msg("Licences", { id: "settings.licences" })} ${icon("chevronDown")}</summary>
        <p>${msg("Davy is free software under the MIT licence. This page also contains:", { id: "settings.mit" })}</p>
        <ul>
          ${PARTS.map(({ name, licence }) => html`<li>${name}: ${licence}</li>`)}
        </ul>
      </details>
      <safety-note></safety-note>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "about-davy": AboutDavy;
  }
}
