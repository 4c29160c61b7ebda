import { localized, msg, str } from "@lit/localize";
import { Task } from "@lit/task";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DrillMode, DrillRow } from "../../../../shared/wire/alarms.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { personName } from "../../i18n/alarm-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { drillFields, readDrill } from "./drill-fields.ts";

/** What another screen began or ended is seen after this, ms. */
const LOOK_MS = 15_000;

/**
 * Tries the alarms of a device out, as a drill of people or as the test of the instrument: for a time, with a reason; it ends by
 * itself. What is raised meanwhile is marked, and is no exposure of anybody.
 */
@customElement("drill-control")
@localized()
export class DrillControl extends LitElement {
  static override styles = [
    controlStyles,
    css`
      .offer,
      .lasts {
        padding: var(--gap-2) var(--gap-4);
        background: var(--sheet);
        border-radius: var(--radius-sheet);
        box-shadow: var(--elevation-1);
      }
      .lasts {
        box-shadow: inset 0 0 0 var(--frame) var(--accent);
      }
      form {
        display: grid;
        gap: var(--gap-3);
        padding-bottom: var(--gap-3);
      }
      p {
        margin: 0 0 var(--gap-2);
      }
      .problem {
        color: var(--a2-ink);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property() device = "";
  @state() private _problem = "";
  @state() private _isBusy = false;
  @state() private _isOpen = false;
  @state() private _look = 0;
  readonly #look = new ShownAlarmsController(this);

  readonly #drills = new Task(this, {
    args: () => [this.#look.alarms, this._look, Math.floor(this.#look.now / LOOK_MS)] as const,
    task: async ([alarms], { signal }): Promise<readonly DrillRow[]> =>
      alarms ? await (await alarms.acts()).drills(signal) : [],
  });

  override render() {
    const lasting = this.#drills.value?.find(
      ({ device, until }) => device === this.device && until > this.#look.now,
    );
    if (lasting) return this.#lasts(lasting);
    return this.#look.mayAnswer ? this.#form() : nothing;
  }

  #lasts({ mode, until, reason, by }: DrillRow) {
    const time = this.#look.format.time(until, this.#look.now);
    const words =
      mode === "test"
        ? msg(str`This instrument is tested until ${time}: its alarms do not count.`, {
            id: "alarm.testLasts",
          })
        : msg(str`A drill with this device lasts until ${time}: its alarms do not count.`, {
            id: "alarm.drillLasts",
          });
    return html`<div class="lasts" role="status">
      <p><b>${words}</b></p>
      <p>${personName(by)}: ${reason}</p>
      ${this.#look.mayAnswer ? html`<button ?disabled=${this._isBusy} @click=${this.#end}>${msg("End that now", { id: "alarm.shelveEnd" })}</button>` : nothing}
      ${this.#trouble()}
    </div>`;
  }

  #form() {
    const toggle = () => {
      this._isOpen = !this._isOpen;
    };
    return html`<div class="offer">
      <button class="plain" aria-expanded=${this._isOpen ? "true" : "false"} @click=${toggle}>
        ${msg("Test or drill", { id: "alarm.tryOut" })}
      </button>
      ${this._isOpen ? this.#fields() : nothing} ${this.#trouble()}
    </div>`;
  }

  #fields() {
    return html`<form @submit=${this.#begin}>
      ${drillFields(["test", "drill"])}
      <button ?disabled=${this._isBusy}>${msg("Begin", { id: "alarm.tryOutDo" })}</button>
    </form>`;
  }

  #trouble() {
    return this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing;
  }

  readonly #begin = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    void this.#send(readDrill(event.target, this.#look.now));
  };

  readonly #end = (): void => {
    void this.#send({ until: null, reason: msg("ended by hand", { id: "alarm.shelveEnded" }) });
  };

  async #send(drill: { until: number | null; reason: string; mode?: DrillMode }): Promise<void> {
    if (this._isBusy) return;
    this._isBusy = true;
    this._problem = "";
    try {
      const acts = await this.#look.alarms?.acts();
      await acts?.drill({ devices: [this.device], ...drill });
      this._look += 1;
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    } finally {
      this._isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "drill-control": DrillControl;
  }
}
