import { localized } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { countSensors } from "../../../shared/present/present-device.ts";
import { calibratedMarkStyles } from "../components/sensor/calibrated-mark.ts";
import { stateMarkStyles } from "../components/sensor/state-mark.ts";
import { AlarmController } from "../controllers/alarm-controller.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { SessionController } from "../controllers/session-controller.ts";
import { SourceController } from "../controllers/source-controller.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { emptyText, longSilentLine } from "./kiosk/kiosk-counts.ts";
import { kioskHeader, kioskHeaderStyles } from "./kiosk/kiosk-header.ts";
import { type KioskOptions, kioskDefaultsOf, parseKioskOptions } from "./kiosk/kiosk-options.ts";
import { KioskSound } from "./kiosk/kiosk-sound.ts";
import { helplessScreen, lossScreen, takeoverStyles } from "./kiosk/kiosk-takeover.ts";
import { kioskTile } from "./kiosk/kiosk-tile.ts";
import { kioskTileStyles } from "./kiosk/kiosk-tile-styles.ts";
import { EMPTY_WALL, isShown, type Wall, wallOf } from "./kiosk/kiosk-wall.ts";
import { pixelShift, SHIFT_ROOM } from "./kiosk/pixel-shift.ts";
import { isQuiet, QUIET_FOR_MS, quietSince } from "./kiosk/quiet-update.ts";
import { type Area, tileGap } from "./kiosk/tile-layout.ts";
import { WakeLockController } from "./kiosk/wake-lock-controller.ts";
import { WatchdogController } from "./kiosk/watchdog-controller.ts";

/** Least time between two renderings, ms: a wall needs no more, and a small computer behind it is grateful. */
const RENDER_MS = 250;
/** A hand-over from one stream to the next is no loss yet, ms. The values are greyed at once all the same. */
const LOSS_GRACE_MS = 3 * SECOND_MS;
/** The server speaks every 5 s; a page that has taken nothing in for this long is not live, whatever its link says, ms. */
const MUTE_MS = 15 * SECOND_MS;

/** The display of a control room: every sensor at once, the worst first, no hand needed for months. */
@customElement("kiosk-view")
@localized()
export class KioskView extends LitElement {
  static override styles = [
    controlStyles,
    stateMarkStyles,
    kioskHeaderStyles,
    calibratedMarkStyles,
    kioskTileStyles,
    takeoverStyles,
    css`
      :host {
        position: fixed;
        inset: 0;
        overflow: hidden;
        background: var(--surface);
        color: var(--text);
      }
      .stage {
        position: absolute;
        inset: ${SHIFT_ROOM}px;
        display: flex;
        flex-direction: column;
        transform: translate(var(--shift-x, 0), var(--shift-y, 0));
      }
      main {
        flex: 1;
        min-height: 0;
        display: grid;
        grid-template-columns: repeat(var(--columns, 1), minmax(0, 1fr));
        grid-template-rows: repeat(var(--rows, 1), minmax(0, 1fr));
        gap: var(--tile-gap, 8px);
        overflow: hidden;
      }
      .long-silent {
        flex: none;
        margin: 0;
        padding: 1vmin 0.5vmin 0;
        color: var(--muted);
        font-size: max(13px, 2.1vmin);
      }
      .empty {
        margin: auto;
        font-size: 4vmin;
      }
    `,
  ];

  @state() private _area: Area = { width: 0, height: 0 };

  readonly #fleet = new FleetController(this);
  readonly #source = new SourceController(this, (data) => [data.site]);
  readonly #session = new SessionController(this);
  readonly #alarms = new AlarmController(this, this.#fleet, (device) =>
    isShown(device, this.#options.places),
  );
  readonly #wakeLock = new WakeLockController(this);
  readonly #sound = new KioskSound(() => this.requestUpdate());
  readonly #watchdog = new WatchdogController(this, {
    isLive: () => this.#isLive(),
    isServerHealthy: async () => (await this.#fleet.data?.isServerHealthy()) ?? false,
    reload: () => location.reload(),
  });
  readonly #resize = new ResizeObserver(([entry]) => {
    if (entry) this._area = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  #options: KioskOptions = parseKioskOptions(location.search);
  #lossSince: number | undefined;
  #quietSince: number | undefined;
  #wall: Wall = EMPTY_WALL;
  #renderedAt = Number.NEGATIVE_INFINITY;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sound.start();
    window.addEventListener("pointerdown", this.#arm);
    window.addEventListener("keydown", this.#arm);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("pointerdown", this.#arm);
    window.removeEventListener("keydown", this.#arm);
    this.#sound.stop();
    this.#resize.disconnect();
    document.documentElement.dataset["theme"] = this.#fleet.display.current.theme;
  }

  /** Whether the screen is kept on; the browser may refuse. */
  get isKeptOn(): boolean {
    return this.#wakeLock.isHeld;
  }

  protected override async scheduleUpdate(): Promise<void> {
    const wait = this.#renderedAt + RENDER_MS - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    this.#renderedAt = performance.now();
    await super.scheduleUpdate();
  }

  override willUpdate(): void {
    const site = this.#source.data?.site.current();
    this.#options = parseKioskOptions(
      location.search,
      site && kioskDefaultsOf(site.kiosk, this.#session.who),
    );
    this.#wall = wallOf({
      devices: this.#fleet.present(),
      peaks: this.#alarms.peaks(),
      places: this.#options.places,
      area: this._area,
      format: this.#fleet.display.current.format,
      now: this.#fleet.moment.serverNow,
    });
  }

  override render() {
    return html`<div class="stage">
        ${this.#header()}
        <main>${this.#tiles()}</main>
        ${longSilentLine(this.#wall.longSilent)}
      </div>
      ${this.#takeover()}`;
  }

  override firstUpdated(): void {
    const main = this.renderRoot.querySelector("main");
    if (main) this.#resize.observe(main);
  }

  override updated(): void {
    this.#applyTheme();
    this.#applyLayout();
    this.#speak();
    this.#bringUpToDate();
  }

  /** Live, and something was taken in lately: a page that hears nothing is as dead as a lost link. */
  #isLive(): boolean {
    const { serverNow, link } = this.#fleet.moment;
    const heard = this.#fleet.data?.fleet.lastLiveAt() ?? 0;
    return link === "live" && serverNow - heard < MUTE_MS;
  }

  #header() {
    const { moment, data, display } = this.#fleet;
    const received = [...(data?.fleet.devices().values() ?? [])].map(({ lastReceivedAt }) => lastReceivedAt);
    const { devices, nobodys, page } = this.#wall;
    return kioskHeader({
      site: this.#source.data?.site.current().name ?? "",
      places: this.#options.places,
      nobodys: this.#fleet.loaded ? nobodys : [],
      sensors: devices.reduce((sum, { sensors }) => sum + sensors.length, 0),
      counts: countSensors(devices),
      peaks: this.#wall.tiles.filter(({ peak }) => peak).length,
      // Before the server was heard nobody knows what time it is.
      now: moment.isGuess ? undefined : moment.serverNow,
      newest: received.length > 0 ? Math.max(...received) : undefined,
      pulse: data?.fleet.lastLiveAt() ?? 0,
      page: page.page,
      pages: page.pages,
      left: page.left,
      isSoundArmed: this.#sound.isArmed,
      format: display.current.format,
    });
  }

  #tiles() {
    // Before the screen is measured no layout fits it; a wall of one giant tile would flash up.
    if (this._area.width === 0) return "";
    const { tiles } = this.#wall.page;
    if (tiles.length === 0) return html`<p class="empty">${emptyText(this.#wall, this.#fleet.loaded)}</p>`;
    const { format } = this.#fleet.display.current;
    // Without keys: lit's repeat leaves a comment behind for each part that it removes (removePart of 3.3.3), and pages
    // that turn for months would leave millions.
    return tiles.map((tile) => kioskTile(tile, format));
  }

  #takeover() {
    if (this.#watchdog.isHelpless) return helplessScreen();
    const { moment, data, display } = this.#fleet;
    const now = performance.now();
    this.#lossSince = this.#isLive() ? undefined : (this.#lossSince ?? now);
    if (this.#lossSince === undefined || now - this.#lossSince < LOSS_GRACE_MS) return "";
    const at = data?.fleet.lastLiveAt();
    return lossScreen({
      isConnecting: moment.link === "connecting",
      lastLive:
        at === undefined ? undefined : { at, ageMs: moment.isGuess ? undefined : moment.serverNow - at },
      tiles: [...this.#wall.tiles, ...this.#wall.longSilent],
      format: display.current.format,
    });
  }

  /** The theme of the address, or of the site's kiosks, holds while this view is on; the person's own choice is not touched. */
  #applyTheme(): void {
    const theme = this.#options.theme ?? this.#fleet.display.current.theme;
    const root = document.documentElement;
    if (root.dataset["theme"] !== theme) root.dataset["theme"] = theme;
  }

  #applyLayout(): void {
    const { columns, rows, figure } = this.#wall.layout;
    const [x, y] = this.#options.shift ? pixelShift(this.#fleet.moment.serverNow) : [0, 0];
    const values = {
      columns: String(columns),
      rows: String(rows),
      figure: `${figure}px`,
      "tile-gap": `${tileGap(this._area)}px`,
      "shift-x": `${x}px`,
      "shift-y": `${y}px`,
    };
    for (const [name, value] of Object.entries(values)) this.style.setProperty(`--${name}`, value);
  }

  #speak(): void {
    const states = new Set(this.#alarms.take(this.#wall.devices).map(({ sensor }) => sensor.state));
    if (states.has("a2")) this.#sound.call("a2");
    else if (states.has("fault")) this.#sound.call("fault");
  }

  #bringUpToDate(): void {
    const app = this.#fleet.data?.app;
    const now = performance.now();
    this.#quietSince = quietSince(this.#quietSince, this.#isQuiet(), now);
    if (!app?.updateReady() || this.#quietSince === undefined || now - this.#quietSince < QUIET_FOR_MS)
      return;
    // Asked once per quiet time: if the new version does not come up, the next quiet minute tries again.
    this.#quietSince = now;
    app.update();
  }

  #isQuiet(): boolean {
    return isQuiet(this.#wall.devices, this.#isLive()) && !this.#wall.tiles.some(({ peak }) => peak);
  }

  readonly #arm = (): void => {
    if (!this.#sound.isArmed) this.#sound.arm();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "kiosk-view": KioskView;
  }
}
