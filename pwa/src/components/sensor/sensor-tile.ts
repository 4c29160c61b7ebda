// A sensor large: readable at arm's length, with its limits in figures.

import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import type { SensorScale } from "../../../../shared/present/present-sensor.ts";
import { gasName } from "../../i18n/gas-texts.ts";
import { limitText, sensorName } from "../../i18n/state-texts.ts";
import { icon } from "../base/more-icons.ts";
import { type SensorRow, sensorRow } from "./sensor-row.ts";

interface SensorTile extends SensorRow {
  readonly onInfo: (scale: SensorScale) => void;
}

/** The limits of a sensor in a line: `A1 35 · A2 70 ppm`. */
function limitsLine({ presentation: { scale }, format }: SensorTile): string {
  const { a1, a2, lowA1, lowA2 } = scale.limits;
  const parts = [
    lowA2 === undefined ? "" : `A2 ≤ ${limitText(lowA2, scale, format)}`,
    lowA1 === undefined ? "" : `A1 ≤ ${limitText(lowA1, scale, format)}`,
    a1 === undefined ? "" : `A1 ≥ ${limitText(a1, scale, format)}`,
    a2 === undefined ? "" : `A2 ≥ ${limitText(a2, scale, format)}`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(" · ")} ${scale.unit}` : "";
}

/** The sensor's tile, as a list item around its row. */
export function sensorTile(tile: SensorTile) {
  const { scale } = tile.presentation;
  const name = sensorName(scale);
  const limits = limitsLine(tile);
  return html`<li class="tile">
    <ul>
      ${sensorRow(tile)}
    </ul>
    <p class="about">
      <span>${gasName(scale.type)}${limits ? html`<br /><small>${limits}</small>` : nothing}</span>
      <button class="plain" @click=${() => tile.onInfo(scale)}>
        ${icon("info")}<span class="visually-hidden">${msg(str`About ${name}`, { id: "device.about" })}</span>
      </button>
    </p>
  </li>`;
}

/** Goes after `sensorRowStyles` into the styles of every element that uses `sensorTile`. */
export const sensorTileStyles = css`
  .tile {
    container: card / inline-size;
    list-style: none;
    overflow: hidden;
    background: var(--card);
    border: var(--border) solid var(--line);
    border-radius: var(--radius);
  }
  .tile ul {
    margin: 0;
    padding: 0;
  }
  /* Beside the large figure there is no room for the trend, which is worth the whole width here. It comes last, from
     the history: its room is kept, so that nothing moves when it does. */
  .tile .sensor {
    grid-template:
      "who figure" auto
      "state figure" auto
      "spark spark" calc(36px + var(--gap-2))
      "limits limits" auto / minmax(5rem, 1fr) minmax(min-content, max-content);
    border-top: none;
    padding-block: var(--gap-3) var(--gap-4);
  }
  .tile .sensor:is(.fault, .late, .stale, .offline) {
    grid-template:
      "who figure" auto
      "state state" auto
      "spark spark" calc(36px + var(--gap-2))
      "limits limits" auto / minmax(5rem, 1fr) minmax(min-content, max-content);
  }
  .tile .who {
    font-size: 1.25rem;
  }
  .tile .figure {
    --figure-size: 3rem;
  }
  .tile .figure b {
    line-height: 1;
  }
  @media (max-width: 400px) {
    .tile .figure {
      --figure-size: 2.5rem;
    }
  }
  .tile .figure i {
    font-size: 1.125rem;
  }
  /* The narrowest of phones, and a wider one at twice the size of text: the figure must not cover the state. */
  @media (max-width: 340px) {
    .tile .figure {
      --figure-size: 1.875rem;
    }
    .tile .figure i {
      font-size: 0.875rem;
    }
  }
  @container card (max-width: 22rem) {
    .tile .figure {
      --figure-size: 2.125rem;
    }
    .tile .figure i {
      font-size: 0.875rem;
    }
  }
  @container card (max-width: 20rem) {
    .tile .sensor,
    .tile .sensor:is(.fault, .late, .stale, .offline) {
      grid-template:
        "who" auto
        "figure" auto
        "state" auto
        "spark" calc(36px + var(--gap-2))
        "limits" auto / minmax(0, 1fr);
    }
    .tile .spark {
      display: block;
    }
    .tile .figure {
      --figure-size: 2rem;
      justify-self: start;
      text-align: start;
    }
  }
  .tile .spark {
    height: 36px;
    max-width: none;
    margin-top: var(--gap-2);
  }
  .about {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-2);
    margin: 0;
    padding: var(--gap-1) var(--gap-2) var(--gap-1) var(--gap-4);
    color: var(--muted);
    border-top: 1px solid var(--line);
  }
  .about > span {
    min-width: 0;
    overflow-wrap: break-word;
  }
  .about small {
    font-size: 0.875rem;
  }
`;
