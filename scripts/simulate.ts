// `npm run simulate -- --devices 20 --rate 1 [--url http://127.0.0.1:8000] [--seconds 600]`: a fleet that posts over HTTP.

import { PATHS } from "../shared/wire/api.ts";
import { parseFlags } from "./parse-flags.ts";
import { playFleet, type SimulatedFleet } from "./simulate/fleet.ts";

const USAGE = `npm run simulate -- [--devices 20] [--rate 1] [--url http://127.0.0.1:8000] [--seconds 600]
  --devices  how many handhelds post
  --rate     readings per second of each
  --seconds  end after that long; without it the fleet plays until Ctrl-C
The second device has a clock that stands still, the third and every tenth after it fall silent at times; all drift,
leak, lose a sensor and drain their batteries.`;

const { values } = parseFlags(
  {
    options: {
      devices: { type: "string", default: "20" },
      rate: { type: "string", default: "1" },
      url: { type: "string", default: "http://127.0.0.1:8000" },
      seconds: { type: "string" },
      help: { type: "boolean" },
    },
  },
  USAGE,
);

function positive(name: string, text: string, most = Number.POSITIVE_INFINITY): number {
  const number = Number(text);
  if (number > 0 && number <= most) return number;
  const bound = Number.isFinite(most) ? ` and at most ${most}` : "";
  console.error(`--${name} must be a number above 0${bound}, not "${text}".\n${USAGE}`);
  return process.exit(1);
}

function describe({ counts }: SimulatedFleet): string {
  const { stored, failed, late, lastProblem } = counts();
  const problem = failed > 0 ? `, ${failed} failed (${lastProblem})` : "";
  const slow = late > 0 ? `, ${late} not sent since the server was slow` : "";
  return `${devices} devices, ${stored} readings stored${problem}${slow}`;
}

const devices = Math.ceil(positive("devices", values.devices, 10_000));
const rate = positive("rate", values.rate, 100);
const seconds = positive("seconds", values.seconds ?? "Infinity");
const url = values.url.replace(/\/$/, "");
if (!URL.canParse(url)) {
  console.error(`--url must be an address such as http://127.0.0.1:8000, not "${values.url}".`);
  process.exit(1);
}

console.log(`Posting to ${url}${PATHS.receiveJson} – open ${url} to watch. Ctrl-C ends.`);
const fleet = playFleet({ url, devices, rate, random: Math.random, now: Date.now });
const isTerminal = process.stdout.isTTY;
const progress = setInterval(
  () => (isTerminal ? process.stdout.write(`\r\x1b[K${describe(fleet)}`) : console.log(describe(fleet))),
  isTerminal ? 1_000 : 10_000,
);
const end = Number.isFinite(seconds) ? setTimeout(() => void finish(), seconds * 1_000) : undefined;

async function finish(): Promise<void> {
  clearTimeout(end);
  clearInterval(progress);
  await fleet.stop();
  console.log(`${isTerminal ? "\r\x1b[K" : ""}${describe(fleet)}`);
  process.exitCode = fleet.counts().stored === 0 ? 1 : 0;
}

process.once("SIGINT", () => void finish());
process.once("SIGTERM", () => void finish());
