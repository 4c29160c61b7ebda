import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { SessionController } from "../../controllers/session-controller.ts";
import type { Me } from "../../data/base/session.ts";
import { entranceHref, type SettingsPage, settingsHref } from "../../ground/routes.ts";
import { roleText } from "../../i18n/access-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { type IconName, icon } from "../base/more-icons.ts";
import { setUpWords } from "./page-head.ts";

interface Link {
  readonly page: SettingsPage;
  readonly icon: IconName;
  readonly label: string;
  readonly means: string;
}

function links(): readonly Link[] {
  return [
    {
      page: "people",
      icon: "users",
      label: msg("People and phones", { id: "access.people" }),
      means: msg("who reads, answers and changes; add a phone", { id: "access.peopleMeans" }),
    },
    {
      page: "gateways",
      icon: "key",
      label: msg("Gateways", { id: "access.gateways" }),
      means: msg("what posts, and its keys", { id: "access.gatewaysMeans" }),
    },
    {
      page: "entrances",
      icon: "plus",
      label: msg("Entrances", { id: "entrances.title" }),
      means: msg("LoRaWAN, MQTT, Telegraf: how their values are read", { id: "entrances.means" }),
    },
    {
      page: "displays",
      icon: "monitor",
      label: msg("Displays", { id: "access.displays" }),
      means: msg("screens on walls", { id: "access.displaysMeans" }),
    },
    {
      page: "notices",
      icon: "phone",
      label: msg("Notices", { id: "notices.title" }),
      means: msg("who is told of alarms: webhook, mail, MQTT", { id: "notices.means" }),
    },
    {
      page: "refused",
      icon: "x",
      label: msg("Refused", { id: "access.refused" }),
      means: msg("posts that were not taken, and what to do", { id: "access.refusedMeans" }),
    },
  ];
}

/** Who one is here, and the ways to the pages of who may come in. */
@customElement("access-links")
@localized()
export class AccessLinks extends LitElement {
  static override styles = [
    controlStyles,
    css`
      ul {
        margin: var(--gap-2) 0 0;
        padding: 0;
        list-style: none;
      }
      li a {
        display: flex;
        align-items: center;
        gap: var(--gap-3);
        min-height: 52px;
        padding: var(--gap-1) 0;
        border-top: 1px solid var(--line);
        text-decoration: none;
      }
      li a > span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--muted);
        font-size: 0.875rem;
      }
      p {
        margin: var(--gap-1) 0 var(--gap-2);
      }
    `,
  ];

  readonly #session = new SessionController(this);

  override render() {
    const { standing } = this.#session;
    const me = standing.kind === "in" || standing.kind === "expired" ? standing.me : undefined;
    return html`${me ? this.#who(me) : nothing}${this.#session.may("admin") ? this.#pages() : this.#why(me)}`;
  }

  #who({ who, hasAdmin }: Me) {
    if (who.kind === "person")
      return html`<ul>
        <li>${this.#link({ page: "account", icon: "user", label: who.name, means: this.#account(roleText(who.role)) })}</li>
      </ul>`;
    if (who.kind === "display")
      return html`<p>${msg("This screen is a display.", { id: "access.isDisplay" })}</p>`;
    if (hasAdmin) return nothing;
    return html`<p>
        ${msg("Davy is open: whoever reaches this server may read and change. With an admin, people sign in.", { id: "access.isOpen" })}
      </p>
      <a class="button" href=${entranceHref("set-up")}>${icon("shieldCheck")} ${setUpWords()}</a>`;
  }

  #account(role: string): string {
    return `${role}; ${msg("password, devices, sign out", { id: "access.accountMeans" })}`;
  }

  #pages() {
    return html`<ul>
      ${links().map((link) => html`<li>${this.#link(link)}</li>`)}
    </ul>`;
  }

  #why(me: Me | undefined) {
    return me?.mode === "closed" ? html`<p>${this.#session.why("admin")}</p>` : nothing;
  }

  #link({ page, icon: name, label, means }: Link) {
    return html`<a href=${settingsHref(page)}>
      ${icon(name)}<span>${label}<small>${means}</small></span>${icon("chevronRight")}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "access-links": AccessLinks;
  }
}
