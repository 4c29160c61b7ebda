import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RadioState } from "../../../../shared/fleet/radio.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";

const POLL_MS = 30_000;

/** How a device is heard by LoRaWAN, and the uplinks that never came. Nothing for one that does not come by radio. */
@customElement("radio-facts")
@localized()
export class RadioFactsPanel extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    :host([hidden]) {
      display: none;
    }
    h2 {
      margin: 0 0 var(--gap-2);
      font-size: 1.125rem;
      line-height: 1.2;
    }
    dl {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: var(--gap-1) var(--gap-4);
      margin: 0;
    }
    dt {
      color: var(--muted);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
      font-variant-numeric: tabular-nums;
    }
  `;

  @property() device = "";
  readonly #fleet = new FleetController(this);
  readonly #radio = new PolledController<{ device: string; radio: RadioState | null }>(
    this,
    async (verbs) => ({ device: this.device, radio: await verbs.radio(this.device) }),
    POLL_MS,
  );

  override render() {
    const { value } = this.#radio;
    const radio = value?.device === this.device ? value.radio : null;
    this.hidden = radio === null;
    if (radio === null) return nothing;
    const rows = this.#rows(radio);
    return html`<h2>${msg("LoRaWAN", { id: "radio.title" })}</h2>
      <dl>${rows.map(([name, words]) => html`<dt>${name}</dt><dd>${words}</dd>`)}</dl>`;
  }

  #rows({ last, at, heard, missed, lastGap }: RadioState): readonly (readonly [string, string])[] {
    const { format } = this.#fleet.display.current;
    const figure = (value: number, unit: string) =>
      `${format.number(value, value % 1 === 0 ? 0 : 1)} ${unit}`;
    const gap = lastGap
      ? msg(str`last at ${format.dateTime(lastGap.at)}: ${lastGap.missed}`, { id: "radio.lastGap" })
      : "";
    const power = last.externalPower ? msg("mains", { id: "radio.mains" }) : undefined;
    const isUnread = this.#fleet.data?.fleet.devices().get(this.device)?.sensors.length === 0;
    const unread = msg(
      "Nobody has said what its payloads mean: they are kept, and show no gas. An admin does under Settings, Entrances.",
      { id: "radio.unread" },
    );
    const rows: readonly (readonly [string, string | undefined])[] = [
      [msg("Payload", { id: "radio.payload" }), isUnread ? `⚠ ${unread}` : undefined],
      [msg("Uplinks", { id: "radio.heard" }), format.number(heard, 0)],
      [
        msg("Missed uplinks", { id: "radio.missed" }),
        missed === 0 ? "0" : `⚠ ${format.number(missed, 0)}${gap && `, ${gap}`}`,
      ],
      [msg("Signal", { id: "radio.rssi" }), last.rssi === undefined ? undefined : figure(last.rssi, "dBm")],
      [
        msg("Signal to noise", { id: "radio.snr" }),
        last.snr === undefined ? undefined : figure(last.snr, "dB"),
      ],
      [
        msg("Spreading factor", { id: "radio.sf" }),
        last.spreadingFactor === undefined ? undefined : `SF${last.spreadingFactor}`,
      ],
      [msg("Gateway", { id: "radio.gateway" }), this.#gateway(last)],
      [
        msg("Margin", { id: "radio.margin" }),
        last.margin === undefined ? undefined : figure(last.margin, "dB"),
      ],
      [msg("Power", { id: "radio.power" }), power],
      [msg("Last uplink", { id: "radio.last" }), format.dateTime(at)],
    ];
    return rows.flatMap(([name, words]) => (words === undefined ? [] : [[name, words] as const]));
  }

  #gateway({ gateway, gateways = 1 }: RadioState["last"]): string | undefined {
    if (gateway === undefined || gateways < 2) return gateway;
    return `${gateway} ${msg(str`and ${gateways - 1} more`, { id: "radio.more" })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "radio-facts": RadioFactsPanel;
  }
}
