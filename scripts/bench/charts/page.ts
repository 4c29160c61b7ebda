// Runs in the page: a live update of a chart of eight lines, as the app draws it and as ECharts draws what it is simply given.

import { LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { frameOf } from "../../../pwa/src/charts/chart-layout.ts";
import { readLook } from "../../../pwa/src/charts/chart-look.ts";
import { type ChartLine, type ChartPicture, linesOf } from "../../../pwa/src/charts/chart-picture.ts";
import { planChart } from "../../../pwa/src/charts/chart-plan.ts";
import { chartShapes } from "../../../pwa/src/charts/chart-shapes.ts";
import { createDrawing } from "../../../pwa/src/charts/echarts.ts";
import { summariseLine } from "../../../pwa/src/charts/line-summary.ts";

const SERIES = 8;
const HEIGHT = 300;
/** Readings of a line: an hour at 1 Hz. */
const ROWS = 3_600;
/** First drawings, which are no updates. */
const WARM_UP = 2;
const LIMITS = { a1: 30, a2: 60 };

/** Values a second apart up to `to`. */
function columnsOf(series: number, to: number): ChartLine["columns"] {
  const t = Float64Array.from({ length: ROWS }, (_, row) => to - (ROWS - row) * 1_000);
  const mean = t.map((at) => 20 + series + Math.sin(at / 90_000) * 6 + Math.sin(at / 1_300 + series) * 2);
  return { t, low: mean, mean, high: mean, banded: false };
}

function pictureOf(to: number): ChartPicture {
  const lines = Array.from({ length: SERIES }, (_, series) => ({
    id: `CO-${series}`,
    name: `CO ${series}`,
    unit: "ppm",
    decimals: 0,
    limits: LIMITS,
    range: { low: -3, high: 1_100_000 },
    columns: columnsOf(series, to),
    toShown: (raw: number) => raw,
    colour: series,
  }));
  const words = {
    number: (value: number, decimals: number) => value.toFixed(decimals),
    tick: (ms: number) => new Date(ms).toISOString().slice(11, 16),
    at: (ms: number) => new Date(ms).toISOString(),
    limit: (level: string, figure: string) => `${level} ${figure}`,
    offsetAt: () => 0,
    noNumber: "no number",
    unknown: "not known here",
    silent: "no data",
    unconfirmed: "not confirmed",
  };
  const strip = { name: "CO", unit: "ppm", lines, limits: LIMITS };
  const window = { from: to - ROWS * 1_000, to };
  return {
    window,
    live: true,
    strips: [strip],
    fit: "limits",
    bands: [],
    unknown: [],
    unconfirmed: [],
    words,
  };
}

function createPlot(width: number): HTMLElement {
  const plot = document.createElement("div");
  plot.style.width = `${width}px`;
  plot.style.height = `${HEIGHT}px`;
  document.body.append(plot);
  return plot;
}

/** As the app does it each second: figures and marks, reduction, drawing, painting. */
function createOurs(width: number): (picture: ChartPicture) => void {
  const plot = createPlot(width);
  const drawing = createDrawing(plot);
  const look = readLook(plot);
  return (picture) => {
    for (const line of linesOf(picture)) summariseLine(line, picture.window);
    const frame = frameOf(picture, { width, height: HEIGHT, rem: 16 });
    drawing.draw(chartShapes(picture, look, planChart(picture, frame)));
    drawing.paint();
  };
}

/** All readings handed to ECharts' own lines as they are. */
function createNaive(width: number): (picture: ChartPicture) => void {
  use([LineChart, GridComponent]);
  const chart = init(createPlot(width));
  return (picture) => {
    const { window } = picture;
    chart.setOption({
      animation: false,
      xAxis: { type: "value", min: window.from, max: window.to },
      yAxis: { type: "value" },
      series: linesOf(picture).map(({ id, columns: { t, mean } }) => ({
        id,
        type: "line",
        symbol: "none",
        data: Array.from(t, (at, row) => [at, mean[row]]),
      })),
    });
    chart.getZr().flush();
  };
}

const CREATE = { ours: createOurs, naive: createNaive };

/** Times of so many live updates of a chart `width` px wide, ms. */
async function measureUpdates(who: keyof typeof CREATE, width: number, updates: number): Promise<number[]> {
  const draw = CREATE[who](width);
  const times: number[] = [];
  for (let update = 0; update < updates + WARM_UP; update += 1) {
    const picture = pictureOf(1_795_000_000_000 + update * 1_000);
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    draw(picture);
    times.push(performance.now() - start);
  }
  return times.slice(WARM_UP);
}

Object.assign(window, { measureUpdates });
