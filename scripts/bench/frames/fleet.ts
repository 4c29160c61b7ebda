// A large fleet that posts steadily: every tick brings the next few devices, so that no moment of the second is the busy one.

import { SECOND_MS } from "../../../shared/ground/time.ts";
import { PATHS } from "../../../shared/wire/api.ts";

const TICK_MS = 50;

/** Rests near 1 with a little of everything; the same in every run. */
function wave(device: number, second: number): number {
  return 1 + Math.sin(device * 1.7 + second / 3) / 50;
}

function readingOf(device: number, second: number) {
  const by = wave(device, second);
  const co = device % 50 === 7 ? 80 : 4;
  const values = { CH4: 200 + device, CO: co, H2S: 1, O2: 209_000 };
  const sensors = Object.entries(values).map(([type, value]) => ({
    type,
    val: Number((value * by).toFixed(2)),
  }));
  return { id: `device ${device}`, pct: 80, ts: 3_600, sensors };
}

/** Lets each of the devices post once a second until it is stopped. Rejects from `stop` when a post was refused. */
export function playFleet(url: string, devices: number): { stop(): Promise<void> } {
  const perTick = devices / (SECOND_MS / TICK_MS);
  let posted = 0;
  let answers = Promise.resolve();
  const tick = () => {
    const readings = Array.from({ length: perTick }, (_, index) =>
      readingOf((posted + index) % devices, Math.floor((posted + index) / devices)),
    );
    posted += perTick;
    const sent = post(url, readings);
    // Kept for whoever stops the fleet; until then a refusal must not end the process.
    sent.catch(() => undefined);
    answers = answers.then(() => sent);
    answers.catch(() => undefined);
  };
  const timer = setInterval(tick, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await answers;
    },
  };
}

async function post(url: string, readings: readonly object[]): Promise<void> {
  const answer = await fetch(url + PATHS.readings, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(readings),
  });
  if (!answer.ok) throw new Error(`A post was answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}
