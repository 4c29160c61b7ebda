// `npm run bench -- storage [--quick] [apply|checkpoint|start]`: how fast the archive takes readings in, what they take on disk, what
// a checkpoint costs, and a start and reads over ten million readings.

import { buildAll } from "../build/build-all.ts";
import { bundle, startHelper } from "./process.ts";
import { measureApply } from "./storage/apply.ts";
import { measureCheckpoints } from "./storage/checkpoints.ts";
import { measureStart } from "./storage/start.ts";

const PARTS = { apply: measureApply, checkpoint: measureCheckpoints, start: measureStart };

/** Runs all parts, or those that are named. */
export async function run(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  const named = Object.keys(PARTS).filter((name) => args.includes(name));
  await buildAll({ report: console.log });
  const filler = startHelper(await bundle("storage/fill"));
  try {
    for (const [name, measure] of Object.entries(PARTS))
      if (named.length === 0 || named.includes(name)) await measure(filler, { quick });
  } finally {
    await filler.stop();
  }
}
