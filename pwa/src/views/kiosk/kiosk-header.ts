// The line above the tiles: what this display shows, what is wrong, the clock, and that all of it is alive.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import type { StateCounts } from "../../../../shared/present/present-device.ts";
import type { SensorStatus } from "../../../../shared/present/present-sensor.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import type { Format } from "../../i18n/format.ts";
import { shortStateWord } from "../../i18n/state-texts.ts";
import { nobodysText } from "./kiosk-counts.ts";
import "./life-sign.ts";
import { inBase } from "../../ground/base-path.ts";

export interface HeaderNeeds {
  /** Empty where the site has no name. */
  readonly site: string;
  readonly places: readonly string[];
  /** Places of this display that no device has. */
  readonly nobodys: readonly string[];
  readonly sensors: number;
  /** Of the sensors by state; one may count in two. */
  readonly counts: StateCounts;
  /** Sensors with a peak of the last minute that is over. */
  readonly peaks: number;
  /** Server time, unix ms; undefined while it is a guess. */
  readonly now: number | undefined;
  /** When the newest reading came in, unix ms; undefined when there is none. */
  readonly newest: number | undefined;
  readonly pulse: number;
  readonly page: number;
  readonly pages: number;
  /** Sensors that have no place on any page, since alarms take all. */
  readonly left: number;
  readonly isSoundArmed: boolean;
  readonly format: Format;
}

const COUNTED: readonly SensorStatus[] = ["a2", "a1", "fault", "late", "stale", "offline"];

function sizeOf(size: number): string {
  return size === 1
    ? msg("1 sensor", { id: "kiosk.oneSensor" })
    : msg(str`${size} sensors`, { id: "kiosk.sensors" });
}

function peaksText(peaks: number): string {
  return peaks === 1
    ? msg("1 peak within a minute", { id: "kiosk.onePeak" })
    : msg(str`${peaks} peaks within a minute`, { id: "kiosk.peaks" });
}

/** What is to be read beside the counts of states. */
function remarksOf({ counts, peaks, nobodys }: HeaderNeeds): string[] {
  const isCalm = peaks === 0 && nobodys.length === 0 && COUNTED.every((state) => counts[state] === 0);
  return [
    ...(peaks > 0 ? [peaksText(peaks)] : []),
    ...(nobodys.length > 0 ? [nobodysText(nobodys)] : []),
    // Where nothing is watched, nothing is known to be in order.
    ...(isCalm && counts.normal > 0 ? [msg("Nothing abnormal", { id: "kiosk.calm" })] : []),
  ];
}

function countsOf(needs: HeaderNeeds): TemplateResult {
  const { counts } = needs;
  const wrong = COUNTED.filter((state) => counts[state] > 0);
  // A wall has sensors, where the overview has devices: the number would say different things without its word.
  const size = html`<span class="size">${sizeOf(needs.sensors)}</span>`;
  return html`${size}${wrong.map(
    (state) =>
      html`<span class="count ${state}">${stateMark(state)} ${counts[state]} ${shortStateWord(state)}</span>`,
  )}${remarksOf(needs).map((remark) => html`<span class="count">${remark}</span>`)}`;
}

/** The header. */
export function kioskHeader(needs: HeaderNeeds): TemplateResult {
  const { places, now, newest, page, pages, left, format } = needs;
  const age = now === undefined || newest === undefined ? undefined : format.ago(now - newest);
  return html`<header>
    <h1><a href=${inBase("/")}>Davy</a>${[needs.site, places.join(", ")].filter(Boolean).map((part) => html` · ${part}`)}</h1>
    <div class="counts">${countsOf(needs)}</div>
    <div class="life">
      ${
        needs.isSoundArmed
          ? nothing
          : html`<button class="mute alarm">${msg("Sound is off – touch to turn on", { id: "kiosk.mute" })}</button>`
      }
      ${pages > 1 ? html`<span>${msg(str`Page ${page} of ${pages}`, { id: "kiosk.page" })}</span>` : nothing}
      ${left > 0 ? html`<span class="count">${msg(str`Alarms only – ${left} others have no place`, { id: "kiosk.left" })}</span>` : nothing}
      <span class="age">${age === undefined ? nothing : msg(str`Newest reading ${age}`, { id: "kiosk.newest" })}</span>
      <span class="clock"><life-sign .pulse=${needs.pulse}></life-sign> ${now === undefined ? nothing : html`<time>${format.clock(now)}</time>`}</span>
    </div>
  </header>`;
}

export const kioskHeaderStyles = css`
  header {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 3vmin;
    padding: 0 0.5vmin 1vmin;
    font-size: max(13px, 2.1vmin);
    line-height: 1.35;
  }
  header h1 {
    font-size: 1.15em;
  }
  header h1 a {
    display: inline-block;
    min-height: 24px;
    color: inherit;
    text-decoration: none;
  }
  .counts,
  .life,
  .clock {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2em 2vmin;
  }
  .clock {
    flex-wrap: nowrap;
  }
  .life {
    justify-content: flex-end;
    margin-left: auto;
  }
  /* Where there is little room each part has its lines from the start: what comes later pushes no tile. */
  @media (max-width: 720px) {
    .counts,
    .life {
      width: 100%;
      min-height: 1.35em;
    }
    .life {
      display: grid;
      grid-template-columns: 1fr auto;
      justify-items: start;
    }
    .clock {
      grid-area: 1 / 2;
      min-height: var(--alarm-target);
    }
    .age {
      grid-column: 1 / -1;
      min-height: 1.35em;
    }
  }
  .count {
    font-weight: 700;
    white-space: nowrap;
  }
  .size,
  .age {
    color: var(--muted);
  }
  /* A touch anywhere arms the sound; the button is where one looks for it, and what a keyboard finds. */
  .mute {
    min-height: var(--alarm-target);
    padding: 0 0.7em;
    font-size: inherit;
    color: var(--text);
  }
  header time {
    font-size: 1.7em;
    font-weight: 700;
    line-height: 1;
    font-variant-numeric: tabular-nums;
  }
`;
