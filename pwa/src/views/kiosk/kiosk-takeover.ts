// What takes over the whole screen when nothing on it can be believed: a lost link, or a display that cannot help itself.

import { msg, str } from "@lit/localize";
import { css, html, type TemplateResult } from "lit";
import type { Age } from "../../../../shared/fleet/freshness.ts";
import { icon } from "../../components/base/more-icons.ts";
import { ageText, ageUnknown } from "../../i18n/age-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { figureText, sensorName, stateWord } from "../../i18n/state-texts.ts";
import type { Tile } from "./tile.ts";
import { lastAlarms } from "./tile-order.ts";

/** Most sensors that are named by their last alarm; more are counted. */
const MAX_NAMED = 6;

export interface LossNeeds {
  readonly isConnecting: boolean;
  /** When the link was last live, server time, and how long ago that is, ms. */
  readonly lastLive: Age | undefined;
  /** All of the wall, also those that are only counted. */
  readonly tiles: readonly Tile[];
  readonly format: Format;
}

function alarmText({ tile, alarm }: ReturnType<typeof lastAlarms>[number], format: Format): string {
  const { device, sensor } = tile;
  const { scale } = sensor;
  const value = `${figureText(alarm.value, scale, format)}\u00a0${scale.unit}`;
  return `${stateWord(alarm.level)}: ${sensorName(scale)} ${value}, ${device.name}, ${ageText(alarm, format)}`;
}

function alarmList(tiles: readonly Tile[], format: Format) {
  const alarms = lastAlarms(tiles);
  if (alarms.length === 0) return "";
  const more = alarms.length - MAX_NAMED;
  return html`<p>${msg("Last known alarms", { id: "kiosk.lastAlarms" })}</p>
    <ul>
      ${alarms.slice(0, MAX_NAMED).map((alarm) => html`<li>${alarmText(alarm, format)}</li>`)}
      ${more > 0 ? html`<li>${msg(str`and ${more} more`, { id: "shell.andMore" })}</li>` : ""}
    </ul>`;
}

/** The screen of a lost link: since when, and which alarms were standing when it broke. */
export function lossScreen({ isConnecting, lastLive, tiles, format }: LossNeeds): TemplateResult {
  const title = isConnecting
    ? msg("Connecting …", { id: "kiosk.connecting" })
    : msg("No connection", { id: "kiosk.lost" });
  return html`<section class="takeover loss">
    ${icon("wifiOff")}
    <div role="alert">
      <h1>${title}</h1>
      <p>${msg("The values are not live. Do not rely on this display.", { id: "kiosk.notLive" })}</p>
    </div>
    ${lastLive ? html`<p class="since">${sinceText(lastLive, format)}</p>` : ""}
    ${alarmList(tiles, format)}
  </section>`;
}

function sinceText({ at, ageMs }: Age, format: Format): string {
  const [clock, ago] =
    ageMs === undefined ? [format.dateTime(at), ageUnknown()] : [format.clock(at), format.ago(ageMs)];
  return msg(str`Last data ${clock} (${ago})`, { id: "kiosk.lastData" });
}

/** The screen of a display that reloaded itself in vain. */
export function helplessScreen(): TemplateResult {
  return html`<section class="takeover helpless" role="alert">
    ${icon("refresh")}
    <h1>${msg("This display needs help", { id: "kiosk.helpless" })}</h1>
    <p>
      ${msg(
        "It loaded itself anew three times within ten minutes and still gets no live data, although the server is healthy. Restart the browser or the machine of this display.",
        { id: "kiosk.helpless.why" },
      )}
    </p>
  </section>`;
}

export const takeoverStyles = css`
  .takeover {
    position: absolute;
    inset: 0;
    z-index: 3;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 2vmin;
    padding: 4vmin;
    text-align: center;
    text-wrap: balance;
    color: var(--on-stale);
    background-color: var(--stale);
    background-image: repeating-linear-gradient(135deg, #0002 0 12px, transparent 12px 28px);
    font-size: max(16px, 3.4vmin);
  }
  .takeover.helpless {
    color: var(--on-fault);
    background-color: var(--fault);
  }
  .takeover h1 {
    margin-bottom: 2vmin;
    font-size: 11vmin;
  }
  .takeover p,
  .takeover ul {
    margin: 0 auto;
    padding: 0;
    max-width: 44em;
    list-style: none;
  }
  .takeover .since {
    font-size: max(18px, 5vmin);
    font-weight: 700;
  }
  .takeover svg.lucide {
    width: 14vmin;
    height: 14vmin;
  }
`;
