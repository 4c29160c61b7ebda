import { DAY_MS } from "../../../shared/ground/time.ts";
import { bundle, type Helper, startHelper, withFolder } from "../process.ts";
import { median, printTable } from "../table.ts";
import type { Filled, Filling } from "./fill.ts";
import type { PlainFilling } from "./plain.ts";

/** What the aim demands, readings/s. */
const AIM = 180_000;
const BATCH = 1_000;
/** Of the slow yardstick fewer readings tell as much. */
const UNBATCHED_SHARE = 10;
/** As a fleet of gateways that upload: a thousand devices, one reading a second each. */
const SERIES = { devices: 1_000, from: Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS, stepMs: 1_000 };

/** The rate at which the archive applies batches with both roll-ups, beside plain sql.js, in turn. */
export async function measureApply(filler: Helper, { quick }: { quick: boolean }): Promise<void> {
  const [rounds, readings] = quick ? [2, 100_000] : [5, 300_000];
  const plain = startHelper(await bundle("storage/plain"));
  const rates = { davy: [] as number[], unbatched: [] as number[], "raw only": [] as number[] };
  let bytes = Number.NaN;
  try {
    // The first round is for the compilers.
    for (let round = 0; round <= rounds; round += 1) {
      const filled = await withFolder((folder) => {
        const filling: Filling = { folder, series: SERIES, readings, batch: BATCH, prepared: true };
        return filler.ask<Filled>(filling);
      });
      bytes = filled.bytes / readings;
      if (round > 0) rates.davy.push(filled.timed / filled.seconds);
      for (const how of ["unbatched", "raw only"] as const) {
        const count = how === "unbatched" ? readings / UNBATCHED_SHARE : readings;
        const filling: PlainFilling = { how, series: SERIES, readings: count, batch: BATCH };
        const { seconds } = await plain.ask<{ seconds: number }>(filling);
        if (round > 0) rates[how].push(count / seconds);
      }
    }
  } finally {
    await plain.stop();
  }
  print(rates, {
    bytes,
    title: `batches of ${BATCH} readings of 4 values; middle of ${rounds} rounds in turn`,
  });
}

function print(
  rates: { davy: number[]; unbatched: number[]; "raw only": number[] },
  { bytes, title }: { bytes: number; title: string },
): void {
  const applied = { measured: "readings/s applied, with both roll-ups", davy: median(rates.davy) };
  printTable(`The archive takes in ${title}`, [
    {
      ...applied,
      yardstick: median(rates.unbatched),
      against: "plain sql.js, each reading and roll-up by itself",
      aim: { of: "figure", atLeast: AIM },
    },
    {
      ...applied,
      yardstick: median(rates["raw only"]),
      against: "plain sql.js, raw readings alone, no roll-ups",
    },
    { measured: "bytes on disk a reading, roll-ups included", davy: bytes },
  ]);
}
