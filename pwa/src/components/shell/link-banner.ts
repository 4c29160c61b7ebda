import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { ageUnknown } from "../../i18n/age-texts.ts";
import { icon } from "../base/icons.ts";

/** Says that nothing on the page is live, and until when the data goes. Empty while the link is live. */
@customElement("link-banner")
@localized()
export class LinkBanner extends LitElement {
  static override styles = css`
    .banner {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: var(--gap-2);
      padding: var(--gap-2) var(--gap-4);
      background-color: var(--stale);
      color: var(--on-stale);
      font-weight: 600;
    }
    svg {
      flex: none;
      width: 1.25em;
      height: 1.25em;
    }
  `;

  readonly #fleet = new FleetController(this);

  override render() {
    return html`<div role="status">${this.#fleet.data ? this.#banner() : nothing}</div>`;
  }

  #banner() {
    const { link } = this.#fleet.moment;
    // Before the first word there is nothing that could be taken for live; the header and the view say so. To push the
    // page down for that moment would only move what is being read or aimed at.
    if (link === "live" || (link === "connecting" && this.#dataUntil() === undefined)) return nothing;
    return html`<div class="banner" data-link=${link}>${icon("wifiOff")}<span>${this.#words(link)}</span></div>`;
  }

  #words(link: "connecting" | "lost" | "asleep"): string {
    const until = this.#dataUntil();
    const isTrying = link === "connecting" || link === "asleep";
    if (until === undefined)
      return isTrying
        ? msg("Connecting …", { id: "shell.connecting" })
        : msg("Offline – no data yet", { id: "shell.offlineEmpty" });
    const { serverNow, isGuess } = this.#fleet.moment;
    const { format } = this.#fleet.display.current;
    const time = isGuess ? format.dateTime(until) : format.time(until, serverNow);
    const words = isTrying
      ? msg(str`Connecting … – data until ${time}`, { id: "shell.connectingUntil" })
      : msg(str`Offline – data until ${time}`, { id: "shell.offlineUntil" });
    return isGuess ? `${words} – ${ageUnknown()}` : words;
  }

  /** When the link was last live; after a start without one, when the newest cached reading came in. */
  #dataUntil(): number | undefined {
    const { data } = this.#fleet;
    const received = [...(data?.fleet.devices().values() ?? [])].map(({ receivedAt }) => receivedAt);
    return data?.fleet.lastLiveAt() ?? (received.length > 0 ? Math.max(...received) : undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "link-banner": LinkBanner;
  }
}
