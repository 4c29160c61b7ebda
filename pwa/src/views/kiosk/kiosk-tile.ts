// One sensor on the wall: the number is the hero, what is abnormal has colour, shape and word.

import { html, nothing, type TemplateResult } from "lit";
import { calibratedMark } from "../../components/sensor/calibrated-mark.ts";
import { classesOf } from "../../components/sensor/sensor-row.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import type { Format } from "../../i18n/format.ts";
import { sensorName } from "../../i18n/state-texts.ts";
import { SMALLEST } from "./kiosk-tile-styles.ts";
import { allWords, isWordy, MOST_DIGITS, peakWords, type Tile, tileFigure } from "./tile.ts";

function lengthClass(figure: string): string {
  return figure.length > MOST_DIGITS ? `digits-${Math.min(figure.length, SMALLEST)}` : "";
}

/** Beside the words: a zero that was set in gas hides it. */
function calibration({ sensor }: Tile, format: Format) {
  const mark = calibratedMark(sensor.scale, format);
  return mark === nothing ? nothing : html` · ${mark}`;
}

/** A tile. What is no longer live is greyed and hatched and says its age. */
export function kioskTile(tile: Tile, format: Format): TemplateResult {
  const { device, sensor, peak } = tile;
  const figure = tileFigure(tile, format);
  const classes = [classesOf(sensor), isWordy(tile) ? "in-doubt" : "", peak ? `peak-${peak.level}` : ""];
  return html`<article class="tile ${classes.join(" ")}" data-tile=${JSON.stringify([device.device, sensor.scale.identity])}>
    <div class="top">
      <h2>${sensorName(sensor.scale)} <small>${sensor.scale.unit}</small></h2>
      <p class="where">
        <span>${device.name}</span>${device.place ? html`<span>${device.place}</span>` : nothing}
      </p>
    </div>
    <p class="figure ${lengthClass(figure)}">${figure}</p>
    <p class="state">${stateMark(sensor.state)}<span>${allWords(tile, format)}${calibration(tile, format)}</span></p>
    ${peak ? html`<p class="peak">${stateMark(peak.level)}<span>${peakWords(peak, format)}</span></p>` : nothing}
  </article>`;
}
