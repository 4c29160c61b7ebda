import { localized } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { calibratedMarkStyles } from "../components/sensor/calibrated-mark.ts";
import { stateMarkStyles } from "../components/sensor/state-mark.ts";
import { waitingText } from "../components/shell/waiting-text.ts";
import { AlarmController } from "../controllers/alarm-controller.ts";
import { AlarmsController } from "../controllers/alarms-controller.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { SessionController } from "../controllers/session-controller.ts";
import { SettledController } from "../controllers/settled-controller.ts";
import { SourceController } from "../controllers/source-controller.ts";
import { inBase } from "../ground/base-path.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { alarmBlockStyles } from "./kiosk/alarm-block-styles.ts";
import type { WallAnswer } from "./kiosk/answer-form.ts";
import { blockStyles } from "./kiosk/block-styles.ts";
import { calmStyles } from "./kiosk/calm-panels.ts";
import { measureIn } from "./kiosk/fit-text.ts";
import { floodStyles } from "./kiosk/flood-rows.ts";
import "./kiosk/kiosk-detail.ts";
import { emptyText, restLine } from "./kiosk/kiosk-counts.ts";
import { kioskHeader, kioskHeaderStyles } from "./kiosk/kiosk-header.ts";
import { type KioskOptions, kioskDefaultsOf, parseKioskOptions } from "./kiosk/kiosk-options.ts";
import { sceneOf, sceneStyles } from "./kiosk/kiosk-scene.ts";
import { helplessScreen, lossScreen, takeoverStyles } from "./kiosk/kiosk-takeover.ts";
import { isShown, type Wall, wallOf } from "./kiosk/kiosk-wall.ts";
import { LinkLoss } from "./kiosk/link-loss.ts";
import { pixelShift, SHIFT_ROOM } from "./kiosk/pixel-shift.ts";
import { presentBlock } from "./kiosk/present-block.ts";
import { isQuiet, QuietUpdates } from "./kiosk/quiet-update.ts";
import type { SceneNeeds } from "./kiosk/scene-needs.ts";
import { sideStyles } from "./kiosk/side-parts.ts";
import { soundControl, soundControlStyles } from "./kiosk/sound-control.ts";
import { TouchController } from "./kiosk/touch-controller.ts";
import { WakeLockController } from "./kiosk/wake-lock-controller.ts";
import { isDanger } from "./kiosk/wall-blocks.ts";
import { WallGuidance } from "./kiosk/wall-guidance.ts";
import { audibleOf, WallSound } from "./kiosk/wall-sound.ts";
import { WallTrends } from "./kiosk/wall-trends.ts";
import { type Area, roomOf, wallUnit } from "./kiosk/wall-unit.ts";
import { WatchdogController } from "./kiosk/watchdog-controller.ts";

/** Least time between two renderings, ms: a wall needs no more, and a small computer behind it is grateful. */
const RENDER_MS = 250;

/** The display of a control room: every place at once, what is abnormal as a block, no hand needed for months. */
@customElement("kiosk-view")
@localized()
export class KioskView extends LitElement {
  static override styles = [
    controlStyles,
    stateMarkStyles,
    kioskHeaderStyles,
    soundControlStyles,
    calibratedMarkStyles,
    sceneStyles,
    blockStyles,
    alarmBlockStyles,
    sideStyles,
    calmStyles,
    floodStyles,
    takeoverStyles,
    css`
      :host {
        position: fixed;
        inset: 0;
        overflow: hidden;
        background: var(--ground);
        color: var(--ink);
      }
      .stage {
        position: absolute;
        inset: ${SHIFT_ROOM}px;
        display: flex;
        flex-direction: column;
        transform: translate(var(--shift-x, 0), var(--shift-y, 0));
      }
      main {
        overflow: hidden;
      }
    `,
  ];

  @state() private _area: Area = { width: 0, height: 0 };

  readonly #fleet = new FleetController(this);
  readonly #measure = measureIn(this);
  readonly #loss = new LinkLoss(this.#fleet, () => performance.now());
  readonly #source = new SourceController(this, (data) => [data.site]);
  readonly #session = new SessionController(this);
  readonly #alarms = new AlarmController(this, this.#fleet, (device) =>
    isShown(device, this.#options.places),
  );
  readonly #openAlarms = new AlarmsController(this);
  readonly #settled = new SettledController(this, () => this.#openAlarms.surety.kind === "live");
  readonly #guidance = new WallGuidance(this, this.#openAlarms);
  readonly #touch = new TouchController(this, this.#openAlarms, this.#session);
  readonly #trends = new WallTrends(this);
  readonly #updates = new QuietUpdates();
  readonly #sound = new WallSound(
    this,
    () => audibleOf(this.#wall, this.#fleet.moment, this.#loss.isLost()),
    () => this.#fleet.data,
  );
  readonly #watchdog = new WatchdogController(this, {
    isLive: () => this.#loss.isLive(),
    isServerHealthy: async () => (await this.#fleet.data?.isServerHealthy()) ?? false,
    reload: () => location.reload(),
  });
  readonly #resize = new ResizeObserver(([entry]) => {
    if (entry) this._area = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  #options: KioskOptions = parseKioskOptions(location.search);
  #wall: Wall | undefined;
  /** As of the last update: asked for after rendering it would lay the page out at once. */
  #screen: Area = { width: 0, height: 0 };
  #renderedAt = Number.NEGATIVE_INFINITY;

  constructor() {
    super();
    this.addController(new WakeLockController());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    document.documentElement.dataset["theme"] = this.#fleet.display.current.theme;
  }

  protected override async scheduleUpdate(): Promise<void> {
    const wait = this.#renderedAt + RENDER_MS - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    this.#renderedAt = performance.now();
    await super.scheduleUpdate();
  }

  override willUpdate(): void {
    this.#screen = { width: innerWidth - 2 * SHIFT_ROOM, height: innerHeight - 2 * SHIFT_ROOM };
    const site = this.#source.data?.site.current();
    this.#options = parseKioskOptions(
      location.search,
      site && kioskDefaultsOf(site.kiosk, this.#session.who),
    );
    const devices = this.#fleet.present();
    this.#wall = wallOf({
      devices,
      alarms: this.#openAlarms.open,
      peaks: this.#alarms.peaks(),
      places: this.#options.places,
      // Before the screen is measured no layout fits it; any serves, since nothing is drawn.
      room: roomOf(
        this._area.width > 0 ? this._area : { width: 1_920, height: 1_000 },
        wallUnit(this.#screen),
      ),
      format: this.#fleet.display.current.format,
      measure: this.#measure,
      now: this.#fleet.moment.serverNow,
    });
    this.#guidance.look(performance.now());
    this.#touch.see(this.#wall.blocks);
    if (this.#fleet.data) this.#trends.follow(this.#fleet.data, this.#wall.devices);
  }

  override render() {
    const wall = this.#wall;
    if (!wall) return nothing;
    const isBelow = wall.scene.kind !== "flood" && wall.scene.side.isBelow;
    return html`<div class="stage">
        ${this.#header(wall)}
        <main class=${isBelow ? "below" : ""}>${this.#scene(wall)}</main>
        ${restLine(wall)}
      </div>
      ${this.#detail(wall)}${this.#takeover(wall)}`;
  }

  override firstUpdated(): void {
    const main = this.renderRoot.querySelector("main");
    if (main) this.#resize.observe(main);
  }

  override updated(): void {
    this.#applyTheme();
    this.#applyLayout();
    // In the frame, which lays the page out anyway; to ask here would do it twice.
    requestAnimationFrame(() => this.#flashTogether());
    this.#speak();
    this.#updates.look(this.#isQuiet(), this.#fleet.data?.app, performance.now());
  }

  /** What flashes, flashes together, whenever it began. */
  #flashTogether(): void {
    for (const animation of this.renderRoot instanceof ShadowRoot ? this.renderRoot.getAnimations() : [])
      if (animation.startTime !== 0) animation.startTime = 0;
  }

  #header(wall: Wall) {
    const { moment, data, display, loaded } = this.#fleet;
    const received = [...(data?.fleet.devices().values() ?? [])].map(({ lastReceivedAt }) => lastReceivedAt);
    return kioskHeader({
      wall,
      isLoaded: loaded,
      surety: this.#openAlarms.surety,
      site: this.#source.data?.site.current().name ?? "",
      places: this.#options.places,
      // Before the server was heard nobody knows what time it is.
      now: moment.isGuess ? undefined : moment.serverNow,
      newest: received.length > 0 ? Math.max(...received) : undefined,
      pulse: data?.fleet.lastLiveAt() ?? 0,
      format: display.current.format,
      sound: soundControl(this.#sound, display.current.format),
    });
  }

  #scene(wall: Wall) {
    if (this._area.width === 0 || !this.#settled.isSettled)
      return html`<p class="empty">${waitingText()}</p>`;
    const { scene } = wall;
    const isEmpty = scene.kind === "calm" && scene.columns.length === 0 && scene.tiles.length === 0;
    if (isEmpty) return html`<p class="empty">${emptyText(wall, this.#fleet.loaded)}</p>`;
    // Without keys: lit's repeat leaves a comment behind for each part that it removes (removePart of 3.3.3), and pages
    // that turn for months would leave millions.
    return sceneOf(scene, this.#sceneNeeds());
  }

  #sceneNeeds(): SceneNeeds {
    const { isGuess, serverNow } = this.#fleet.moment;
    return {
      format: this.#fleet.display.current.format,
      now: isGuess ? undefined : serverNow,
      measure: this.#measure,
      curve: (device, sensor, isWhole) => this.#trends.curve(device, sensor, { now: serverNow, isWhole }),
      guidance: (block) => this.#guidance.firstLine(block),
      present: (block) => presentBlock(block, this.#fleet),
      onTouch: (touched) => this.#touch.touch(touched),
    };
  }

  #detail(wall: Wall) {
    const { touched, givenBy } = this.#touch;
    if (!touched) return nothing;
    return html`<kiosk-detail
      .touched=${touched}
      .wall=${wall}
      .needs=${this.#sceneNeeds()}
      .givenBy=${givenBy}
      .answers=${this.#openAlarms.answers}
      @leave=${() => this.#touch.touch(undefined)}
      @only-place=${({ detail }: CustomEvent<string>) => location.assign(inBase(`/kiosk?place=${encodeURIComponent(detail)}`))}
      @answer=${({ detail }: CustomEvent<WallAnswer>) => this.#touch.answer(detail)}
    ></kiosk-detail>`;
  }

  #takeover(wall: Wall) {
    if (this.#watchdog.isHelpless) return helplessScreen();
    const { moment, data, display } = this.#fleet;
    this.#loss.look();
    if (!this.#loss.isLost()) return "";
    const at = data?.fleet.lastLiveAt();
    return lossScreen({
      isConnecting: moment.link === "connecting",
      lastLive:
        at === undefined ? undefined : { at, ageMs: moment.isGuess ? undefined : moment.serverNow - at },
      wall,
      format: display.current.format,
      site: this.#source.data?.site.current().name ?? "",
      sound: soundControl(this.#sound, display.current.format),
    });
  }

  /** The theme of the address, or of the site's kiosks, holds while this view is on; the person's own choice is not touched. */
  #applyTheme(): void {
    const theme = this.#options.theme ?? this.#fleet.display.current.theme;
    const root = document.documentElement;
    if (root.dataset["theme"] !== theme) root.dataset["theme"] = theme;
  }

  #applyLayout(): void {
    const [x, y] = this.#options.shift ? pixelShift(this.#fleet.moment.serverNow) : [0, 0];
    const values = { u: `${wallUnit(this.#screen)}px`, "shift-x": `${x}px`, "shift-y": `${y}px` };
    for (const [name, value] of Object.entries(values)) this.style.setProperty(`--${name}`, value);
  }

  #speak(): void {
    const states = new Set(this.#alarms.take(this.#wall?.devices ?? []).map(({ sensor }) => sensor.state));
    if (states.has("a2")) this.#sound.callOnce("a2");
    else if (states.has("fault")) this.#sound.callOnce("instrument");
  }

  #isQuiet(): boolean {
    const { devices = [], blocks = [] } = this.#wall ?? {};
    return isQuiet(devices, this.#loss.isLive()) && !blocks.some(isDanger);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "kiosk-view": KioskView;
  }
}
