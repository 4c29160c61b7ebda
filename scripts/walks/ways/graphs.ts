// Graphs: a peak, a backlog that comes late, and a page that is left and found again.

import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { Posted, Way } from "../world.ts";

const DEVICE = "pump";
const GRAPH = `/graph?device=${DEVICE}`;
const STEP_MS = 20 * SECOND_MS;

function series(from: number, to: number, value: (at: number) => number): Posted[] {
  const count = Math.floor((to - from) / STEP_MS);
  return Array.from({ length: count }, (_, step) => {
    const at = Math.round(from + step * STEP_MS);
    return { device: DEVICE, at, values: { CO: value(at) } };
  });
}

/** The lowest and highest of a line. */
const figures = ".extent";

export const graph: Way = {
  name: "graph",
  async walk({ page, post }) {
    const end = Date.now();
    const peakAt = end - 30 * MINUTE_MS;
    await post(series(end - HOUR_MS, end, (at) => (Math.abs(at - peakAt) <= STEP_MS / 2 ? 1_280 : 10)));
    await page.open(`${GRAPH}&range=1h`);
    await page.sees(figures, "to 1,280");
    await page.isDrawn("canvas");
    await page.choose("select.range", "6h");
    await page.sees(figures, "to 1,280");
    await page.choose("select.range", "24h");
    await page.sees(figures, "to 1,280");
    await page.sees(".fresh", "Live");
    await page.click("summary", "Table");
    await page.sees("td", "1,280");
  },
};

/** A reading each 20 s, but for the time from four to two hours ago, in which the device was out of reach. */
function withSilence(end: number): Posted[] {
  const early = series(end - 10 * HOUR_MS, end - 4 * HOUR_MS, () => 10);
  return [...early, ...series(end - 2 * HOUR_MS, end, () => 10)];
}

export const lateData: Way = {
  name: "late data",
  async walk({ page, network, post }) {
    const end = Date.now();
    await post(withSilence(end));
    await page.open("/");
    await page.isControlled();
    await page.open(`${GRAPH}&range=6h`);
    await page.sees(figures, "10");
    await page.open(`${GRAPH}&range=24h`);
    await page.sees(figures, "10");
    await page.leave("about:blank");
    const peakAt = end - 3 * HOUR_MS;
    await post(
      series(end - 4 * HOUR_MS, end - 2 * HOUR_MS, (at) => (Math.abs(at - peakAt) <= STEP_MS / 2 ? 800 : 12)),
    );
    for (const range of ["6h", "24h"]) {
      await page.open(`${GRAPH}&range=${range}`);
      await page.sees(figures, "to 800", 20_000);
    }
    network.off();
    for (const range of ["6h", "24h"]) {
      await page.open(`${GRAPH}&range=${range}`);
      await page.sees(figures, "to 800", 20_000);
    }
    network.on();
  },
};

export const leaveAndReturn: Way = {
  name: "leave and return",
  async walk({ page, post }) {
    const end = Date.now();
    await post(series(end - 2 * HOUR_MS, end, () => 10));
    for (const value of [21, 22, 23, 24]) {
      await page.open(`${GRAPH}&range=1h`);
      await page.sees(figures, "10");
      await post([{ device: DEVICE, at: Date.now(), values: { CO: value } }]);
      await page.sees(figures, `to ${value}`);
      await page.leave("about:blank");
      await page.back();
      await page.sees(figures, `to ${value}`);
      await page.sees(".fresh", "Live");
    }
    await page.open(`${GRAPH}&range=6h`);
    await page.sees(figures, "to 24");
    await page.seesNo(".loading", "Loading");
  },
};
