import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { pageHead } from "../../components/access/page-head.ts";
import { icon } from "../../components/base/more-icons.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import type { GatewaySource, GatewayState, InstrumentLink } from "../../data/base/gateway.ts";
import { contactText } from "../../i18n/access-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "../access/access-page-styles.ts";
import { bluetoothStyles } from "./bluetooth-styles.ts";

/** This phone as the gateway of an instrument: connects, and says what became of its readings. */
@customElement("bluetooth-view")
@localized()
export class BluetoothView extends LitElement {
  static override styles = [controlStyles, accessPageStyles, bluetoothStyles];

  readonly #source = new SourceController(this, () => []);
  readonly #fleet = new FleetController(this);
  @state() private gateway: GatewaySource | undefined;
  @state() private isMissing = false;
  #end: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end?.();
    this.#end = undefined;
  }

  override render() {
    const head = pageHead(msg("Bluetooth gateway", { id: "bluetooth.title" }));
    if (this.isMissing)
      return html`${head}<section><p>${msg("This page could not be loaded. Open it again where there is a network.", { id: "bluetooth.missing" })}</p></section>`;
    if (!this.gateway) return head;
    const now = this.gateway.state();
    return html`${head}
      <section aria-live="polite">${now.isPossible ? this.#link(now) : this.#impossible()}</section>
      <section>
        <h2>${msg("Passed on", { id: "bluetooth.passing" })}</h2>
        ${this.#passing(now)}
      </section>
      <section>
        <h2>${msg("Instrument and key", { id: "bluetooth.settings" })}</h2>
        ${this.#form(now)}
      </section>`;
  }

  async #open(): Promise<void> {
    await this.updateComplete;
    try {
      const gateway = await this.#source.data?.gateway();
      if (!gateway || !this.isConnected) return;
      this.gateway = gateway;
      this.#end = gateway.subscribe(() => this.requestUpdate());
    } catch {
      this.isMissing = true;
    }
  }

  #impossible() {
    return html`<p class="state">${icon("bluetoothOff")} ${msg("No Bluetooth here", { id: "bluetooth.none" })}</p>
      <p>
        ${msg("This browser cannot reach instruments by Bluetooth. Chrome or Edge can, on Android and on computers, at the app's HTTPS address; an iPhone cannot.", { id: "bluetooth.noneWhy" })}
      </p>`;
  }

  #link({ link, heard, heardAt, unread }: GatewayState) {
    const isOn = link.kind === "connecting" || link.kind === "connected" || link.kind === "lost";
    return html`<p class="state">${icon(isOn ? "bluetooth" : "bluetoothOff")} ${linkWords(link)}</p>
      ${link.kind === "failed" ? html`<p class="warn">${failureWords(link.reason)}</p>` : nothing}
      ${this.#heard(heard, heardAt)}
      ${unread > 0 ? html`<p class="warn">${msg(str`${this.#number(unread)} messages were no readings: are service and characteristic right?`, { id: "bluetooth.unread" })}</p>` : nothing}
      ${
        isOn
          ? html`<button class="big" @click=${() => this.gateway?.disconnect()}>
              ${msg("Disconnect", { id: "bluetooth.disconnect" })}
            </button>`
          : html`<button class="big primary" ?disabled=${link.kind === "choosing"} @click=${() => this.gateway?.connect()}>
              ${icon("bluetooth")} ${msg("Choose an instrument", { id: "bluetooth.connect" })}
            </button>`
      }
      <p class="note">
        ${msg("Leave the app open and the screen on: browsers end the connection when they are put away.", { id: "bluetooth.stayOpen" })}
      </p>`;
  }

  #heard(heard: number, at: number | undefined) {
    if (at === undefined) return nothing;
    const { format } = this.#fleet.display.current;
    const last = contactText(at, this.#fleet.moment.serverNow, format);
    return html`<p>${msg(str`Readings: ${this.#number(heard)}, last: ${last}`, { id: "bluetooth.heard" })}</p>`;
  }

  #passing({ waiting, passedOn, dropped, refused, refusal, isKept, trouble }: GatewayState) {
    return html`<p class="state">
        ${icon(waiting === 0 ? "check" : "clock")} ${waitingWords(waiting, this.#number(waiting))}
      </p>
      ${waiting > 0 && trouble ? html`<p class="warn">${troubleWords(trouble)}</p>` : nothing}
      <p>${msg(str`Passed on since the app was opened: ${this.#number(passedOn)}`, { id: "bluetooth.reached" })}</p>
      ${waiting > 0 && !isKept ? html`<p class="warn">${msg("They are lost when the app is closed: this browser keeps nothing.", { id: "bluetooth.notKept" })}</p>` : nothing}
      ${dropped > 0 ? html`<p class="warn">${msg(str`${this.#number(dropped)} of the oldest readings were given up, since too many waited.`, { id: "bluetooth.dropped" })}</p>` : nothing}
      ${refused > 0 ? html`<p class="warn">${msg(str`The server refused ${this.#number(refused)} readings: ${refusal ?? ""}`, { id: "bluetooth.refused" })}</p>` : nothing}`;
  }

  #form({ settings }: GatewayState) {
    const field = (name: keyof typeof settings, label: string, type = "text") => html`<label>
      ${label}
      <input name=${name} type=${type} autocomplete="off" spellcheck="false" .value=${settings[name]} />
    </label>`;
    return html`<form @submit=${this.#save}>
      ${field("service", msg("Service (UUID, or four digits)", { id: "bluetooth.service" }))}
      ${field("characteristic", msg("Characteristic that notifies (UUID, or four digits)", { id: "bluetooth.characteristic" }))}
      ${field("key", msg("Key of a gateway", { id: "bluetooth.key" }), "password")}
      <p class="note">
        ${msg("An admin makes the key under “Gateways”. It stays in this browser, and goes when somebody signs out here, with what waits.", { id: "bluetooth.keyNote" })}
      </p>
      <button class="primary">${msg("Save", { id: "bluetooth.save" })}</button>
    </form>`;
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    this.gateway?.change({
      service: text("service"),
      characteristic: text("characteristic"),
      key: text("key"),
    });
  };

  #number(count: number): string {
    return this.#fleet.display.current.format.number(count, 0);
  }
}

function linkWords(link: InstrumentLink): string {
  switch (link.kind) {
    case "none":
    case "failed":
      return msg("Not connected", { id: "bluetooth.off" });
    case "choosing":
      return msg("Choose it in the browser’s list", { id: "bluetooth.choosing" });
    case "connecting":
      return msg(str`Connecting to ${link.name}`, { id: "bluetooth.connecting" });
    case "connected":
      return msg(str`Connected to ${link.name}`, { id: "bluetooth.on" });
    default:
      return msg(str`Lost ${link.name}: it is tried again by itself`, { id: "bluetooth.lost" });
  }
}

function failureWords(reason: string): string {
  return reason === "service"
    ? msg("The service below is no UUID. Mend it, and save.", { id: "bluetooth.noUuid" })
    : msg(str`It could not be reached: ${reason}`, { id: "bluetooth.failed" });
}

function waitingWords(waiting: number, count: string): string {
  return waiting === 0
    ? msg("Nothing waits", { id: "bluetooth.nothingWaits" })
    : msg(str`Waiting: ${count}`, { id: "bluetooth.waiting" });
}

function troubleWords(trouble: NonNullable<GatewayState["trouble"]>): string {
  switch (trouble.kind) {
    case "network":
      return msg("The server cannot be reached. They are kept, and sent when it can.", {
        id: "bluetooth.noNetwork",
      });
    case "key":
      return msg("The server does not take the key below. They are kept until it does.", {
        id: "bluetooth.badKey",
      });
    default:
      return msg(str`The server says: ${trouble.reason}. It is tried again.`, { id: "bluetooth.said" });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bluetooth-view": BluetoothView;
  }
}
