import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessStyles } from "./access-styles.ts";
import { attemptProblem } from "./attempt-words.ts";
import { groupedCode } from "./grouped-code.ts";

/** The eight letters by which the app on an iPhone's home screen is signed in as who is signed in here. */
@customElement("app-letters")
@localized()
export class AppLetters extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      .letters {
        margin: var(--gap-3) 0 0;
        font: 700 2rem / 1.3 var(--mono);
        letter-spacing: 0.08em;
        white-space: nowrap;
      }
    `,
  ];

  /** Asks for letters by itself; else when somebody taps. */
  @property({ type: Boolean }) atOnce = false;

  @state() private _letters = "";
  readonly #attempt = new AttemptController(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.atOnce) void this.updateComplete.then(this.#ask);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this._letters = "";
  }

  override render() {
    if (this._letters !== "")
      return html`<p class="letters" role="status">${groupedCode(this._letters)}</p>
        <p class="note">
          ${msg("Good once, for ten minutes, and as good as a password: show them to nobody.", { id: "access.lettersNote" })}
        </p>`;
    return html`${attemptProblem(this.#attempt)}
      <div class="actions">
        <button ?disabled=${this.#attempt.isBusy || this.#attempt.waitSeconds > 0} @click=${this.#ask}>
          ${msg("Show the letters", { id: "access.showLetters" })}
        </button>
      </div>`;
  }

  readonly #ask = async (): Promise<void> => {
    await this.#attempt.run(async (verbs) => {
      const { code, lifeMs } = await verbs.handOver();
      if (!this.isConnected) return;
      this._letters = code;
      // What is shown longer than it is taken sends people into a refusal.
      this.#timer = setTimeout(() => {
        this._letters = "";
      }, lifeMs);
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "app-letters": AppLetters;
  }
}
