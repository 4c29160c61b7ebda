import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import type { Shown } from "../../data/base/gate.ts";
import { inBase } from "../../ground/base-path.ts";
import { SETTINGS_PAGES } from "../../ground/routes.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { type IconName, icon } from "../base/icons.ts";

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
      icon: "settings",
      label: msg("Settings", { id: "shell.nav.settings" }),
    },
  ];
}

/** The way around the app, and whether it is live. At the thumb on phones, at the top elsewhere. */
@customElement("app-header")
@localized()
export class AppHeader extends LitElement {
  static override styles = [
    controlStyles,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--gap-4);
        padding: 0 max(var(--gap-4), env(safe-area-inset-left));
        background: var(--card);
        border-bottom: var(--border) solid var(--line);
      }
      .name {
        font-weight: 700;
        color: var(--text);
        letter-spacing: 0.01em;
        /* A long name gives way to where one can go, and to whether all of this is live. */
        flex: 0 1 auto;
        min-width: 2.75rem;
        max-width: 24em;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .site {
        font-weight: 500;
      }
      nav {
        display: flex;
        gap: var(--gap-1);
      }
      nav a {
        display: inline-flex;
        align-items: center;
        gap: var(--gap-2);
        min-height: 52px;
        padding: 0 var(--gap-3);
        color: var(--muted);
        font-weight: 600;
        text-decoration: none;
        border-block: 3px solid transparent;
      }
      nav a[aria-current] {
        color: var(--accent);
        border-bottom-color: var(--accent);
      }
      .badge {
        display: inline-grid;
        place-items: center;
        min-width: 22px;
        height: 22px;
        padding: 0 6px;
        border-radius: 11px;
        background: var(--a2);
        color: var(--on-a2);
        font-size: clamp(13px, var(--text-note), 15px);
        font-weight: 700;
        line-height: 1;
      }
      .link {
        margin-inline-start: auto;
        display: inline-flex;
        align-items: center;
        gap: var(--gap-2);
        color: var(--muted);
        font-size: 0.875rem;
        white-space: nowrap;
      }
      /* A phone held across, in German: the clock must not be pushed beyond the edge. */
      @media (max-width: 1000px) {
        /* A display is no place to go to from a phone or a tablet; settings lead there. */
        nav .kiosk {
          display: none;
        }
      }
      @media (max-width: 800px) {
        header {
          gap: var(--gap-2);
        }
        nav a {
          gap: var(--gap-1);
          padding: 0 var(--gap-2);
        }
      }
      @media (max-width: 720px) {
        header {
          min-height: 44px;
        }
        .name {
          flex-shrink: 999;
        }
        /* Text twice as large: once the name has given way, whether all of this is live takes two lines. */
        .link {
          white-space: normal;
        }
        nav {
          position: fixed;
          inset: auto 0 0;
          z-index: 5;
          display: grid;
          grid-template-columns: repeat(4, minmax(0, 1fr));
          gap: 0;
          padding-bottom: env(safe-area-inset-bottom);
          background: var(--card);
          border-top: var(--border) solid var(--line);
        }
        nav a {
          position: relative;
          flex-direction: column;
          justify-content: center;
          gap: 2px;
          padding: var(--gap-1) 0;
          min-height: 56px;
          /* Four words side by side: they cannot grow beyond their columns, whatever the size of text. */
          font-size: min(0.75rem, max(11px, 3.3vw));
          line-height: 1rem;
          font-weight: 500;
        }
        nav a svg.lucide {
          width: 22px;
          height: 22px;
        }
        .badge {
          position: absolute;
          top: 4px;
          left: calc(50% + 6px);
          box-shadow: 0 0 0 2px var(--sheet);
        }
        nav a[aria-current] {
          border-bottom-color: transparent;
          border-top-color: var(--accent);
        }
      }
    `,
  ];

  @property() view: Shown["view"] = "overview";
  readonly #fleet = new FleetController(this);
  readonly #source = new SourceController(this, (data) => [data.site, data.alarms]);

  override render() {
    return html`
      <header>
        <span class="name">Davy${this.#siteName()}</span>
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
        ${this.#fleet.data ? this.#link() : nothing}
      </header>
    `;
  }

  /** Alarms that nobody has answered, be they over or not. */
  #badge() {
    const count = this.#source.data?.alarms.unanswered();
    if (!count) return nothing;
    const words = msg(str`not acknowledged: ${count}`, { id: "shell.nav.unanswered" });
    return html`<b class="badge" aria-label=${words} role="img">${count > 99 ? "99+" : count}</b>`;
  }

  /** Who looks after several sites must see at a glance which one this is. */
  #siteName() {
    const name = this.#source.data?.site.current().name;
    return name ? html`<span class="site"> · ${name}</span>` : nothing;
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
