import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Alarm, SHELVED_CONDITIONS, type ShelvedCondition } from "../../../../shared/entries/alarm.ts";
import { HOUR_MS } from "../../../../shared/ground/time.ts";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";

const HOURS = [1, 4, 8] as const;

/** What of an alarm may be kept quiet; undefined for nothing. */
function shelvedCondition({ condition }: Alarm): ShelvedCondition | undefined {
  return SHELVED_CONDITIONS.find((one) => one === condition);
}

/**
 * Keeps an A1, or an exposure over its limit, quiet for some hours, with a reason, or ends that. From A2 on nothing is kept quiet, and it
 * is not offered.
 */
@customElement("quiet-choice")
@localized()
export class QuietChoice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      details {
        padding: var(--gap-2) var(--gap-4);
        background: var(--sheet);
        border-radius: var(--radius-sheet);
        box-shadow: var(--elevation-1);
      }
      summary {
        min-height: var(--target);
        align-content: center;
        font-weight: var(--weight-strong);
        cursor: pointer;
      }
      form {
        display: grid;
        gap: var(--gap-3);
        padding-bottom: var(--gap-3);
      }
      p {
        margin: 0;
        color: var(--ink-2);
      }
      .problem {
        color: var(--a2-ink);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) shown: AlarmPresentation | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  @state() private _problem = "";
  @state() private _isBusy = false;
  readonly #look = new ShownAlarmsController(this);

  override render() {
    const { shown } = this;
    const alarm = shown?.alarm;
    if (!shown || !alarm?.sensor || !shelvedCondition(alarm) || alarm.late || alarm.state === "ended")
      return nothing;
    if (!this.#look.mayAnswer) return nothing;
    const { shelvedUntil } = alarm;
    const isShelved = shelvedUntil !== null && shelvedUntil > this.now;
    return html`<details ?open=${isShelved}>
      <summary>${msg("Keep quiet for a while", { id: "alarm.shelve" })}</summary>
      ${isShelved ? this.#end(shelvedUntil) : this.#form(alarm)}
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
    </details>`;
  }

  #form({ condition }: Alarm) {
    return html`<form @submit=${this.#begin}>
      <p>${condition === "a1" ? msg("The alarm stays on every screen and makes no sound. If it reaches A2 it sounds all the same.", { id: "alarm.shelveMeans" }) : msg("The alarm stays on every screen and makes no sound. Gas at A1 or A2 sounds all the same.", { id: "alarm.shelveExposureMeans" })}</p>
      <label>${msg("For how long", { id: "alarm.shelveSpan" })}
        <select name="hours">${HOURS.map((hours) => html`<option value=${hours}>${hours} h</option>`)}</select>
      </label>
      <label>${msg("Why", { id: "alarm.shelveWhy" })} <input name="reason" required maxlength="500" /></label>
      <button ?disabled=${this._isBusy}>${msg("Keep quiet", { id: "alarm.shelveDo" })}</button>
    </form>`;
  }

  #end(until: number) {
    const time = this.#look.format.time(until, this.now);
    return html`<form @submit=${this.#stop}>
      <p>${msg(str`Kept quiet until ${time}.`, { id: "alarm.shelvedUntil" })}</p>
      <button ?disabled=${this._isBusy}>${msg("End that now", { id: "alarm.shelveEnd" })}</button>
    </form>`;
  }

  readonly #begin = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const until = Math.round(this.#look.now) + Number(form.get("hours")) * HOUR_MS;
    void this.#send(until, String(form.get("reason") ?? ""));
  };

  readonly #stop = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#send(null, msg("ended by hand", { id: "alarm.shelveEnded" }));
  };

  async #send(until: number | null, reason: string): Promise<void> {
    const alarm = this.shown?.alarm;
    const condition = alarm && shelvedCondition(alarm);
    if (!alarm?.device || !alarm.sensor || !condition || this._isBusy) return;
    this._isBusy = true;
    this._problem = "";
    try {
      const acts = await this.#look.alarms?.acts();
      await acts?.shelve({ device: alarm.device, sensor: alarm.sensor, condition, until, reason });
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    } finally {
      this._isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "quiet-choice": QuietChoice;
  }
}
