import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { type Mustered, musterOf } from "../../rules/muster.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "../alarms/alarm-history-styles.ts";
import { logStyles } from "./log-styles.ts";

/** Where ticks are kept, in the tab: a list that is left for a look at an alarm must not begin anew. */
const KEPT = "davy.muster";

function readTicks(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : []);
  } catch {
    // A browser that keeps nothing counts on paper.
    return new Set();
  }
}

function writeTicks(ticks: ReadonlySet<string>): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...ticks]));
  } catch {
    // As above: the ticks stay as long as the list is looked at.
  }
}

/** Everybody who carries a device, with their last contact, to be ticked off at the assembly point. */
@customElement("site-muster")
@localized()
export class SiteMuster extends LitElement {
  static override styles = [controlStyles, historyStyles, logStyles];

  @state() private _ticks = readTicks();
  readonly #shown = new ShownAlarmsController(this);

  override render() {
    const people = musterOf(this.#shown.fleet.data?.fleet.devices().values() ?? []);
    const here = people.filter(({ person }) => this._ticks.has(person)).length;
    if (people.length === 0)
      return html`<p class="count">${msg("Nobody carries a device. Who does is set in the settings of each.", { id: "muster.none" })}</p>`;
    return html`<p class="count" role="status">${msg(str`${here} of ${people.length} are ticked off, on this screen.`, { id: "muster.count" })}</p>
      <ol class="list">${people.map((row) => this.#row(row))}</ol>
      ${here > 0 ? html`<p class="more"><button @click=${() => this.#set(new Set())}>${msg("Begin anew", { id: "muster.anew" })}</button></p>` : nothing}`;
  }

  #row({ person, devices, place, heardAt }: Mustered) {
    const { format, now } = this.#shown;
    const heard = msg(str`last contact ${format.time(heardAt, now)}`, { id: "muster.heard" });
    return html`<li><label>
        <input type="checkbox" .checked=${this._ticks.has(person)} @change=${() => this.#tick(person)} />
        ${person}</label>
      <span>${[heard, place].filter(Boolean).join(", ")}<br /><small>${devices.join(", ")}</small></span></li>`;
  }

  #tick(person: string): void {
    const ticks = new Set(this._ticks);
    if (!ticks.delete(person)) ticks.add(person);
    this.#set(ticks);
  }

  #set(ticks: ReadonlySet<string>): void {
    this._ticks = ticks;
    writeTicks(ticks);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "site-muster": SiteMuster;
  }
}
