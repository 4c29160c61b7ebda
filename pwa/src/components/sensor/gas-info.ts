import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { SensorScale } from "../../../../shared/present/present-sensor.ts";
import type { Source } from "../../../../shared/rules/figures.ts";
import { type Figure, symbolOf } from "../../../../shared/rules/gases.ts";
import { isRated } from "../../../../shared/rules/level.ts";
import { PRESETS } from "../../../../shared/rules/limits.ts";
import { sourceText } from "../../../../shared/rules/source-texts.ts";
import { DisplayController } from "../../controllers/display-controller.ts";
import { gasHazard } from "../../i18n/gas-hazards.ts";
import { gasName } from "../../i18n/gas-texts.ts";
import { limitText } from "../../i18n/state-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { dialogStyles } from "../../styles/dialog-styles.ts";
import { icon } from "../base/more-icons.ts";
import { stateMark, stateMarkStyles } from "./state-mark.ts";

/** What a gas is, why it is dangerous, and at which values this sensor alarms, each figure with its source. */
@customElement("gas-info")
@localized()
export class GasInfo extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    stateMarkStyles,
    css`
      header {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: var(--gap-3);
      }
      h2 {
        align-self: center;
      }
      dl {
        display: grid;
        grid-template-columns: 9.5rem 1fr;
        gap: var(--gap-3) var(--gap-4);
        margin: var(--gap-4) 0 0;
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0;
      }
      small {
        display: block;
        color: var(--muted);
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
      @media (max-width: 480px) {
        dl {
          grid-template-columns: 1fr;
          gap: 0 0;
        }
        dd {
          margin-bottom: var(--gap-3);
        }
      }
    `,
  ];

  @property({ attribute: false }) scale: SensorScale | undefined;
  @query("dialog") private _dialog: HTMLDialogElement | undefined;
  readonly #display = new DisplayController(this);

  /** Opens the panel over the page; Escape and its button close it. */
  async show(scale: SensorScale): Promise<void> {
    this.scale = scale;
    await this.updateComplete;
    this._dialog?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title">${this.scale ? this.#content(this.scale) : nothing}</dialog>`;
  }

  #content(scale: SensorScale) {
    const { gas, type } = scale;
    return html`<header>
        <h2 id="title">${gasName(type)} (${symbolOf(type)})</h2>
        <button class="plain" autofocus @click=${() => this._dialog?.close()}>
          ${icon("x")}<span class="visually-hidden">${msg("Close", { id: "device.close" })}</span>
        </button>
      </header>
      <p>${gasHazard(type)}</p>
      <dl>
        ${this.#limits(scale)}
        ${
          gas.idlhPpm
            ? this.#figure(msg("Immediately dangerous (IDLH)", { id: "device.idlh" }), gas.idlhPpm, "ppm")
            : nothing
        }
        ${gas.lel ? this.#explosive(gas.lel) : nothing}
      </dl>`;
  }

  #limits(scale: SensorScale): TemplateResult {
    const { limits, limitsSource } = scale;
    if (!isRated(limits))
      return html`<dt>${msg("Limits", { id: "device.limits" })}</dt>
        <dd>${msg("None. Set them in the device's settings.", { id: "device.noLimits" })}</dd>`;
    const lines = [
      { status: "a1" as const, above: limits.a1, below: limits.lowA1 },
      { status: "a2" as const, above: limits.a2, below: limits.lowA2 },
    ].filter(({ above, below }) => above !== undefined || below !== undefined);
    return html`${lines.map(
      ({ status, above, below }, index) =>
        html`<dt>${stateMark(status)} ${status.toUpperCase()}</dt>
            <dd>${this.#bounds(scale, above, below)}${index === lines.length - 1 ? sourceNote(limitsSource) : nothing}</dd>`,
    )}`;
  }

  #bounds(scale: SensorScale, above: number | undefined, below: number | undefined): string {
    const { format } = this.#display.current;
    const text = (value: number) => `${limitText(value, scale, format)} ${scale.unit}`;
    const low = below === undefined ? undefined : text(below);
    const high = above === undefined ? undefined : text(above);
    return [
      ...(low ? [msg(str`${low} or less`, { id: "device.orLess" })] : []),
      ...(high ? [msg(str`${high} or more`, { id: "device.orMore" })] : []),
    ].join("; ");
  }

  #figure(name: string, { value, source }: Figure, unit: string): TemplateResult {
    return html`<dt>${name}</dt>
      <dd>${this.#display.current.format.number(value, 0)} ${unit}${sourceNote(source)}</dd>`;
  }

  #explosive(lel: NonNullable<SensorScale["gas"]["lel"]>): TemplateResult {
    const { format, viewing } = this.#display.current;
    const basis = PRESETS[viewing.preset].lelBasis;
    const { value, source } = lel[basis];
    return html`<dt>${msg("Explosive from (100\u00a0%LEL)", { id: "device.lel" })}</dt>
      <dd>
        ${format.number(value, 1)} %vol, ${msg(str`${basis} basis`, { id: "device.basis" })}${sourceNote(source)}
      </dd>`;
  }
}

function sourceNote(source: Source | "own" | undefined) {
  if (source === undefined) return nothing;
  if (source === "own") return html`<small>${msg("Set for this sensor", { id: "device.ownSource" })}</small>`;
  return html`<small>
    ${source.checked ? sourceText(source) : msg("General knowledge, to be checked", { id: "device.unchecked" })}
  </small>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "gas-info": GasInfo;
  }
}
