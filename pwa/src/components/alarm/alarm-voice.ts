import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { CallPlayer } from "../../controllers/call-player.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { CallPace, callFor, Silence } from "../../rules/alarm-calls.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";

/** A link that is lost for less is none to cry for, ms: a hand-over, a lift, another network. */
const LOST_MS = 10_000;

/**
 * Sounds the alarms of an open page, one call at a time, until somebody answers or silences them for two minutes. Only a page
 * that was touched may speak, and only one that was live can have lost something.
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
    const call = this.#pace.next(this.#call(), performance.now());
    if (call) this.#player.play(call);
  }

  override render() {
    if (!this.#player.isArmed || this.#call() === undefined) return nothing;
    const word = msg("Silence 2 min", { id: "alarm.silence" });
    return html`<button title=${word} @click=${this.#beSilent}>${icon("volumeOff")}<span>${word}</span></button>`;
  }

  #call() {
    if (this.#shown.fleet.display.current.preferences.sound === "off") return undefined;
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
