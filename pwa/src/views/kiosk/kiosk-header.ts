// The line above the wall: what is wrong, what this display shows, the clock, and that all of it is alive.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import { countSensors, type DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { SensorStatus } from "../../../../shared/present/present-sensor.ts";
import { icon } from "../../components/base/more-icons.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import type { AlarmsSurety } from "../../data/base/alarms.ts";
import { inBase } from "../../ground/base-path.ts";
import type { Format } from "../../i18n/format.ts";
import { shortStateWord } from "../../i18n/state-texts.ts";
import { countsText, firstOf } from "./flood-rows.ts";
import { nobodysText, remarksOf } from "./kiosk-counts.ts";
import type { Wall } from "./kiosk-wall.ts";
import "./life-sign.ts";
import { isDanger } from "./wall-blocks.ts";

export interface HeaderNeeds {
  readonly wall: Wall;
  readonly isLoaded: boolean;
  /** What the list of alarms is worth. */
  readonly surety: AlarmsSurety;
  /** Empty where the site has no name. */
  readonly site: string;
  readonly places: readonly string[];
  /** Server time, unix ms; undefined while it is a guess. */
  readonly now: number | undefined;
  /** When the newest reading came in, unix ms; undefined when there is none. */
  readonly newest: number | undefined;
  readonly pulse: number;
  readonly format: Format;
  readonly sound: TemplateResult | typeof nothing;
}

const LOOKS = ["a2", "a1", "fault", "stale"] as const;

function placesOf(devices: readonly { readonly place?: string | undefined }[]): number {
  return new Set(devices.map(({ place }) => place)).size;
}

function sizeText(devices: readonly DevicePresentation[]): string {
  const sensors = devices.reduce((sum, device) => sum + device.sensors.length, 0);
  const places = placesOf(devices);
  if (sensors === 1) return msg("1 sensor", { id: "kiosk.oneSensor" });
  if (places === 1) return msg(str`${sensors} sensors`, { id: "kiosk.sensors" });
  return msg(str`${sensors} sensors in ${places} places`, { id: "kiosk.size" });
}

/** Of a flood how many alarms there are, in how many places, and when it began. */
function floodText({ blocks }: Wall, format: Format, now: number | undefined): TemplateResult {
  const dangers = blocks.filter(isDanger);
  const counts = countsText(dangers);
  const places = placesOf(dangers);
  const first = firstOf(dangers);
  const where =
    places === 1
      ? msg("in 1 place", { id: "kiosk.inPlace" })
      : msg(str`in ${places} places`, { id: "kiosk.inPlaces" });
  const since = first === undefined ? "" : format.time(first, now);
  return html`<span class="count">${stateMark(dangers[0]?.look ?? "a2")} ${msg(str`${counts} alarms`, { id: "kiosk.alarms" })}</span>
    <span class="count where">${where}${since ? html`, ${msg(str`first at ${since}`, { id: "kiosk.firstAt" })}` : nothing}</span>`;
}

/** A mark with how many there are; its name is for whom the page is read out. */
function counted(state: SensorStatus, count: number): TemplateResult {
  return html`${stateMark(state)} <span class="visually-hidden">${shortStateWord(state)}:</span> ${count}`;
}

/** How many blocks there are of each look. */
function lookCounts({ blocks }: Wall): TemplateResult[] {
  return LOOKS.map((look) => ({ look, count: blocks.filter((block) => block.look === look).length }))
    .filter(({ count }) => count > 0)
    .map(({ look, count }) => html`<span class="count ${look}">${counted(look, count)}</span>`);
}

/** Whether the alarms are those of now, or were when the link was lost: a value that is back to normal may have one that nobody answered. */
function areAlarmsKnown(surety: AlarmsSurety): boolean {
  return surety.kind === "live" || (surety.why === "offline" && surety.asOf !== undefined);
}

function statusOf({ wall, isLoaded, surety, format, now }: HeaderNeeds): TemplateResult {
  const { scene, devices, blocks, nobodys } = wall;
  if (scene.kind === "flood") return floodText(wall, format, now);
  const counts = countSensors(devices);
  // Where nothing is watched, nothing is known to be in order; nor where values have no limits, or are old.
  const isCalm = blocks.length === 0 && nobodys.length === 0 && isLoaded && counts.normal > 0;
  const isAllNormal =
    isCalm && counts.normal === devices.reduce((sum, { sensors }) => sum + sensors.length, 0);
  const calm = areAlarmsKnown(surety)
    ? html`${stateMark("normal")} ${msg("Nothing abnormal", { id: "kiosk.calm" })}`
    : msg("Asking for the alarms …", { id: "kiosk.alarmsUnknown" });
  const late = counts.late > 0 ? html`<span class="count">${counted("late", counts.late)}</span>` : nothing;
  return html`${isAllNormal ? html`<span class="count">${calm}</span>` : nothing}${lookCounts(wall)}${late}`;
}

/** The time of day; while nobody knows it, its room. */
function clockOf(now: number | undefined, format: Format): TemplateResult {
  if (now === undefined) return html`<span class="time unknown" aria-hidden="true">${format.clock(0)}</span>`;
  return html`<time class="time">${format.clock(now)}</time>`;
}

/** The header. */
export function kioskHeader(needs: HeaderNeeds): TemplateResult {
  const { wall, places, now, newest, format, site } = needs;
  const { scene, devices } = wall;
  const age = now === undefined || newest === undefined ? undefined : format.ago(now - newest);
  const names = [site || "Davy", ...places];
  const remarks = [
    ...(needs.isLoaded && wall.nobodys.length > 0 ? [nobodysText(wall.nobodys)] : []),
    ...remarksOf(wall),
  ];
  return html`<header>
    <div class="counts">
      ${statusOf(needs)}${remarks.map((remark) => html`<span class="remark">${remark}</span>`)}
      ${scene.kind !== "calm" ? nothing : html`<span class="size">${needs.isLoaded ? sizeText(devices) : nothing}</span>`}
    </div>
    <div class="life">
      ${needs.sound}
      ${scene.kind === "calm" && scene.pages > 1 ? html`<span>${msg(str`Page ${scene.page} of ${scene.pages}`, { id: "kiosk.page" })}</span>` : nothing}
      <h1><a href=${inBase("/")}>${names.map((part, index) => html`${index > 0 ? " · " : ""}${part}`)}</a></h1>
      ${places.length > 0 ? html`<a class="all" href=${inBase("/kiosk?place=")}>${icon("x")}${msg("All places", { id: "kiosk.allPlaces" })}</a>` : nothing}
      <div class="now">
        <span class="age">${age === undefined ? nothing : msg(str`Newest reading ${age}`, { id: "kiosk.newest" })}</span>
        <span class="clock"><life-sign .pulse=${needs.pulse}></life-sign> ${clockOf(now, format)}</span>
      </div>
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
    gap: calc(0.4 * var(--u)) calc(1.6 * var(--u));
    min-height: calc(6.4 * var(--u));
    padding: 0 calc(0.4 * var(--u)) calc(1 * var(--u));
    color: var(--ink-2);
    font-size: calc(2.5 * var(--u));
    line-height: 1.3;
  }
  header h1 {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  header a {
    display: inline-flex;
    align-items: center;
    min-height: max(24px, calc(5.4 * var(--u)));
    color: inherit;
    text-decoration: none;
  }
  /* As high as a finger in a glove needs, and no higher in its line. */
  header h1 a {
    position: relative;
  }
  header h1 a::after {
    content: "";
    position: absolute;
    inset: calc((100% - 48px) / 2) -4px;
  }
  header .all {
    gap: 0.2em;
    color: var(--accent);
  }
  header .all svg.lucide {
    width: 1em;
    height: 1em;
  }
  .counts,
  .life,
  .clock {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(0.2 * var(--u)) calc(1.4 * var(--u));
  }
  .clock {
    flex-wrap: nowrap;
    gap: calc(1 * var(--u));
  }
  .counts .size {
    white-space: nowrap;
  }
  .life {
    justify-content: flex-end;
    margin-inline-start: auto;
  }
  .counts .count {
    color: var(--ink);
    font-size: calc(3.3 * var(--u));
    font-weight: 650;
    white-space: nowrap;
  }
  .counts .mark {
    width: 1.1em;
    height: 1.1em;
  }
  .counts .remark {
    color: var(--ink);
    font-weight: 600;
  }
  .now {
    display: contents;
  }
  /* As wide as it is in most seconds: an age that gains a digit pushes nothing into another line. */
  .age {
    min-width: 16em;
  }
  .time {
    color: var(--ink);
    font-size: calc(4.2 * var(--u));
    font-weight: 600;
    line-height: 1;
    font-variant-numeric: tabular-nums;
  }
  .time.unknown {
    visibility: hidden;
  }
  /* Where there is little room each part has its lines from the start: what comes later pushes nothing. */
  @media (max-width: 720px), (orientation: portrait) {
    .counts,
    .life {
      width: 100%;
    }
    .counts {
      align-content: flex-start;
      min-height: calc(4.3 * var(--u));
    }
    .life {
      justify-content: space-between;
    }
    header h1 {
      flex: 1 1 4em;
      min-width: 0;
      overflow-wrap: anywhere;
      text-align: end;
    }
    .now {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: calc(2.2 * var(--u));
      min-height: calc(4.6 * var(--u));
    }
    /* Two lines of it are as high as the clock. */
    .age {
      width: 12em;
      min-width: 0;
      font-size: calc(2 * var(--u));
      line-height: 1.15;
    }
    .clock {
      flex: none;
    }
  }
  /* What is wrong and how much is watched, or where, have a line each, also while there is only one of them. */
  @media (max-width: 720px) {
    .counts {
      min-height: calc(8.8 * var(--u));
    }
    .where,
    .size,
    .now {
      width: 100%;
    }
    .age {
      flex: 1;
    }
  }
`;
