import { localized, msg, str } from "@lit/localize";
import { Task, TaskStatus } from "@lit/task";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import type { AlarmFigures } from "../../../../shared/wire/alarm-figures.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { deviceHref } from "../../ground/routes.ts";
import { durationText } from "../../i18n/lengths.ts";
import { SPANS, type SpanName } from "../../rules/alarm-history.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "../alarms/alarm-history-styles.ts";
import { logStyles } from "./log-styles.ts";
import { spanChoice } from "./span-choice.ts";

interface Figure {
  readonly name: string;
  readonly figure: string;
  readonly means: string;
}

/** Whether people can still answer all that is asked of them: rates, floods, waiting times, the worst sensors. */
@customElement("alarm-figures")
@localized()
export class AlarmFiguresElement extends LitElement {
  static override styles = [controlStyles, historyStyles, logStyles];

  @state() private _span: SpanName = "7";
  readonly #shown = new ShownAlarmsController(this);

  readonly #figures = new Task(this, {
    args: () => [this.#shown.alarms, this._span] as const,
    task: async ([alarms, span], { signal }) =>
      alarms && (await (await alarms.acts()).figures(this.#shown.now - SPANS[span], signal)),
  });

  override render() {
    return html`<div class="filters">${spanChoice(this._span, (span) => {
      this._span = span;
    })}</div>
      <p class="count" role="status">${this.#status()}</p>
      ${this.#figures.value ? this.#all(this.#figures.value) : nothing}`;
  }

  #status(): string {
    switch (this.#figures.status) {
      case TaskStatus.ERROR:
        return msg("The server cannot be reached: what was, it alone knows.", { id: "log.problem" });
      case TaskStatus.COMPLETE:
        return this.#incomplete();
      default:
        return msg("Loading …", { id: "overview.loading" });
    }
  }

  #incomplete(): string {
    const figures = this.#figures.value;
    if (!figures || figures.complete) return "";
    const since = this.#shown.format.dateTime(figures.from);
    return msg(str`So many that only the newest are counted: since ${since}.`, { id: "log.incomplete" });
  }

  #all(figures: AlarmFigures) {
    return html`<dl>
        ${[...this.#rates(figures), ...this.#waits(figures)].map(
          ({ name, figure, means }) =>
            html`<div><dt>${name}</dt><dd class="figure">${figure}</dd><dd>${means}</dd></div>`,
        )}
      </dl>
      ${figures.worst.length > 0 ? this.#worst(figures) : nothing}`;
  }

  #rates({
    asked,
    perHour,
    floods,
    floodPart,
    worstTenMinutes,
    byPriority,
  }: AlarmFigures): readonly Figure[] {
    const { format } = this.#shown;
    const { critical, high, medium, low } = byPriority;
    const rate = format.number(perHour, 1);
    const most = worstTenMinutes?.asked ?? 0;
    return [
      {
        name: msg("Alarms that asked for an answer", { id: "log.asked" }),
        figure: format.number(asked, 0),
        means: msg(str`${rate} an hour; 6 are fine, 12 the most to be managed (EEMUA 191)`, {
          id: "log.perHour",
        }),
      },
      {
        name: msg("Floods", { id: "log.floods" }),
        figure: format.number(floods, 0),
        means: `${msg(str`${format.percent(floodPart * 100)} of the time; at most ${most} in ten minutes`, { id: "log.floodFigures" })}. ${msg("More than 10 in 10 minutes, until fewer than 5", { id: "log.floodMeans" })}`,
      },
      {
        name: msg("Urgency", { id: "log.priorities" }),
        figure: format.number(critical, 0),
        means: msg(str`${critical} critical, ${high} high, ${medium} medium, ${low} low`, {
          id: "log.priorityFigures",
        }),
      },
    ];
  }

  #waits({ answered, endedUnanswered, open, longestUnansweredMs }: AlarmFigures): readonly Figure[] {
    const { format } = this.#shown;
    const { count, medianMs, p90Ms, longestMs } = answered;
    const span = (ms: number | null) => (ms === null ? "–" : durationText(ms, format));
    const ended = msg(str`${endedUnanswered} ended by themselves, unanswered`, { id: "log.endedUnanswered" });
    const told =
      count === 0
        ? msg("No answers in this time.", { id: "log.noAnswers" })
        : msg(str`${count} answers; nine of ten within ${span(p90Ms)}, the longest ${span(longestMs)}`, {
            id: "log.answeredFigures",
          });
    const waits =
      longestUnansweredMs === null
        ? ""
        : `; ${msg(str`one waits since ${span(longestUnansweredMs)}`, { id: "log.longest" })}`;
    return [
      {
        name: msg("Time to an answer", { id: "log.answered" }),
        figure: medianMs === null ? "–" : msg(str`mostly ${span(medianMs)}`, { id: "log.median" }),
        means: `${told}; ${ended}`,
      },
      {
        name: msg("Open", { id: "log.openNow" }),
        figure: format.number(open.count, 0),
        means: `${msg(str`${open.unanswered} unanswered, ${open.standing} for over a day`, { id: "log.openFigures" })}${waits}`,
      },
    ];
  }

  #worst({ worst }: AlarmFigures) {
    const { format, fleet } = this.#shown;
    return html`<h2>${msg("Most often", { id: "log.worst" })}</h2>
      <ol class="list">
        ${worst.map(({ device, sensor, name, place, asked, part }) => {
          const called =
            device === null ? name : deviceName(device, fleet.data?.fleet.devices().get(device)?.settings);
          const words = [called, sensor?.key, place].filter(Boolean).join(", ");
          const often = msg(str`${asked}×, ${format.percent(part * 100)}`, { id: "log.worstFigures" });
          return html`<li><span>${often}</span>${device === null ? html`<span>${words}</span>` : html`<a href=${deviceHref(device)}>${words}</a>`}</li>`;
        })}
      </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-figures": AlarmFiguresElement;
  }
}
