import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptProblem } from "../../components/access/attempt-words.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import type { AccessVerbs } from "../../data/base/access-verbs.ts";
import type { PushSource } from "../../data/base/app-data.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "./access-page-styles.ts";

/** The switch for alarms on this phone; nothing where no channel leads to phones. */
@customElement("phone-alarms")
@localized()
export class PhoneAlarms extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles];

  @state() private _problem = "";
  readonly #session = new SessionController(this);
  readonly #attempt = new AttemptController(this);
  readonly #standing = new PolledController(this, (verbs) => this.#look(verbs));

  override render() {
    const standing = this.#standing.value;
    const push = this.#session.data?.app.push;
    if (!push || !standing || standing.key === null) return nothing;
    return html`<section>
      <h2>${msg("Alarms on this phone", { id: "push.title" })}</h2>
      ${this.#switch(push, { key: standing.key, isOn: standing.isOn })}
      <p class="note">
        ${msg("They come by the servers of your browser’s maker: without internet, on the site or on this phone, none comes. The instrument’s own alarm has priority.", { id: "push.limits" })}
      </p>
    </section>`;
  }

  #switch(push: PushSource, { key, isOn }: { readonly key: string; readonly isOn: boolean }) {
    const way = push.way();
    if (way !== "ready") return html`<p>${notReadyText(way)}</p>`;
    return html`<p role="status">
        ${
          isOn
            ? msg("On: alarms of which you are to be told ring here, also in a pocket.", { id: "push.on" })
            : msg("Off: this phone is told nothing while the app is closed.", { id: "push.off" })
        }
      </p>
      ${attemptProblem(this.#attempt)}
      ${this._problem === "" ? nothing : html`<p class="problem" role="alert">${this._problem}</p>`}
      <div class="actions">
        <button
          class=${isOn ? "" : "primary"}
          ?disabled=${this.#attempt.isBusy}
          @click=${() => (isOn ? this.#turnOff(push) : this.#turnOn(push, key))}
        >
          ${isOn ? msg("Switch off", { id: "push.turnOff" }) : msg("Switch on", { id: "push.turnOn" })}
        </button>
      </div>`;
  }

  /** Both must say so: what the server knows, and what this browser has. */
  async #look(verbs: AccessVerbs) {
    const { key, isOn } = await verbs.phoneAlarms();
    const push = this.#session.data?.app.push;
    const phone = key === null ? undefined : await push?.current(key);
    return { key, isOn: isOn && phone !== undefined };
  }

  async #turnOn(push: PushSource, key: string): Promise<void> {
    this._problem = "";
    // First, while the tap counts: browsers ask only then.
    const phone = await push.subscribe(key).catch(() => null);
    if (phone) await this.#attempt.run((verbs) => verbs.keepPhone(phone));
    else
      this._problem =
        phone === null
          ? msg("The browser could not register with its maker’s server. It needs the internet.", {
              id: "push.unreachable",
            })
          : msg("The browser was not allowed to show notifications.", { id: "push.refused" });
    await this.#standing.refresh();
  }

  async #turnOff(push: PushSource): Promise<void> {
    this._problem = "";
    await this.#attempt.run((verbs) => verbs.dropPhone());
    // The server tells it nothing any more; the browser's own end of it may wait.
    await push.unsubscribe().catch(() => undefined);
    await this.#standing.refresh();
  }
}

function notReadyText(way: Exclude<ReturnType<PushSource["way"]>, "ready">): string {
  switch (way) {
    case "install":
      return msg(
        "On an iPhone alarms come to the app on the home screen alone. Add it there, and switch them on in it.",
        {
          id: "push.installFirst",
        },
      );
    case "denied":
      return msg(
        "This page may not show notifications. Allow them in the browser’s settings for this page.",
        {
          id: "push.denied",
        },
      );
    case "none":
      return msg(
        "This browser cannot be woken by alarms: it needs HTTPS, and a browser that knows push messages.",
        { id: "push.none" },
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "phone-alarms": PhoneAlarms;
  }
}
