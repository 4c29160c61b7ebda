import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { controlStyles } from "../../styles/control-styles.ts";
import { dialogStyles } from "../../styles/dialog-styles.ts";

/** Shows a link to take by hand, where the browser lets no page write the clipboard. */
@customElement("link-dialog")
@localized()
export class LinkDialog extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      form {
        display: grid;
        gap: var(--gap-4);
      }
      button {
        justify-self: end;
      }
    `,
  ];

  @state() private _url = "";
  @query("dialog") private readonly _dialog!: HTMLDialogElement | null;
  @query("input") private readonly _field!: HTMLInputElement | null;

  override render() {
    return html`<dialog aria-labelledby="title">
      <form method="dialog">
        <h2 id="title">${msg("Link to this graph", { id: "graph.link" })}</h2>
        <label>
          ${msg("Copy it from here:", { id: "graph.link.copy" })}
          <input readonly .value=${this._url} />
        </label>
        <button class="primary">${msg("Close", { id: "graph.link.close" })}</button>
      </form>
    </dialog>`;
  }

  /** Opens with a link, chosen so that the next copy takes it. */
  async show(url: string): Promise<void> {
    this._url = url;
    await this.updateComplete;
    this._dialog?.showModal();
    this._field?.select();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "link-dialog": LinkDialog;
  }
}
