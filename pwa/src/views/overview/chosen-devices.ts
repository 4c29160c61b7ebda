import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { HOUR_MS } from "../../../../shared/ground/time.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { icon } from "../../components/base/more-icons.ts";
import {
  EDITING,
  isBusy,
  progressWords,
  runSave,
  type SaveProgress,
  saveQuestion,
} from "../../components/settings/save-progress.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { typedNumbersOf } from "../../i18n/typed-numbers.ts";
import { withMine } from "../../preferences/preferences.ts";
import { limitsPatch, type TypedLimits } from "../../rules/bulk-limits.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { csvFormFor, csvHref } from "../graph/export-files.ts";
import { BulkSave, type PatchOf } from "./bulk-save.ts";
import "./limits-form.ts";

type Panel = "none" | "place" | "limits";

/** What is exported: the last day, by the minute. */
const EXPORTED_MS = 24 * HOUR_MS;

/** What may be done with the chosen devices. Tells by `davy-chosen` which are chosen, undefined when that is over. */
@customElement("chosen-devices")
@localized()
export class ChosenDevices extends LitElement {
  static override styles = [
    controlStyles,
    css`
      section {
        position: sticky;
        z-index: 4;
        padding: var(--gap-3) var(--gap-4);
        background: var(--sheet);
        border-radius: var(--radius-block);
        box-shadow: var(--elevation-2);
      }
      :host {
        position: sticky;
        /* Above an alarm's dock, which would lie upon its buttons. */
        inset-block-end: calc(var(--gap-3) + var(--overlay));
        display: block;
        margin-block-start: var(--gap-4);
        z-index: 4;
      }
      @media (max-width: 720px) {
        :host {
          inset-block-end: calc(76px + var(--overlay) + env(safe-area-inset-bottom));
        }
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2);
      }
      h2 {
        flex: 1 1 8em;
        font-size: var(--text-lead);
      }
      .panel {
        max-block-size: 50dvh;
        overflow: auto;
        margin-block: var(--gap-3);
      }
      .place {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--gap-2);
      }
      .place label {
        flex: 1 1 12em;
        max-inline-size: 24em;
      }
      p {
        margin: var(--gap-2) 0 0;
      }
    `,
  ];

  /** All devices that are shown now. */
  @property({ attribute: false }) shown: readonly string[] = [];
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();
  @state() private _panel: Panel = "none";
  @state() private _progress: SaveProgress = EDITING;

  readonly #fleet = new FleetController(this);
  readonly #session = new SessionController(this);

  override render() {
    const count = this.#fleet.display.current.format.number(this.chosen.size);
    const isNone = this.chosen.size === 0;
    return html`<section aria-label=${msg("Selected devices", { id: "bulk.title" })}>
      ${this.#panel()}
      <div class="actions">
        <h2 aria-live="polite">${msg(str`${count} selected`, { id: "bulk.count" })}</h2>
        <button @click=${() => this.#tell(new Set(this.shown))}>${msg("All shown", { id: "bulk.all" })}</button>
        ${this.#session.may("operate") ? this.#opens("place", msg("Place …", { id: "bulk.place" })) : nothing}
        ${this.#session.may("settings") ? this.#opens("limits", msg("Limits …", { id: "bulk.limits" })) : nothing}
        <button ?disabled=${isNone} @click=${this.#makeMine}>${icon("star")} ${this.#mineWord()}</button>
        ${isNone ? nothing : this.#export()}
        ${
          this.#session.may("settings")
            ? html`<button ?disabled=${isNone} @click=${this.#retire}>
                ${msg("Take out of service", { id: "device.retire" })}
              </button>`
            : nothing
        }
      </div>
      <div role="status"><p>${progressWords(this._progress)}</p></div>
      ${saveQuestion(this._progress)}
    </section>`;
  }

  #opens(panel: Exclude<Panel, "none">, text: string) {
    return html`<button
      aria-expanded=${this._panel === panel}
      ?disabled=${this.chosen.size === 0}
      @click=${() => this.#open(panel)}
    >
      ${text}
    </button>`;
  }

  #open(panel: Panel): void {
    this._panel = this._panel === panel ? "none" : panel;
    this._progress = EDITING;
  }

  #panel() {
    const { format } = this.#fleet.display.current;
    if (this._panel === "place") return html`<div class="panel">${this.#placeForm()}</div>`;
    if (this._panel === "none") return nothing;
    return html`<div class="panel">
      <limits-form
        .chosen=${this.#chosenDevices()}
        .all=${this.#fleet.present()}
        .format=${format}
        @davy-limits=${({ detail }: CustomEvent<TypedLimits>) => this.#setLimits(detail)}
      ></limits-form>
    </div>`;
  }

  #placeForm() {
    const places = new Set(this.#fleet.present().flatMap(({ place }) => place ?? []));
    return html`<form class="place" @submit=${this.#setPlace}>
      <label>${msg("Place", { id: "device.place" })}
        <input name="place" list="places" maxlength="80" autocomplete="off" autofocus />
      </label>
      <datalist id="places">${[...places].map((place) => html`<option value=${place}></option>`)}</datalist>
      <button class="primary">${msg("Set the place", { id: "bulk.setPlace" })}</button>
    </form>`;
  }

  #export() {
    const { data, display } = this.#fleet;
    const to = data?.fleet.moment().serverNow ?? 0;
    const wish = { window: { from: to - EXPORTED_MS, to }, resolution: "minute" } as const;
    const href = csvHref([...this.chosen], {
      ...wish,
      ...csvFormFor(typedNumbersOf(display.current.format)),
    });
    return html`<a class="button" href=${href} download
      >${icon("download")} ${msg("Last day (CSV)", { id: "bulk.export" })}</a
    >`;
  }

  #isAllMine(): boolean {
    const { favourites } = this.#fleet.display.current.preferences;
    return this.chosen.size > 0 && [...this.chosen].every((device) => favourites.includes(device));
  }

  #mineWord(): string {
    return this.#isAllMine()
      ? msg("No longer mine", { id: "bulk.notMine" })
      : msg("My devices", { id: "overview.mine" });
  }

  readonly #makeMine = (): void => {
    const { data, display } = this.#fleet;
    const isMine = !this.#isAllMine();
    const { favourites } = display.current.preferences;
    // What is somebody's own is there without a network as well.
    for (const device of this.chosen) data?.offline.setPinned(device, { pinned: isMine });
    display.set({ favourites: withMine(favourites, this.chosen, { isMine }) });
    this.#tell(undefined);
  };

  #chosenDevices(): DevicePresentation[] {
    return this.#fleet.present().filter(({ device }) => this.chosen.has(device));
  }

  readonly #setPlace = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const place = String(new FormData(event.currentTarget).get("place") ?? "").trim();
    void this.#save(() => ({ place: place === "" ? null : place }));
  };

  #setLimits(typed: TypedLimits): void {
    const devices = new Map(this.#chosenDevices().map((device) => [device.device, device]));
    void this.#save((id) => {
      const device = devices.get(id);
      return device && limitsPatch(device, typed);
    });
  }

  readonly #retire = (): void => {
    const devices = this.#fleet.data?.fleet.devices();
    const count = this.#fleet.display.current.format.number(this.chosen.size);
    void this.#save(
      (id) => {
        const retiredAt = devices?.get(id)?.lastReceivedAt;
        return retiredAt === undefined ? undefined : { retiredAt };
      },
      [
        msg(str`${count} devices leave all screens until they post again.`, {
          id: "bulk.retireQuestion",
        }),
      ],
    );
  };

  async #save(patchOf: PatchOf, question: readonly string[] = []): Promise<void> {
    const { data } = this.#fleet;
    if (!data || isBusy(this._progress)) return;
    const bulk = new BulkSave(this.chosen, patchOf, (...asked) => data.saveSettings(...asked));
    const isDone = await runSave({
      save: (options) => bulk.run(options),
      question,
      onProgress: (progress) => {
        this._progress = progress;
      },
    });
    if (isDone) this._panel = "none";
  }

  #tell(detail: ReadonlySet<string> | undefined): void {
    this.dispatchEvent(new CustomEvent("davy-chosen", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chosen-devices": ChosenDevices;
  }
}
