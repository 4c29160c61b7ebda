import { ContextProvider } from "@lit/context";
import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { appDataContext, displayContext } from "../controllers/contexts.ts";
import { RouterController } from "../controllers/router-controller.ts";
import type { AppData } from "../data/base/app-data.ts";
import type { Route } from "../ground/routes.ts";
import type { DisplayStore } from "../preferences/display.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { loaderOf, loadNotices } from "./lazy-views.ts";
import "../components/shell/app-header.ts";
import "../components/alarm/alarm-announcer.ts";
import "../components/shell/link-banner.ts";
import "../components/base/lazy-part.ts";
import "../views/overview-view.ts";
import { inBase } from "../ground/base-path.ts";

/** What the shell is given by `main.ts`. */
export interface AppParts {
  readonly data: AppData;
  readonly display: DisplayStore;
}

/** The app: chooses the view by the address and provides the data to it. */
@customElement("davy-app")
@localized()
export class DavyApp extends LitElement {
  static override styles = [
    controlStyles,
    css`
    :host {
      display: block;
      min-height: 100dvh;
    }
    main {
      display: block;
      max-width: 2400px;
      margin: 0 auto;
      padding: var(--gap-4) max(var(--gap-4), env(safe-area-inset-right)) var(--gap-6)
        max(var(--gap-4), env(safe-area-inset-left));
    }
    /* Something stopped: the notice beside the app is all that may be seen. Only alarms are still spoken. */
    :host([stopped]) > :not(alarm-announcer) {
      display: none;
    }
    main:focus {
      outline: none;
    }
    .skip {
      position: absolute;
      left: -9999px;
    }
    .skip:focus {
      left: var(--gap-2);
      top: var(--gap-2);
      z-index: 10;
      padding: var(--gap-3);
      background: var(--accent);
      color: var(--on-accent);
    }
    @media (max-width: 720px) {
      main {
        padding-bottom: calc(72px + env(safe-area-inset-bottom));
      }
    }
  `,
  ];

  @property({ attribute: false }) parts: AppParts | undefined;

  readonly #router = new RouterController(this);
  readonly #data = new ContextProvider(this, { context: appDataContext });
  readonly #display = new ContextProvider(this, { context: displayContext });

  override willUpdate(): void {
    if (!this.parts) return;
    this.#data.setValue(this.parts.data);
    this.#display.setValue(this.parts.display);
  }

  override render() {
    if (!this.parts) return nothing;
    const { route } = this.#router;
    // The kiosk fills the screen by itself; everything around it would be chrome that nobody can touch there.
    if (route.view === "kiosk") return html`${viewOf(route)}<alarm-announcer></alarm-announcer>`;
    return html`
      <nav aria-label=${msg("Skip", { id: "shell.skipNav" })}>
        <a class="skip" href="#main" @click=${this.#skip}>
          ${msg("Skip to content", { id: "shell.skip" })}
        </a>
      </nav>
      <app-header .view=${route.view}></app-header>
      <link-banner></link-banner>
      <lazy-part .load=${loadNotices}><app-notices .view=${route.view}></app-notices></lazy-part>
      <main id="main" tabindex="-1">${viewOf(route)}</main>
      <alarm-announcer></alarm-announcer>
    `;
  }

  #skip(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.renderRoot.querySelector("main")?.focus();
  }
}

function viewOf(route: Route): TemplateResult {
  return html`<lazy-part .load=${loaderOf(route.view)}>${elementOf(route)}</lazy-part>`;
}

function elementOf(route: Route): TemplateResult {
  switch (route.view) {
    case "overview":
      return html`<overview-view></overview-view>`;
    case "device":
      return html`<device-view .device=${route.device}></device-view>`;
    case "graph":
      return html`<graph-view></graph-view>`;
    case "settings":
      return html`<settings-view></settings-view>`;
    case "kiosk":
      return html`<kiosk-view></kiosk-view>`;
    default:
      return html`<h1>${msg("There is no such page", { id: "shell.missing" })}</h1>
        <p><a href=${inBase("/")}>${msg("To the overview", { id: "shell.toOverview" })}</a></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "davy-app": DavyApp;
  }
}
