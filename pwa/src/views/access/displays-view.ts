import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { DisplayAnswer } from "../../../../shared/wire/displays.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptState } from "../../components/access/attempt-state.ts";
import { closedPage, pageHead, waitingWords } from "../../components/access/page-head.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController, type Work } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { PAIRING_CODE } from "../../ground/routes.ts";
import { contactText, placesText, problemText } from "../../i18n/access-texts.ts";
import { placesOf } from "../../rules/places.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "./access-page-styles.ts";
import "../../components/access/display-form.ts";
import "../../components/access/pair-display.ts";

/** The screens on walls: which there are, whether they are there, and how a new one is let in. */
@customElement("displays-view")
@localized()
export class DisplaysView extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles];

  readonly #session = new SessionController(this);
  readonly #fleet = new FleetController(this);
  readonly #attempt = new AttemptController(this);
  readonly #displays = new PolledController(this, (verbs) => verbs.displays());

  override render() {
    const title = msg("Displays", { id: "access.displays" });
    const closed = closedPage(this.#session, { needsAdmin: true });
    if (closed) return html`${pageHead(title)}${closed}`;
    return html`${pageHead(title)}
      <section>
        <h2>${msg("Let a screen in", { id: "pairing.title2" })}</h2>
        <p class="note">
          ${msg("Open the address of this server followed by /kiosk on the screen. It shows a code.", { id: "pairing.how" })}
        </p>
        <pair-display
          .code=${new URLSearchParams(location.search).get(PAIRING_CODE) ?? ""}
          .places=${this.#places()}
          @davy-done=${() => void this.#displays.refresh()}
        ></pair-display>
      </section>
      <section>
        <h2>${msg("Displays", { id: "access.displays" })}</h2>
        ${attemptState(this.#attempt)} ${this.#list()}
      </section>`;
  }

  #places(): string[] {
    return placesOf(this.#fleet.data?.fleet.devices().values() ?? []);
  }

  #list() {
    const { value, problem } = this.#displays;
    if (!value) return waitingWords(problem && problemText(problem, 0));
    if (value.length === 0)
      return html`<p>${msg("No screen was let in yet.", { id: "access.noDisplays" })}</p>`;
    return html`<ul class="rows">
      ${value.map((display) => html`<li>${this.#display(display)}</li>`)}
    </ul>`;
  }

  #display(display: DisplayAnswer) {
    const { name, places, from } = display;
    return html`<details>
      <summary>
        <span class="row">
          <span class="what"><strong>${name}</strong><small>${placesText(places)}</small></span>
          <span class="what">${this.#presence(display)}<small>${from}${this.#build(display)}</small>${this.#soundTest(display)}</span>
        </span>
        ${icon("chevronDown")}
      </summary>
      <display-form
        .display=${display}
        .places=${this.#places()}
        .change=${(work: Work) => this.#do(work)}
      ></display-form>
    </details>`;
  }

  /** A screen that is gone must not look as if it were there. */
  #presence({ isPresent, lastContactAt }: DisplayAnswer) {
    if (isPresent) return msg("there", { id: "access.present" });
    // One that was let in a moment ago has yet to ask by itself.
    if (lastContactAt === null) return msg("not heard yet", { id: "access.notHeard" });
    const { serverNow } = this.#fleet.moment;
    const contact = contactText(lastContactAt, serverNow, this.#fleet.display.current.format);
    return html`<strong>⚠ ${msg(str`not there: ${contact}`, { id: "access.absent" })}</strong>`;
  }

  #build({ build }: DisplayAnswer) {
    if (build === "") return nothing;
    const isOld = build !== this.#session.data?.app.build;
    const words = msg(str`build ${build}`, { id: "settings.build" });
    return `, ${words}${isOld ? ` (${msg("older or newer than this screen’s", { id: "access.otherBuild" })})` : ""}`;
  }

  /** One that failed stands out: nobody would hear an alarm there. */
  #soundTest({ soundTest }: DisplayAnswer) {
    if (!soundTest) return nothing;
    const { serverNow } = this.#fleet.moment;
    const time = this.#fleet.display.current.format.time(soundTest.at, serverNow);
    return soundTest.passed
      ? html`<small>${msg(str`sound test passed, ${time}`, { id: "access.soundPassed" })}</small>`
      : html`<strong>⚠ ${msg(str`sound test failed, ${time}`, { id: "access.soundFailed" })}</strong>`;
  }

  async #do(work: Work): Promise<boolean> {
    const isDone = await this.#attempt.run(work);
    if (isDone) await this.#displays.refresh();
    return isDone;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "displays-view": DisplaysView;
  }
}
