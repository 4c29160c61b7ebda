import { ContextProvider } from "@lit/context";
import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { appDataContext, displayContext } from "../controllers/contexts.ts";
import { RouterController } from "../controllers/router-controller.ts";
import type { AppData } from "../data/base/app-data.ts";
import { gate, type Shown } from "../data/base/gate.ts";
import { ENTRANCES } from "../ground/routes.ts";
import type { DisplayStore } from "../preferences/display.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { loadAnnouncer, loadAround, loadEntrance, loaderOf } from "./lazy-views.ts";
import "../components/shell/app-header.ts";
import "../components/shell/link-banner.ts";
import "../components/base/lazy-part.ts";

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
      max-width: 150rem;
      margin: 0 auto;
      padding: var(--gap-3) max(var(--gap-5), env(safe-area-inset-right)) calc(var(--gap-6) + var(--overlay))
        max(var(--gap-5), env(safe-area-inset-left));
    }
    /* Something stopped: the notice beside the app is all that may be seen. Only alarms are still spoken. */
    :host([stopped]) > :not(.ear) {
      display: none;
    }
    main:focus {
      outline: none;
    }
    .skip {
      position: absolute;
      inset-inline-start: -9999px;
    }
    .skip:focus {
      inset: var(--gap-2) auto auto var(--gap-2);
      z-index: 10;
      padding: var(--gap-3);
      background: var(--accent);
      color: var(--on-accent);
    }
    /* On paper there is what a view shows, and nothing around it but how old it is. */
    @media print {
      :host > :not(main, .paper) {
        display: none;
      }
      main {
        max-width: none;
        padding: 0;
      }
    }
    @media (max-width: 720px) {
      main {
        padding-inline: max(var(--gap-3), env(safe-area-inset-left)) max(var(--gap-3), env(safe-area-inset-right));
        padding-bottom: calc(72px + var(--overlay) + env(safe-area-inset-bottom));
      }
    }
  `,
  ];

  @property({ attribute: false }) parts: AppParts | undefined;

  readonly #router = new RouterController(this);
  readonly #data = new ContextProvider(this, { context: appDataContext });
  readonly #display = new ContextProvider(this, { context: displayContext });

  #endSession = () => {};
  #hasEntrance = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endSession();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!this.parts) return;
    const { data, display } = this.parts;
    this.#data.setValue(data);
    this.#display.setValue(display);
    if (!changed.has("parts")) return;
    this.#endSession();
    this.#endSession = data.session.subscribe(() => this.requestUpdate());
  }

  override updated(): void {
    const standing = this.parts?.data.session.standing();
    if (this.#hasEntrance || standing?.kind !== "in" || standing.me.who.kind === "open") return;
    this.#hasEntrance = true;
    // Tried again when it is needed.
    void loadEntrance().catch(() => undefined);
  }

  override render() {
    if (!this.parts) return nothing;
    const shown = gate(this.#router.route, this.parts.data.session.standing());
    // These fill the screen by themselves; everything around them would be chrome that nobody can touch there.
    if (isWhole(shown))
      return html`${viewOf(shown)}${shown.view === "kiosk" ? html`<lazy-part class="ear" .load=${loadAnnouncer}><alarm-announcer></alarm-announcer></lazy-part>` : nothing}`;
    return html`
      <nav aria-label=${msg("Skip", { id: "shell.skipNav" })}>
        <a class="skip" href="#main" @click=${this.#skip}>
          ${msg("Skip to content", { id: "shell.skip" })}
        </a>
      </nav>
      <app-header .view=${shown.view}>
        <lazy-part .load=${loadAround}><alarm-banner .view=${shown.view}></alarm-banner></lazy-part>
      </app-header>
      <link-banner></link-banner>
      <lazy-part class="paper" .load=${loadAround}><app-notices .view=${shown.view}></app-notices></lazy-part>
      <lazy-part .load=${loadAround}><alarm-layer></alarm-layer></lazy-part>
      <main id="main" tabindex="-1">${viewOf(shown)}</main>
      <lazy-part class="ear" .load=${loadAround}><alarm-announcer></alarm-announcer></lazy-part>
    `;
  }

  #skip(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.renderRoot.querySelector("main")?.focus();
  }
}

const WHOLE = ["kiosk", "device-label", "pairing", "gone", ...ENTRANCES] as const;

function isWhole({ view }: Shown): boolean {
  return WHOLE.some((name) => name === view);
}

function viewOf(shown: Shown): TemplateResult {
  return html`<lazy-part .load=${loaderOf(shown.view)}>${elementOf(shown)}</lazy-part>`;
}

function elementOf(shown: Shown): TemplateResult {
  switch (shown.view) {
    case "device":
      return html`<device-view .device=${shown.device}></device-view>`;
    case "device-settings":
      return html`<device-settings-view .device=${shown.device}></device-settings-view>`;
    case "device-label":
      return html`<device-label-view .device=${shown.device}></device-label-view>`;
    case "alarm":
      return html`<alarm-view .alarm=${shown.alarm}></alarm-view>`;
    default:
      return plainView(shown.view);
  }
}

/** A view that needs to be told nothing has the element of its name; a template for each would be a part of the first screen. */
function plainView(
  view: Exclude<Shown, { readonly device: string } | { readonly alarm: string }>["view"],
): TemplateResult {
  return html`${unsafeHTML(`<${view}-view></${view}-view>`)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "davy-app": DavyApp;
  }
}
