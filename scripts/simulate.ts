// `npm run simulate -- --devices 20 --rate 1 [--url http://127.0.0.1:8000] [--seconds 600]`: a fleet that posts over HTTP.

import { parseArgs } from "node:util";
import { PATHS } from "../shared/api.ts";
import {
  createDeviceModel,
  type DeviceModel,
  type Habit,
  type PostedReading,
} from "./simulate/device-model.ts";

const USAGE = `npm run simulate -- [--devices 20] [--rate 1] [--url http://127.0.0.1:8000] [--seconds 600]
  --devices  how many handhelds post
  --rate     readings per second of each
  --seconds  end after that long; without it the fleet plays until Ctrl-C`;

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "20" },
    rate: { type: "string", default: "1" },
    url: { type: "string", default: "http://127.0.0.1:8000" },
    seconds: { type: "string" },
    help: { type: "boolean" },
  },
});

function positive(name: "devices" | "rate" | "seconds", text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  console.error(`--${name} must be a number above 0, not "${text}".\n${USAGE}`);
  return process.exit(1);
}

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const devices = Math.ceil(positive("devices", values.devices));
const rate = positive("rate", values.rate);
const seconds = values.seconds === undefined ? Number.POSITIVE_INFINITY : positive("seconds", values.seconds);

/** Every tenth device falls silent at times; the second has a clock that stands at 3600. */
function habitOf(index: number): Habit {
  if (index === 1) return "frozen-clock";
  return index % 10 === 4 ? "falls-silent" : "steady";
}

const fleet: DeviceModel[] = Array.from({ length: devices }, (_, index) =>
  createDeviceModel(`handheld ${index + 1}`, index, { habit: habitOf(index), random: Math.random }),
);
const counts = { stored: 0, failed: 0, lastProblem: "" };

async function post(reading: PostedReading): Promise<void> {
  try {
    const answer = await fetch(values.url + PATHS.receiveJson, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(reading),
    });
    const text = await answer.text();
    if (answer.ok) counts.stored += 1;
    else throw new Error(`${answer.status} ${text.slice(0, 200)}`);
  } catch (error) {
    counts.failed += 1;
    counts.lastProblem = error instanceof Error ? error.message : String(error);
  }
}

// Each device posts at its own moment within the interval, as a real fleet does.
const intervalMs = 1_000 / rate;
const timers: NodeJS.Timeout[] = [];
for (const model of fleet) {
  const begin = () => {
    const tick = () => {
      const reading = model.step(1 / rate, Date.now());
      if (reading) void post(reading);
    };
    tick();
    timers.push(setInterval(tick, intervalMs));
  };
  timers.push(setTimeout(begin, Math.random() * intervalMs));
}

function showProgress(): void {
  const problem = counts.failed > 0 ? `, ${counts.failed} failed (${counts.lastProblem})` : "";
  const line = `${devices} devices, ${counts.stored} readings stored${problem}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
  else console.log(line);
}

const progress = setInterval(showProgress, process.stdout.isTTY ? 1_000 : 10_000);

function finish(): void {
  for (const timer of timers) clearInterval(timer);
  clearInterval(progress);
  showProgress();
  console.log();
  process.exitCode = counts.stored === 0 ? 1 : 0;
}

console.log(`Posting to ${values.url}${PATHS.receiveJson} – open ${values.url} to watch. Ctrl-C ends.`);
process.once("SIGINT", finish);
process.once("SIGTERM", finish);
if (Number.isFinite(seconds)) setTimeout(finish, seconds * 1_000);
