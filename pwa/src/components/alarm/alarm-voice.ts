import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { CallPlayer } from "../../controllers/call-player.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { alarmSteps, SourceController } from "../../controllers/source-controller.ts";
import { CallPace, callFor, Silence } from "../../rules/alarm-calls.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";

/** A link that is lost for less is none to cry for, ms: a hand-over, a lift, another network. */
const LOST_MS = 10_000;

/**
 * Sounds the alarms of an open page, one call at a time, until somebody answers or silences them for two minutes. Only a page
 * that was touched may speak, and only one that was live can have lost something. Where something would be heard and is not,
 * since nobody touched the page or somebody turned its sound off, it says so.
 */
@customElement("alarm-voice")
@localized()
export class AlarmVoice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: contents;
      }
      button {
        flex: none;
        grid-area: voice;
        margin-inline-start: auto;
      }
      /* Nobody hears of an alarm: the loudest thing beside it, in no colour of an alarm. */
      button.mute {
        color: var(--ground);
        background: var(--ink);
      }
      /* The head of the page has room for its words on a wide screen alone. */
      @media (max-width: 1699px) {
        button {
          padding: 0;
        }
        span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  readonly #shown = new ShownAlarmsController(this);
  readonly #player = new CallPlayer(() => this.requestUpdate());
  readonly #silence = new Silence();
  readonly #pace = new CallPace();
  #lostSince: number | undefined;
  #wasLive = false;

  constructor() {
    super();
    new SourceController(this, alarmSteps);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("pointerdown", this.#arm);
    window.addEventListener("keydown", this.#arm);
    // The page may have been touched before this code was there.
    if (navigator.userActivation?.hasBeenActive) this.#arm();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("pointerdown", this.#arm);
    window.removeEventListener("keydown", this.#arm);
    this.#player.stop();
  }

  override updated(): void {
    const call = this.#pace.next(this.#isOff ? undefined : this.#call(), performance.now());
    if (call) void this.#player.play(call);
  }

  override render() {
    if (this.#call() === undefined) return nothing;
    if (this.#isOff || !this.#player.isArmed)
      return this.#button("mute", msg("Sound is off – turn on", { id: "alarm.mute" }), this.#turnOn);
    return this.#button("silence", msg("Silence 2 min", { id: "alarm.silence" }), this.#beSilent);
  }

  #button(name: "mute" | "silence", word: string, act: () => void) {
    return html`<button class=${name} title=${word} @click=${act}>${icon("volumeOff")}<span>${word}</span></button>`;
  }

  get #isOff(): boolean {
    return this.#shown.fleet.display.current.preferences.sound === "off";
  }

  #call() {
    const { open, now } = this.#shown;
    return callFor({ alarms: open, now, isLost: this.#isLost(), silence: this.#silence });
  }

  /** Whether a page that was live is so no more, while somebody looks at it. */
  #isLost(): boolean {
    const { link } = this.#shown.fleet.moment;
    this.#wasLive ||= link === "live";
    const isAway = link === "lost" && this.#wasLive;
    this.#lostSince = isAway ? (this.#lostSince ?? performance.now()) : undefined;
    return this.#lostSince !== undefined && performance.now() - this.#lostSince >= LOST_MS;
  }

  readonly #beSilent = (): void => {
    const { open, now } = this.#shown;
    this.#silence.begin(open, now, { isLost: this.#isLost() });
    this.requestUpdate();
  };

  readonly #turnOn = (): void => {
    this.#shown.fleet.display.set({ sound: "on" });
    this.#player.arm();
  };

  readonly #arm = (): void => {
    if (!this.#player.isArmed && navigator.userActivation?.hasBeenActive !== false)
      this.#player.arm({ isHeard: false });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-voice": AlarmVoice;
  }
}
