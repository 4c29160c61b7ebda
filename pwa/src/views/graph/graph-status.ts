// The line above the charts: which stretch is shown, whether its end is the present, and how loading stands.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { freshnessOf, type Moment } from "../../../../shared/fleet/freshness.ts";
import { DAY_MS } from "../../../../shared/ground/time.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { namesApart } from "../../../../shared/present/names-apart.ts";
import { ageText, ageUnknown } from "../../i18n/age-texts.ts";
import { doubtText } from "../../i18n/doubt-texts.ts";
import type { Format } from "../../i18n/format.ts";
import type { LoadStatus } from "./graph-history.ts";
import type { ShownWindow } from "./graph-state.ts";

export interface StatusNeeds {
  readonly states: readonly DeviceState[];
  readonly shown: ShownWindow;
  readonly moment: Moment;
  readonly lastLiveAt: number | undefined;
  /** What of the window may lack late readings that the server has. */
  readonly unconfirmed: readonly Period[];
  readonly status: LoadStatus;
  readonly format: Format;
  readonly retry: () => void;
}

/** Times further back are told with their year, ms. */
const SAME_YEAR_MS = 180 * DAY_MS;

function windowText({ shown: { window, live }, moment, format }: StatusNeeds): string {
  const { serverNow, isGuess } = moment;
  const time = (ms: number) =>
    serverNow - ms > SAME_YEAR_MS ? format.dateTime(ms) : format.time(ms, serverNow);
  return `${time(window.from)} – ${live && !isGuess ? msg("now", { id: "graph.now" }) : time(window.to)}`;
}

function offlineText({ states, moment, lastLiveAt, format }: StatusNeeds): string {
  const until = lastLiveAt ?? Math.max(...states.map(({ receivedAt }) => receivedAt));
  const time = moment.isGuess ? format.dateTime(until) : format.time(until, moment.serverNow);
  const words = msg(str`Offline – data until ${time}`, { id: "graph.offline" });
  return moment.isGuess ? `${words} – ${ageUnknown()}` : words;
}

function staleTexts({ states, moment, format }: StatusNeeds): string[] {
  const names = namesApart(states);
  return states.flatMap((state) => {
    const freshness = freshnessOf(state, moment);
    if (freshness.status !== "stale" && freshness.status !== "late") return [];
    const ago = ageText(freshness, format);
    const stale = msg(str`Stale: last reading ${ago}`, { id: "graph.stale" });
    const text = freshness.status === "late" ? doubtText(freshness) : stale;
    return [states.length > 1 ? `${names.get(state.device)} – ${text}` : text];
  });
}

/** What was kept and not confirmed since the server was last heard: a line that is drawn looks true. */
function unconfirmedText({ unconfirmed, moment, format }: StatusNeeds): string | undefined {
  if (unconfirmed.length === 0) return undefined;
  const from = format.time(Math.min(...unconfirmed.map((period) => period.from)), moment.serverNow);
  const to = format.time(Math.max(...unconfirmed.map((period) => period.to)), moment.serverNow);
  return msg(str`${from} – ${to} not confirmed: later readings may be missing`, { id: "graph.unconfirmed" });
}

/** Whether the end of the lines is the present; in words, since a line alone does not tell. */
function freshness(needs: StatusNeeds): TemplateResult {
  if (needs.moment.link !== "live") return html`<span class="aged">${offlineText(needs)}</span>`;
  const stale = staleTexts(needs);
  const isLive = needs.shown.live && stale.length < needs.states.length;
  return html`${isLive ? html`<span class="fresh">${msg("Live", { id: "graph.live" })}</span>` : nothing}
  ${stale.map((text) => html`<span class="aged">${text}</span>`)}`;
}

function loading(status: LoadStatus) {
  if (status.kind !== "loading") return nothing;
  return html`<span class="visually-hidden">${msg("Loading …", { id: "graph.loading" })}</span>
    <progress max="1" .value=${status.progress} aria-label=${msg("Loading …", { id: "graph.loading" })}></progress>`;
}

/** The line, as a fragment. */
export function graphStatus(needs: StatusNeeds): TemplateResult {
  const unconfirmed = unconfirmedText(needs);
  return html`
    <span>${windowText(needs)}</span>
    ${freshness(needs)}
    ${unconfirmed === undefined ? nothing : html`<span class="aged">${unconfirmed}</span>`}
    <span role="status" class="loading">${loading(needs.status)}</span>
    ${
      needs.status.kind === "failed"
        ? html`<span role="alert"
            >${msg("The history could not be loaded.", { id: "graph.failed" })}
            <button @click=${needs.retry}>${msg("Try again", { id: "graph.tryAgain" })}</button></span
          >`
        : nothing
    }
  `;
}

export const graphStatusStyles = css`
  .aged {
    padding: 2px 10px;
    border-radius: var(--radius-small);
    background: var(--stale);
    color: var(--on-stale);
    font-weight: 600;
  }
  .fresh {
    color: var(--text);
    font-weight: 600;
  }
  /* Between the line and the charts, where it takes no room from either. */
  .loading progress {
    position: absolute;
    inset: auto 0 -0.5rem 0;
    width: 100%;
    height: 0.375rem;
    accent-color: var(--accent);
  }
`;
