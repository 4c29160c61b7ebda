// What takes over the whole screen when nothing on it can be believed: a lost link, or a display that cannot help itself.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import { type Age, isLongAgo } from "../../../../shared/fleet/freshness.ts";
import { lastStatus } from "../../../../shared/present/present-sensor.ts";
import { icon } from "../../components/base/more-icons.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import { ageText, ageUnknown } from "../../i18n/age-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { stateWord } from "../../i18n/state-texts.ts";
import { namesOf } from "./alarm-block.ts";
import { blockFigure, blockGas } from "./block-words.ts";
import { longSilentText } from "./kiosk-counts.ts";
import type { Wall } from "./kiosk-wall.ts";
import { type Block, isDanger } from "./wall-blocks.ts";

/** Most alarms that are named; more are counted. */
const MAX_NAMED = 6;

export interface LossNeeds {
  readonly isConnecting: boolean;
  /** When the link was last live, server time, and how long ago that is, ms. */
  readonly lastLive: Age | undefined;
  readonly wall: Wall;
  readonly format: Format;
  readonly site: string;
  readonly sound: TemplateResult | typeof nothing;
}

function lastAlarm(block: Block, format: Format): TemplateResult {
  const { look, sensor } = block;
  const { gas, unit } = blockGas(block);
  const { place, device } = namesOf(block);
  const level = look === "a1" || look === "a2" ? stateWord(look) : "";
  const age = sensor ? ageText(sensor, format) : "";
  return html`<li>
    ${stateMark(look)}
    <span><b>${place}</b> ${device}<small>${[level, age].filter(Boolean).join(", ")}</small></span>
    <span class="last">${blockFigure(block, format)} <small>${gas} <bdi>${unit}</bdi></small></span>
  </li>`;
}

/** Sensors that were in order when they were last heard, not long before. */
function calmOnes({ devices }: Wall): number {
  return devices
    .flatMap(({ sensors }) => sensors)
    .filter((sensor) => "last" in sensor && lastStatus(sensor.last) === "normal" && !isLongAgo(sensor))
    .length;
}

function lastKnown({ wall, lastLive, format }: LossNeeds): TemplateResult | typeof nothing {
  const alarms = wall.blocks.filter(isDanger);
  const others = calmOnes(wall);
  const gone = longSilentText(wall.longSilent);
  if (lastLive === undefined || (alarms.length === 0 && others === 0)) return nothing;
  const more = alarms.length - MAX_NAMED;
  const at = format.time(lastLive.at);
  return html`<section class="last-known">
    <h2>${msg(str`Last known at ${at}, not now`, { id: "kiosk.lastKnown" })}</h2>
    <ul>
      ${alarms.slice(0, MAX_NAMED).map((block) => lastAlarm(block, format))}
      ${more > 0 ? html`<li>${msg(str`and ${more} more`, { id: "shell.andMore" })}</li>` : nothing}
      ${gone ? html`<li>${gone}</li>` : nothing}
      ${others > 0 ? html`<li>${msg(str`${others} others were normal`, { id: "kiosk.othersWere" })}</li>` : nothing}
    </ul>
  </section>`;
}

function sinceText({ at, ageMs }: Age, format: Format): string {
  const [clock, ago] =
    ageMs === undefined ? [format.dateTime(at), ageUnknown()] : [format.clock(at), format.since(ageMs)];
  return msg(str`Last data ${clock} (${ago})`, { id: "kiosk.lastData" });
}

/** The screen of a lost link: since when, and which alarms were standing when it broke. */
export function lossScreen(needs: LossNeeds): TemplateResult {
  const { isConnecting, lastLive, format, site, sound } = needs;
  const title = isConnecting
    ? msg("Connecting …", { id: "kiosk.connecting" })
    : msg("No connection", { id: "kiosk.lost" });
  return html`<section class="takeover loss">
    <div class="above"><b>${site}</b>${sound}</div>
    <div class="frame">
      <div class="told">
        ${icon("wifiOff")}
        <div role="alert">
          <h1>${title}</h1>
          <p>${msg("The values are not live. Do not rely on this display.", { id: "kiosk.notLive" })}</p>
        </div>
        ${lastLive ? html`<p class="since">${sinceText(lastLive, format)}</p>` : nothing}
      </div>
      ${lastKnown(needs)}
    </div>
  </section>`;
}

/** The screen of a display that reloaded itself in vain. */
export function helplessScreen(): TemplateResult {
  return html`<section class="takeover helpless" role="alert">
    <div class="frame">
      <div class="told">
        ${icon("refresh")}
        <h1>${msg("This display needs help", { id: "kiosk.helpless" })}</h1>
        <p>
          ${msg(
            "It loaded itself anew three times within ten minutes and still gets no live data, although the server is healthy. Restart the browser or the machine of this display.",
            { id: "kiosk.helpless.why" },
          )}
        </p>
      </div>
    </div>
  </section>`;
}

export const takeoverStyles = css`
  .takeover {
    position: absolute;
    inset: 0;
    z-index: 3;
    display: flex;
    flex-direction: column;
    gap: calc(1.5 * var(--u));
    padding: calc(2.4 * var(--u));
    box-sizing: border-box;
    background: var(--ground);
    color: var(--ink);
    font-size: calc(4.2 * var(--u));
    line-height: 1.2;
  }
  .takeover .above {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    min-height: calc(5 * var(--u));
    font-size: calc(3.4 * var(--u));
  }
  .takeover .frame {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-content: center;
    align-items: center;
    gap: calc(4 * var(--u));
    min-height: 0;
    padding: calc(4 * var(--u));
    overflow: hidden;
    border: calc(0.8 * var(--u)) solid var(--edge);
    border-radius: calc(2.4 * var(--u));
    background-color: var(--sheet);
    background-image: repeating-linear-gradient(
      135deg,
      var(--hatch) 0 calc(2 * var(--u)),
      transparent calc(2 * var(--u)) calc(5 * var(--u))
    );
  }
  .takeover.helpless .frame {
    border-color: var(--fault-edge);
  }
  .takeover .told {
    flex: 1.3 1 calc(52 * var(--u));
  }
  /* Its longest word has room in one piece, beside the last known values or above them. */
  .takeover h1 {
    margin: 0;
    font-size: min(calc(12 * var(--u)), 6.6vw);
    font-weight: 750;
    line-height: 1.05;
    letter-spacing: -0.02em;
    overflow-wrap: anywhere;
  }
  @media (orientation: portrait) {
    .takeover h1 {
      font-size: min(calc(12 * var(--u)), 11vw);
    }
  }
  .takeover p {
    margin: calc(2 * var(--u)) 0 0;
    text-wrap: balance;
  }
  .takeover .since {
    font-weight: 700;
  }
  .takeover .told > svg.lucide {
    width: calc(12 * var(--u));
    height: calc(12 * var(--u));
  }
  .last-known {
    flex: 1 1 calc(48 * var(--u));
    min-width: 0;
    padding: calc(2.4 * var(--u)) calc(3 * var(--u));
    border-radius: calc(2 * var(--u));
    background: var(--ground);
    font-size: calc(2.9 * var(--u));
  }
  .last-known h2 {
    margin: 0 0 calc(1.2 * var(--u));
    color: var(--ink-2);
    font-size: calc(3.2 * var(--u));
    font-weight: 600;
  }
  .last-known ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .last-known li {
    display: flex;
    align-items: center;
    gap: calc(1.6 * var(--u));
    padding: calc(0.9 * var(--u)) 0;
    border-top: max(1px, calc(0.15 * var(--u))) solid var(--line);
  }
  .last-known li > span:not(.last) {
    flex: 1;
    min-width: 0;
  }
  .last-known b {
    font-weight: 650;
  }
  /* What is not known to hold any more has no colour. */
  .last-known .mark {
    width: calc(4.4 * var(--u));
    height: calc(4.4 * var(--u));
  }
  .last-known .mark .fill {
    fill: var(--ink-3);
    stroke: var(--ink-3);
  }
  .last-known .mark .sign {
    stroke: var(--ground);
  }
  .last-known small {
    display: block;
    color: var(--ink-2);
    font-size: calc(2.2 * var(--u));
    font-weight: 400;
  }
  .last-known .last {
    color: var(--ink-2);
    font-size: calc(4.6 * var(--u));
    white-space: nowrap;
  }
  .last-known .last small {
    display: inline;
  }
`;
