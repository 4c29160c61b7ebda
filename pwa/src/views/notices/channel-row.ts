import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ChannelAnswer, ChannelRequest, TrialAnswer } from "../../../../shared/wire/notices.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { icon } from "../../components/base/more-icons.ts";
import type { Work } from "../../controllers/attempt-controller.ts";
import type { Format } from "../../i18n/format.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { kindText, standingText } from "./notice-words.ts";
import "../../components/access/ask-twice.ts";
import "./channel-form.ts";

/** One channel: how it stands, a trial, and how it is changed and removed. */
@customElement("channel-row")
@localized()
export class ChannelRow extends LitElement {
  static override styles = [controlStyles, accessStyles];

  @property({ attribute: false }) channel: ChannelAnswer | undefined;
  @property({ attribute: false }) format: Format = DEFAULT_DISPLAY.format;
  /** Asks the server; answers whether it was done. */
  @property({ attribute: false }) change: ((work: Work) => Promise<boolean>) | undefined;
  @state() private _to = "";
  @state() private _trial: TrialAnswer | undefined;
  @state() private _isTrying = false;

  override render() {
    const { channel } = this;
    if (!channel) return nothing;
    const standing = standingText(channel, this.format);
    return html`<details>
      <summary>
        <span class="row">
          <span class="what">
            <strong>${channel.name}</strong>
            <small>${[kindText(channel.kind).title, channel.address].filter((part) => part !== "").join(", ")}</small>
            ${standing === "" ? nothing : html`<small class="problem">${standing}</small>`}
          </span>
        </span>
        ${icon("chevronDown")}
      </summary>
      ${this.#try(channel)}
      <channel-form
        .channel=${channel}
        .keep=${(request: ChannelRequest) => this.change?.((verbs) => verbs.keepChannel(request, channel.id))}
      ></channel-form>
      <div class="actions">
        <ask-twice
          .first=${msg("Remove …", { id: "notices.remove" })}
          .why=${msg("What waits for it is given up.", { id: "notices.removeWhy" })}
          .act=${msg(str`Remove ${channel.name}`, { id: "notices.removeName" })}
          .do=${() => this.change?.((verbs) => verbs.removeChannel(channel.id))}
        ></ask-twice>
      </div>
    </details>`;
  }

  #try({ id, kind }: ChannelAnswer) {
    return html`<form class="actions" @submit=${(event: Event) => this.#send(event, id)}>
        ${
          kind === "mail"
            ? html`<input
                type="email"
                required
                aria-label=${msg("To which mail address", { id: "notices.to" })}
                placeholder="ada@example.org"
                .value=${this._to}
                @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => {
                  this._to = event.currentTarget.value;
                }}
              />`
            : nothing
        }
        <button ?disabled=${this._isTrying}>${icon("check")} ${msg("Send a trial", { id: "notices.try" })}</button>
      </form>
      ${this.#outcome()}`;
  }

  #outcome() {
    const trial = this._trial;
    if (!trial) return nothing;
    return trial.isSent
      ? html`<p role="status">✓ ${msg(str`It was taken: ${trial.answer}`, { id: "notices.taken" })}</p>`
      : html`<p class="problem" role="alert">${msg(str`It did not go: ${trial.answer}`, { id: "notices.notTaken" })}</p>`;
  }

  async #send(event: Event, id: string): Promise<void> {
    event.preventDefault();
    this._trial = undefined;
    this._isTrying = true;
    await this.change?.(async (verbs) => {
      this._trial = await verbs.tryChannel(id, this._to.trim());
    });
    this._isTrying = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "channel-row": ChannelRow;
  }
}
