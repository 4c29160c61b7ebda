import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { icon } from "../../components/base/more-icons.ts";
import { recentDevices } from "../../preferences/recent-devices.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { dialogStyles } from "../../styles/dialog-styles.ts";
import { type DeviceChoice, matching } from "./graph-choices.ts";

/** Most devices in the list at once; the rest is found by typing. */
const MOST_LISTED = 60;

/** What is asked. */
export interface PickerWish {
  readonly title: string;
  readonly devices: readonly DeviceChoice[];
  readonly chosen: (device: string) => void;
}

/** Asks for a device: by typing, from those looked at last, or from the list by place. */
@customElement("device-picker")
@localized()
export class DevicePicker extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      dialog {
        width: min(26rem, calc(100vw - 2 * var(--gap-3)));
        height: min(40rem, calc(100dvh - 2 * var(--gap-3)));
        padding: 0;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      form {
        display: flex;
        gap: var(--gap-2);
        padding: var(--gap-3);
        border-bottom: var(--border) solid var(--line);
      }
      .list {
        flex: 1;
        padding: var(--gap-2) 0 var(--gap-3);
        overflow: auto;
      }
      h2 {
        padding: var(--gap-3) var(--gap-4) 0;
      }
      h3 {
        padding: var(--gap-3) var(--gap-4) var(--gap-1);
        font-size: 0.8125rem;
        color: var(--muted);
      }
      .list button {
        justify-content: start;
        width: 100%;
        padding: 0 var(--gap-4);
        text-align: start;
        color: var(--text);
        background: none;
        border: 0;
      }
      .list button:hover {
        background: var(--surface);
      }
      .list small {
        margin-inline-start: auto;
        color: var(--muted);
        font-weight: 400;
      }
      p {
        margin: 0;
        padding: var(--gap-2) var(--gap-4);
        color: var(--muted);
      }
    `,
  ];

  @state() private _wish: PickerWish | undefined;
  @state() private _typed = "";
  @query("dialog") private readonly _dialog!: HTMLDialogElement | null;

  override render() {
    const wish = this._wish;
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>
      ${wish ? this.#content(wish) : nothing}
    </dialog>`;
  }

  /** Opens; calls `chosen` of the wish at most once. */
  async ask(wish: PickerWish): Promise<void> {
    this._wish = wish;
    this._typed = "";
    await this.updateComplete;
    this._dialog?.showModal();
  }

  #content({ title, devices }: PickerWish) {
    const found = matching(devices, this._typed);
    const search = msg("Search name, place or id", { id: "graph.picker.search" });
    return html`<h2 id="title">${title}</h2>
      <form @submit=${(event: Event) => this.#submit(event, found)}>
        <input
          type="search"
          autofocus
          autocomplete="off"
          aria-label=${search}
          placeholder=${search}
          .value=${this._typed}
          @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => {
            this._typed = event.currentTarget.value;
          }}
        />
        <button type="button" aria-label=${msg("Cancel", { id: "graph.cancel" })} @click=${() => this._dialog?.close()}>
          ${icon("x")}
        </button>
      </form>
      <div class="list">${this._typed ? nothing : this.#recent(devices)} ${this.#places(found)}</div>`;
  }

  #recent(devices: readonly DeviceChoice[]) {
    const recent = recentDevices(localStorage).flatMap(
      (id) => devices.find((device) => device.id === id) ?? [],
    );
    if (recent.length === 0 || devices.length <= recent.length) return nothing;
    return html`<h3>${msg("Looked at last", { id: "graph.picker.recent" })}</h3>
      ${recent.map((device) => this.#row(device))}`;
  }

  #places(found: readonly DeviceChoice[]) {
    if (found.length === 0) return html`<p>${msg("Nothing found.", { id: "graph.picker.nothing" })}</p>`;
    const rest = found.length - MOST_LISTED;
    return html`${found.slice(0, MOST_LISTED).map((device, index) => {
      const isNew = index === 0 || found[index - 1]?.place !== device.place;
      return html`${isNew ? html`<h3>${device.place || msg("Without a place", { id: "graph.picker.noPlace" })}</h3>` : nothing}
      ${this.#row(device)}`;
    })}
    ${rest > 0 ? html`<p>${msg(str`${rest} more: type to find them.`, { id: "graph.picker.more" })}</p>` : nothing}`;
  }

  #row({ id, name }: DeviceChoice) {
    return html`<button type="button" @click=${() => this.#choose(id)}>
      ${name} ${name === id ? nothing : html`<small>${id}</small>`}
    </button>`;
  }

  #submit(event: Event, [first]: readonly DeviceChoice[]): void {
    event.preventDefault();
    if (first) this.#choose(first.id);
  }

  #choose(id: string): void {
    const wish = this._wish;
    this._dialog?.close();
    wish?.chosen(id);
  }

  #closed(): void {
    this._wish = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-picker": DevicePicker;
  }
}
