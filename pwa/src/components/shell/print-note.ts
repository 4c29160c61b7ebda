import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { zoneName } from "../../i18n/zone-name.ts";
import type { Display } from "../../preferences/display.ts";
import type { ThemeName } from "../../styles/colours.ts";

/**
 * Says on paper, where "now" and "live" stay as they were, when it was printed and until when the data goes. Paper is white: the dark theme
 * is the light one there.
 */
@customElement("print-note")
@localized()
export class PrintNote extends LitElement {
  static override styles = css`
    p {
      margin: 0 0 0.75rem;
      font-size: 0.8125rem;
    }
  `;

  @state() private _isPrinting = false;
  readonly #fleet = new FleetController(this);
  #listening: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const listening = new AbortController();
    this.#listening = listening;
    // Before the charts, which are drawn anew in the colours of the page.
    const options = { signal: listening.signal, capture: true };
    window.addEventListener("beforeprint", () => this.#begin(), options);
    window.addEventListener("afterprint", () => this.#end(), options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.abort();
  }

  override render() {
    return this._isPrinting ? html`<p>${this.#words()}</p>` : nothing;
  }

  #begin(): void {
    this._isPrinting = true;
    this.#theme(({ theme }) => (theme === "dark" ? "light" : theme));
  }

  #end(): void {
    this._isPrinting = false;
    this.#theme(({ theme }) => theme);
  }

  #theme(of: (display: Display) => ThemeName): void {
    document.documentElement.dataset["theme"] = of(this.#fleet.display.current);
  }

  #words(): string {
    const { moment, display, data } = this.#fleet;
    const { format } = display.current;
    const at = `${format.moment(moment.serverNow)} (${zoneName(format)})`;
    if (moment.link === "live")
      return msg(str`Printed on ${at}. What is called “now” or “live” here was so at that time.`, {
        id: "shell.printed",
      });
    const until = data?.fleet.lastLiveAt();
    if (until === undefined)
      return msg(str`Printed on ${at}, without a connection: nothing here was live.`, {
        id: "shell.printedOld",
      });
    const end = format.moment(until);
    return msg(str`Printed on ${at}, without a connection: the data goes until ${end}.`, {
      id: "shell.printedUntil",
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "print-note": PrintNote;
  }
}
