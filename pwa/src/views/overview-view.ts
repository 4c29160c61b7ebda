import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { byUrgency, countDevices, type DevicePresentation } from "../../../shared/present/present-device.ts";
import { keyedList } from "../components/base/keyed-list.ts";
import type { RowContext } from "../components/device/place-sheet.ts";
import { AddressController } from "../controllers/address-controller.ts";
import { CalmController } from "../controllers/calm-controller.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { MediaController } from "../controllers/media-controller.ts";
import type { Sight } from "../controllers/near-controller.ts";
import { PartsController } from "../controllers/parts-controller.ts";
import { SettledController } from "../controllers/settled-controller.ts";
import { SightController } from "../controllers/sight-controller.ts";
import { isAwaited } from "../data/base/alarms.ts";
import { createPace } from "../ground/pace.ts";
import { gasName } from "../i18n/gas-texts.ts";
import { type DeviceGroup, groupFleet, inOrder, selectDevices } from "../rules/fleet-order.ts";
import { parseWish, wishQuery } from "../rules/overview-wish.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { overviewStyles, ROOMY, WIDE } from "./overview/overview-styles.ts";
import type { OverviewTools, ToolsWish } from "./overview/overview-tools.ts";
import type { RowSparks } from "./overview/row-sparks.ts";
import { headingOf, type Sheet, sheetsOf } from "./overview/sheets.ts";
import "../components/base/lazy-part.ts";
import "../components/device/place-sheet.ts";
import "../components/shell/safety-note.ts";

/** Devices that are drawn before it was looked for whether they are in sight. */
const FIRST = { list: 12, cards: 6 } as const;

const loadLead = () => import("./overview/lead-alarms.ts");
const loadTools = () => import("./overview/overview-tools.ts");
const loadFirstSteps = () => import("../components/shell/first-steps.ts");
const loadCards = () => import("./overview/card-places.ts");
const loadEmpty = () => import("./overview/no-devices.ts");
const loadChoice = () => import("./overview/chosen-devices.ts");

/** On the screen a reading is at most so much later, ms. With 200 devices at 1 Hz each frame had some. */
const RENDER_MS = 100;

const NONE: ReadonlySet<string> = new Set();

/** The fleet at a glance, the worst first. Nothing moves while somebody is touching it. */
@customElement("overview-view")
@localized()
export class OverviewView extends LitElement {
  static override styles = [controlStyles, overviewStyles];

  @state() private _wish = parseWish(location.search);
  /** The chosen devices, while some are being chosen. */
  @state() private _chosen: ReadonlySet<string> | undefined;
  /** Devices that stand in a block above the table. */
  @state() private _blocked: ReadonlySet<string> = NONE;
  @query("overview-tools") private readonly _tools!: OverviewTools | null;

  readonly #fleet = new FleetController(
    this,
    createPace(() => this.requestUpdate(), RENDER_MS),
  );
  readonly #sight = new SightController(this, () => performance.now());
  readonly #calm = new CalmController(this, () => performance.now());
  readonly #wide = new MediaController(this, WIDE);
  readonly #roomy = new MediaController(this, ROOMY);
  readonly #address = new AddressController(this, () => this.#follow());
  /** Until it is known what stands above the table, it would be pushed down a moment later. */
  readonly #settled = new SettledController(
    this,
    () => this.#isLeadTold || this.#willLeadTell(),
    () => this.#fleet.loaded,
  );
  readonly #table = new PartsController(this, { parts: 1, isReady: () => this.#settled.isSettled });
  #isLeadTold = false;
  #order: readonly string[] = [];
  #first: ReadonlySet<string> = new Set();
  #mayMove = true;
  #context: RowContext | undefined;
  #sparks: RowSparks | undefined;
  #isLoadingSparks = false;
  /** Devices in sight, whose last hour is wanted. */
  readonly #seen = new Set<string>();

  override willUpdate(changed: PropertyValues): void {
    this.#sparks?.observe();
    if (this.#isRoomy() && !this.#isLoadingSparks) void this.#loadSparks();
    const { format } = this.#fleet.display.current;
    if (this.#context?.format !== format) this.#context = this.#newContext();
    // What somebody just asked for may be put in order at once.
    if (changed.has("_wish")) this.#order = [];
  }

  override render() {
    if (!this.#fleet.loaded) return html`<p class="hint">${msg("Loading …", { id: "overview.loading" })}</p>`;
    const all = this.#sight.settle(this.#fleet.present());
    if (this.#fleet.data?.fleet.devices().size === 0)
      return html`<lazy-part .load=${loadFirstSteps}><first-steps></first-steps></lazy-part>${this.#safety()}`;
    const mine = new Set(this.#fleet.display.current.preferences.favourites);
    const selected = selectDevices(all, { ...this._wish, mine }, gasName);
    const groups = groupFleet(this.#inOrder(selected), mine);
    return html`
      <h1 class="visually-hidden">${msg("Overview", { id: "shell.nav.overview" })}</h1>
      ${this.#toolsOf(all, mine)}
      <lazy-part .load=${loadLead}><lead-alarms @davy-blocks=${this.#blocksChanged}></lead-alarms></lazy-part>
      ${this.#table.drawn > 0 || this.#isCalm() ? html`${groups.length === 0 ? this.#nothingFound(all.length) : this.#devices(groups)}${this.#safety()}` : nothing}
      ${this._chosen ? this.#choice(selected) : nothing}
    `;
  }

  #toolsOf(all: readonly DevicePresentation[], mine: ReadonlySet<string>) {
    return html`<div class=${`tools ${this._wish.isFinding || this._chosen ? "finding" : ""}`}><lazy-part .load=${loadTools}><overview-tools
      .counts=${countDevices(all)}
      .devices=${all.length}
      .mine=${all.filter(({ device }) => mine.has(device)).length}
      .wish=${this._wish}
      .density=${this.#fleet.display.current.preferences.density}
      .isChoosing=${this._chosen !== undefined}
      @davy-wish=${this.#ask}
    ></overview-tools></lazy-part></div>`;
  }

  #inOrder(selected: readonly DevicePresentation[]): DevicePresentation[] {
    const { density } = this.#fleet.display.current.preferences;
    this.#mayMove = this.#order.length === 0 || this.#calm.isCalm();
    const kept = inOrder(selected, this.#order);
    // The order of the last frame is nearly always the right one still, and what is in order is quickly sorted.
    const ordered = this.#mayMove ? kept.sort(byUrgency) : kept;
    if (this.#mayMove) this.#order = ordered.map(({ device }) => device);
    this.#first = new Set(this.#order.slice(0, FIRST[density]));
    return ordered;
  }

  #devices(groups: readonly DeviceGroup[]): TemplateResult {
    if (this.#fleet.display.current.preferences.density === "cards" && !this._chosen)
      return html`<lazy-part .load=${loadCards}
        ><card-places
          .groups=${groups}
          .context=${this.#context}
          .sparks=${this.#sparks}
          .now=${this.#fleet.moment.serverNow}
          .mayMove=${this.#mayMove}
          @davy-sight=${this.#sightChanged}
        ></card-places
      ></lazy-part>`;
    const sheets = groups.flatMap((group) => sheetsOf(group, this.#wide.matches));
    return html`<div
      class="sheets"
      @davy-sight=${this.#sightChanged}
      @davy-choose=${({ detail }: CustomEvent<string>) => this.#choose([detail], !this._chosen?.has(detail))}
      ${keyedList(
        sheets,
        ({ key }) => key,
        (sheet) => this.#sheet(sheet, groups.length > 1),
      )}
    ></div>`;
  }

  #sheet(sheet: Sheet, isOneOfSeveral: boolean) {
    const { search, filter } = this._wish;
    return html`<place-sheet
      .devices=${sheet.devices}
      .context=${this.#context}
      .heading=${headingOf(sheet, isOneOfSeveral)}
      .isMine=${sheet.isMine === true}
      .namesakes=${sheet.namesakes}
      .mayFold=${search === "" && filter === "all" && !this._chosen}
      .blocked=${this.#roomy.matches || this._chosen ? NONE : this._blocked}
      .chosen=${this._chosen}
      @davy-choose-all=${({ detail }: CustomEvent<{ devices: string[]; isChosen: boolean }>) => this.#choose(detail.devices, detail.isChosen)}
    ></place-sheet>`;
  }

  /** Where its code and the alarms are there it tells within this very drawing: whoever comes back finds the place that they left. */
  #willLeadTell(): boolean {
    const { data, loaded } = this.#fleet;
    const isThere = data && loaded && customElements.get("lead-alarms");
    return Boolean(isThere && !isAwaited(data.alarms.surety()));
  }

  /** Known to have no alarm: nothing will stand above the table, which need not wait for a task of its own. */
  #isCalm(): boolean {
    return this.#willLeadTell() && this.#fleet.data?.alarms.open().length === 0;
  }

  readonly #blocksChanged = ({ detail }: CustomEvent<ReadonlySet<string>>): void => {
    this._blocked = detail;
    this.#isLeadTold = true;
  };

  #newContext(): RowContext {
    const sparks = this.#sparks;
    return {
      format: this.#fleet.display.current.format,
      spark: sparks && ((presentation) => sparks.draw(presentation)),
      fillsOf: (device) => sparks?.fillsOf(device) ?? 0,
      isFirst: (device) => this.#first.has(device),
    };
  }

  /** Whether there is room for the last hour of a device. */
  #isRoomy(): boolean {
    return this.#roomy.matches || this.#fleet.display.current.preferences.density === "cards";
  }

  async #loadSparks(): Promise<void> {
    const { data } = this.#fleet;
    if (!data) return;
    this.#isLoadingSparks = true;
    // Without its code there is no curve; it is asked for again with the next visit.
    const code = await import("./overview/row-sparks.ts").catch(() => undefined);
    if (!code || !this.isConnected) return;
    this.#sparks = new code.RowSparks(this, data);
    this.#sparks.observe();
    for (const device of this.#seen) this.#sparks.fill(device);
    this.#context = this.#newContext();
    this.requestUpdate();
  }

  readonly #sightChanged = ({ detail: { device, isSeen } }: CustomEvent<Sight>): void => {
    this.#sight.setSeen(device, isSeen);
    if (!isSeen) this.#seen.delete(device);
    else if (this.#seen.add(device)) this.#sparks?.fill(device);
  };

  readonly #ask = ({ detail }: CustomEvent<ToolsWish>): void => {
    const { density, isChoosing, ...wish } = detail;
    if (density) this.#fleet.display.set({ density });
    if (isChoosing !== undefined) this._chosen = isChoosing ? new Set() : undefined;
    if (Object.keys(wish).length === 0) return;
    this._wish = { ...this._wish, ...wish, isFinding: true };
    this.#address.write(wishQuery(this._wish));
  };

  /** The header's magnifier and going back change the address. */
  #follow(): void {
    this._wish = parseWish(location.search);
    if (this._wish.isFinding) void this._tools?.focusSearch();
  }

  #choose(devices: readonly string[], isChosen: boolean): void {
    const chosen = new Set(this._chosen);
    for (const device of devices)
      if (isChosen) chosen.add(device);
      else chosen.delete(device);
    this._chosen = chosen;
  }

  #choice(shown: readonly DevicePresentation[]) {
    return html`<lazy-part .load=${loadChoice}
      ><chosen-devices
        .shown=${shown.map(({ device }) => device)}
        .chosen=${this._chosen}
        @davy-chosen=${({ detail }: CustomEvent<ReadonlySet<string> | undefined>) => (this._chosen = detail)}
      ></chosen-devices
    ></lazy-part>`;
  }

  #safety() {
    return html`<safety-note></safety-note>`;
  }

  #nothingFound(count: number) {
    return html`<lazy-part .load=${loadEmpty}><no-devices .devices=${count} @davy-show-all=${this.#showAll}></no-devices></lazy-part>`;
  }

  readonly #showAll = (): void => {
    this._wish = parseWish("");
    this.#address.write("");
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "overview-view": OverviewView;
  }
}
