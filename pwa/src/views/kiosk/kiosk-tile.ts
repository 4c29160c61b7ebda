// One sensor on the wall: the number is the hero, what is abnormal has colour, shape and word.

import { css, html, type TemplateResult } from "lit";
import type { DevicePresentation } from "../../../../shared/present-device.ts";
import { figureOf, type SensorPresentation } from "../../../../shared/present-sensor.ts";
import { stateMark } from "../../components/state-mark.ts";
import type { Format } from "../../i18n/format.ts";
import { figureText, sensorName, stateWords } from "../../i18n/state-texts.ts";

/** A sensor with the device it belongs to. */
export interface Tile {
  readonly id: string;
  readonly device: DevicePresentation;
  readonly sensor: SensorPresentation;
}

/** The figure of a tile as it is printed. */
export function tileFigure({ sensor }: Tile, format: Format): string {
  const figure = figureOf(sensor);
  return figure ? figureText(figure.value, sensor.scale, format) : "–";
}

/** A tile. What is no longer live is greyed and hatched and says its age. */
export function kioskTile(tile: Tile, format: Format): TemplateResult {
  const { device, sensor } = tile;
  return html`<article class="tile ${sensor.state}" data-tile=${tile.id}>
    <h2><span>${sensorName(sensor.scale)}</span> <small>${sensor.scale.unit}</small></h2>
    <p class="where">${device.place ? `${device.name} · ${device.place}` : device.name}</p>
    <p class="figure">${tileFigure(tile, format)}</p>
    <p class="state">${stateMark(sensor.state)}<span>${stateWords(sensor, format)}</span></p>
  </article>`;
}

/** All sizes are parts of the figure's size, which the layout computes. */
export const kioskTileStyles = css`
  .tile {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    padding: calc(var(--figure) * 0.07) calc(var(--figure) * 0.15);
    background: var(--card);
    border: max(3px, calc(var(--figure) * 0.05)) solid var(--line);
    border-radius: calc(var(--figure) * 0.1);
    line-height: 1.18;
  }
  .tile > * {
    margin: 0;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .tile h2 {
    font-size: calc(var(--figure) * 0.34);
    flex: none;
  }
  .tile small {
    font-weight: 400;
    font-size: 0.8em;
    color: var(--muted);
  }
  .tile .where {
    flex: none;
    font-size: calc(var(--figure) * 0.22);
    color: var(--muted);
  }
  .tile .figure {
    flex: none;
    margin: auto 0;
    font-size: var(--figure);
    font-weight: 700;
    line-height: 1.05;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
    text-overflow: clip;
  }
  .tile .state {
    display: flex;
    flex: none;
    gap: 0.35em;
    font-size: calc(var(--figure) * 0.24);
    font-weight: 600;
    white-space: normal;
  }
  .tile .state span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .tile.normal .state {
    font-weight: 400;
    color: var(--muted);
  }
  .tile.a1 {
    border-color: var(--a1);
    background: var(--a1-tint);
  }
  .tile.a2 {
    border-color: var(--a2);
    background: var(--a2);
    color: var(--on-a2);
  }
  .tile.a2 small,
  .tile.a2 .where {
    color: inherit;
  }
  .tile.a2 .mark .fill {
    fill: var(--on-a2);
  }
  .tile.a2 .mark .sign {
    stroke: var(--a2);
  }
  .tile.fault {
    border-color: var(--fault);
    background: var(--fault-tint);
  }
  .tile.stale,
  .tile.offline {
    border-style: dashed;
    border-color: var(--stale);
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 6px, transparent 6px 14px);
  }
  .tile.stale .figure,
  .tile.offline .figure,
  .tile.fault .figure {
    color: var(--muted);
    font-weight: 500;
  }
`;
