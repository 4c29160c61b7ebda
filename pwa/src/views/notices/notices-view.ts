import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { NoticeRule } from "../../../../shared/entries/notice.ts";
import {
  type ChannelRequest,
  NOTICE_PATHS,
  type NoticeRow,
  type NoticeSetupAnswer,
  type RuleAnswer,
} from "../../../../shared/wire/notices.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptState } from "../../components/access/attempt-state.ts";
import { closedPage, pageHead, waitingWords } from "../../components/access/page-head.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController, type Work } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { problemText } from "../../i18n/access-texts.ts";
import { statusText } from "../../i18n/notice-texts.ts";
import { placesOf } from "../../rules/places.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "../access/access-page-styles.ts";
import { aboutText, priorityText, stepsText, whenText } from "./notice-words.ts";
import { phoneReach } from "./phone-reach.ts";
import "../../components/access/ask-twice.ts";
import "./channel-form.ts";
import "./channel-row.ts";
import "./rule-form.ts";

interface Lists {
  readonly setup: NoticeSetupAnswer;
  readonly log: readonly NoticeRow[];
}

/** Who is told of alarms that is not looking: by which ways, by which rules, and what became of it. */
@customElement("notices-view")
@localized()
export class NoticesView extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    accessPageStyles,
    css`
      dt {
        margin-top: var(--gap-3);
        font-weight: 600;
      }
      dd {
        margin: 0;
        color: var(--muted);
      }
    `,
  ];

  readonly #session = new SessionController(this);
  readonly #fleet = new FleetController(this);
  readonly #attempt = new AttemptController(this);
  readonly #lists = new PolledController<Lists>(this, async (verbs) => {
    const [setup, log] = await Promise.all([verbs.noticeSetup(), verbs.noticeLog()]);
    return { setup, log };
  });

  override render() {
    const head = pageHead(msg("Notices", { id: "notices.title" }));
    const closed = closedPage(this.#session);
    if (closed) return html`${head}${closed}`;
    const { value, problem } = this.#lists;
    if (!value) return html`${head}<section>${waitingWords(problem && problemText(problem, 0))}</section>`;
    return html`${head} ${attemptState(this.#attempt)} ${this.#standing(value.setup)} ${this.#channels(value.setup)}
      ${this.#rules(value.setup)} ${phoneReach()} ${this.#log(value.log)}`;
  }

  #standing({ channels, coversCritical }: NoticeSetupAnswer) {
    const failing = channels.filter(({ isFailing }) => isFailing).map(({ name }) => name);
    return html`<section>
      ${coversCritical && failing.length > 0 ? nothing : html`<p>${this.#coverage(coversCritical)}</p>`}
      ${failing.length === 0 ? nothing : html`<p class="problem">${msg(str`Notices do not arrive by: ${failing.join(", ")}`, { id: "notices.failingChannels" })}</p>`}
      <p class="note">
        ${msg("Supplementary: the instrument’s own alarm has priority.", { id: "notices.supplementary" })}
      </p>
    </section>`;
  }

  #coverage(coversCritical: boolean) {
    return coversCritical
      ? html`✓ ${msg("Each critical alarm is told to somebody, wherever and whenever it is.", { id: "notices.covers" })}`
      : html`⚠ ${msg("Some critical alarms are told to nobody who is not looking: no rule tells of A2 everywhere and at any time.", { id: "notices.coversNot" })}`;
  }

  #channels({ channels }: NoticeSetupAnswer) {
    return html`<section>
      <h2>${msg("Channels", { id: "notices.channels" })}</h2>
      <ul class="rows">
        ${channels.map(
          (channel) => html`<li>
            <channel-row
              .channel=${channel}
              .format=${this.#fleet.display.current.format}
              .change=${(work: Work) => this.#do(work)}
            ></channel-row>
          </li>`,
        )}
      </ul>
      <details ?open=${channels.length === 0}>
        <summary>${icon("plus")} ${msg("Add a channel", { id: "notices.newChannel" })}</summary>
        <channel-form
          .keep=${(request: ChannelRequest) => this.#do((verbs) => verbs.keepChannel(request))}
        ></channel-form>
      </details>
    </section>`;
  }

  #rules({ rules, channels }: NoticeSetupAnswer) {
    const hasWays = channels.some(({ kind }) => kind !== "heartbeat");
    return html`<section>
      <h2>${msg("Rules", { id: "notices.rules" })}</h2>
      ${hasWays ? nothing : html`<p class="note">${msg("Add a channel first.", { id: "notices.channelFirst" })}</p>`}
      <ul class="rows">
        ${rules.map((rule) => html`<li>${this.#rule(rule, channels)}</li>`)}
      </ul>
      ${
        hasWays
          ? html`<details ?open=${rules.length === 0}>
              <summary>${icon("plus")} ${msg("Add a rule", { id: "notices.newRule" })}</summary>
              ${this.#form(undefined, channels)}
            </details>`
          : nothing
      }
    </section>`;
  }

  #rule(rule: RuleAnswer, channels: NoticeSetupAnswer["channels"]) {
    return html`<details>
      <summary>
        <span class="row">
          <span class="what">
            <strong>${rule.name}</strong>
            <small>${rule.priorities.map(priorityText).join("; ")}</small>
            <small>${whenText(rule, this.#locale)}</small>
            ${stepsText(rule, channels).map((step) => html`<small>${step}</small>`)}
          </span>
        </span>
        ${icon("chevronDown")}
      </summary>
      ${this.#form(rule, channels)}
      <div class="actions">
        <ask-twice
          .first=${msg("Remove …", { id: "notices.remove" })}
          .why=${msg("Nobody is told by it any more.", { id: "notices.removeRuleWhy" })}
          .act=${msg(str`Remove ${rule.name}`, { id: "notices.removeName" })}
          .do=${() => this.#do((verbs) => verbs.removeRule(rule.id))}
        ></ask-twice>
      </div>
    </details>`;
  }

  get #locale(): string {
    return document.documentElement.lang || "en";
  }

  #form(rule: RuleAnswer | undefined, channels: NoticeSetupAnswer["channels"]) {
    return html`<rule-form
      .rule=${rule}
      .channels=${channels}
      .shifts=${this.#fleet.data?.site.current().shifts ?? []}
      .places=${placesOf(this.#fleet.data?.fleet.devices().values() ?? [])}
      .locale=${this.#locale}
      .keep=${(next: NoticeRule) => this.#do((verbs) => verbs.keepRule(next, rule?.id))}
    ></rule-form>`;
  }

  #log(log: readonly NoticeRow[]) {
    const { format } = this.#fleet.display.current;
    return html`<section>
      <div class="head">
        <h2>${msg("Delivery log", { id: "notices.log" })}</h2>
        <a class="button" href=${inBase(NOTICE_PATHS.csv)} download>${icon("download")} CSV</a>
      </div>
      ${log.length === 0 ? html`<p class="note">${msg("Nothing was sent yet.", { id: "notices.nothing" })}</p>` : nothing}
      <ul class="rows">
        ${log.map(
          (row) => html`<li class="row">
            <span class="what">
              ${row.status === "failing" || row.status === "dropped" ? "⚠ " : ""}${statusText(row.status)}:
              ${aboutText(row)}
              <small>
                ${format.dateTime(row.at)}, ${row.channelName}${row.to === "" ? "" : ` → ${row.to}`}${row.answer === "" ? "" : `: ${row.answer}`}
              </small>
            </span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  async #do(work: Work): Promise<boolean> {
    const isDone = await this.#attempt.run(work);
    await this.#lists.refresh();
    return isDone;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "notices-view": NoticesView;
  }
}
