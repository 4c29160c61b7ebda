import { localized, msg } from "@lit/localize";
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
        nav a[aria-current] {
          border-bottom-color: transparent;
          border-top-color: var(--accent);
        }
      }
    `,
  ];

  @property() view: Shown["view"] = "overview";
  readonly #fleet = new FleetController(this);
  readonly #source = new SourceController(this, (data) => [data.site]);

  override render() {
    return html`
      <header>
        <span class="name">Davy${this.#siteName()}</span>
        <nav aria-label=${msg("Main", { id: "shell.nav" })}>
          ${destinations().map(
            (to) => html`<a href=${to.href} aria-current=${this.#isHere(to) ? "page" : nothing}>
              ${icon(to.icon)}<span>${to.label}</span>
            </a>`,
          )}
        </nav>
        ${this.#fleet.data ? this.#link() : nothing}
      </header>
    `;
  }

  /** Who looks after several sites must see at a glance which one this is. */
  #siteName() {
    const name = this.#source.data?.site.current().name;
    return name ? html`<span class="site"> · ${name}</span>` : nothing;
  }

  #isHere({ view }: Destination): boolean {
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
