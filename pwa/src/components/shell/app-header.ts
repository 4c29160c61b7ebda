import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import type { Shown } from "../../data/base/gate.ts";
import { inBase } from "../../ground/base-path.ts";
import { SETTINGS_PAGES } from "../../ground/routes.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { type IconName, icon } from "../base/icons.ts";
import { appHeaderStyles } from "./app-header-styles.ts";

interface Destination {
  readonly view: Shown["view"];
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
}

function destinations(): readonly Destination[] {
  return [
    {
      view: "overview",
      href: inBase("/"),
      icon: "layoutGrid",
      label: msg("Overview", { id: "shell.nav.overview" }),
    },
    {
      view: "alarms",
      href: inBase("/alarms"),
      icon: "siren",
      label: msg("Alarms", { id: "shell.nav.alarms" }),
    },
    {
      view: "graph",
      href: inBase("/graph"),
      icon: "chartLine",
      label: msg("Graph", { id: "shell.nav.graph" }),
    },
    {
      view: "kiosk",
      href: inBase("/kiosk"),
      icon: "monitor",
      label: msg("Kiosk", { id: "shell.nav.kiosk" }),
    },
    {
      view: "settings",
      href: inBase("/settings"),
      icon: "sliders",
      label: msg("Settings", { id: "shell.nav.settings" }),
    },
  ];
}

/** The way around the app, and whether it is live. At the thumb on phones, at the top elsewhere. */
@customElement("app-header")
@localized()
export class AppHeader extends LitElement {
  static override styles = [controlStyles, appHeaderStyles];

  @property() view: Shown["view"] = "overview";
  readonly #fleet = new FleetController(this);
  readonly #source = new SourceController(this, (data) => [data.site, data.alarms]);

  override render() {
    return html`
      <header>
        ${this.#name()}
        <nav aria-label=${msg("Main", { id: "shell.nav" })}>
          ${destinations().map(
            (
              to,
            ) => html`<a href=${to.href} class=${to.view} aria-current=${this.#isHere(to) ? "page" : nothing}>
              ${icon(to.icon)}<span>${to.label}</span>${to.view === "alarms" ? this.#badge() : nothing}
            </a>`,
          )}
        </nav>
        <slot></slot>
        ${this.#fleet.data ? this.#link() : nothing} ${this.#tools()}
      </header>
    `;
  }

  /** Within one tap from every view: the search of the overview, on a phone, and the theme for sunlight. */
  #tools() {
    const isContrast = this.#fleet.display.current.theme === "contrast";
    return html`<span class="tools">
      <a class="search" href=${inBase("/?q=")} aria-label=${msg("Find", { id: "shell.find" })}>${icon("search")}</a>
      <button
        class="plain"
        aria-pressed=${isContrast}
        aria-label=${msg("High contrast", { id: "shell.contrast" })}
        @click=${this.#switchContrast}
      >
        ${icon("contrast")}
      </button>
    </span>`;
  }

  /** To the contrast theme, and back to what was chosen before. */
  readonly #switchContrast = (): void => {
    const { theme, preferences } = this.#fleet.display.current;
    const back = preferences.calmTheme === "contrast" ? "system" : preferences.calmTheme;
    const next =
      theme === "contrast"
        ? { theme: preferences.theme === "contrast" ? back : ("light" as const) }
        : { theme: "contrast" as const, calmTheme: preferences.theme };
    this.#fleet.display.set(next);
  };

  /** Alarms that nobody has answered, be they over or not. */
  #badge() {
    const count = this.#source.data?.alarms.unanswered();
    if (!count) return nothing;
    const words = msg(str`not acknowledged: ${count}`, { id: "shell.nav.unanswered" });
    return html`<b class="badge" aria-label=${words} role="img">${count > 99 ? "99+" : count}</b>`;
  }

  /** Who looks after several sites must see at a glance which one this is. */
  #name() {
    return html`<span class="name">${this.#source.data?.site.current().name || "Davy"}</span>`;
  }

  #isHere({ view }: Destination): boolean {
    if (view === "alarms" && this.view === "alarm") return true;
    if (view === "settings" && SETTINGS_PAGES.some((page) => page === this.view)) return true;
    return view === this.view || (view === "overview" && this.view === "device");
  }

  #link() {
    const { format } = this.#fleet.display.current;
    const { link, serverNow } = this.#fleet.moment;
    const isLive = link === "live";
    const word = isLive ? msg("Live", { id: "shell.live" }) : msg("Not live", { id: "shell.notLive" });
    return html`<span class="link">${icon(isLive ? "wifi" : "wifiOff")}
      <span>${word}${isLive ? html` · <time>${format.clock(serverNow)}</time>` : nothing}</span></span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "app-header": AppHeader;
  }
}
