// Plays devices that post over HTTP, each at its own moment, as a real fleet does.

import { SECOND_MS } from "../../shared/ground/time.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { explainFailure } from "../explain-failure.ts";
import { createDeviceModel, type DeviceModel, type Habit, type Random } from "./device-model.ts";

interface FleetOptions {
  readonly url: string;
  readonly devices: number;
  /** Readings per second of each device. */
  readonly rate: number;
  readonly random: Random;
  readonly now: () => number;
}

/** What has become of the posts. `late` were not sent since the device still waited for the answer to the one before. */
export interface FleetCounts {
  readonly stored: number;
  readonly failed: number;
  readonly late: number;
  /** Empty while none has failed. */
  readonly lastProblem: string;
}

/** A playing fleet. `stop` ends it and waits for the posts under way. */
export interface SimulatedFleet {
  counts(): FleetCounts;
  stop(): Promise<void>;
}

/** The second device has a clock that stands at 3600; the third, and every tenth after it, falls silent at times. */
function habitOf(index: number): Habit {
  if (index === 1) return "frozen-clock";
  return index % 10 === 2 ? "falls-silent" : "steady";
}

async function post(url: string, reading: object): Promise<void> {
  const answer = await fetch(url + PATHS.receiveJson, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(reading),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 200)}`);
}

/** Starts to play. */
export function playFleet({ url, devices, rate, random, now }: FleetOptions): SimulatedFleet {
  const counts = { stored: 0, failed: 0, late: 0, lastProblem: "" };
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Map<DeviceModel, Promise<void>>();
  const intervalMs = SECOND_MS / rate;

  async function send(model: DeviceModel, reading: object): Promise<void> {
    try {
      await post(url, reading);
      counts.stored += 1;
    } catch (error) {
      counts.failed += 1;
      counts.lastProblem = explainFailure(error, url);
    }
    underWay.delete(model);
  }

  function tick(model: DeviceModel): void {
    const reading = model.step(1 / rate, now());
    if (!reading) return;
    if (underWay.has(model)) counts.late += 1;
    else underWay.set(model, send(model, reading));
  }

  function begin(model: DeviceModel): void {
    tick(model);
    timers.add(setInterval(tick, intervalMs, model));
  }

  for (let index = 0; index < devices; index += 1) {
    const model = createDeviceModel(`handheld ${index + 1}`, index, { habit: habitOf(index), random });
    timers.add(setTimeout(begin, random() * intervalMs, model));
  }
  return {
    counts: () => counts,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(underWay.values());
    },
  };
}
