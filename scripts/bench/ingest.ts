// `npm run bench -- ingest [--quick] [singles|batches]`: what can be posted and is durable when it is answered. Server, yardsticks
// and load generator are processes of their own on one machine.

import { buildAll } from "../build/build-all.ts";
import { measureBatches } from "./ingest/batches.ts";
import { measureSingles } from "./ingest/singles.ts";
import { bundle, startHelper } from "./process.ts";

/** Runs both parts, or the one that is named. */
export async function run(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  await buildAll({ report: console.log });
  const client = startHelper(await bundle("ingest/client"));
  try {
    if (!args.includes("batches")) await measureSingles(client, { quick });
    if (!args.includes("singles")) await measureBatches(client, { quick });
  } finally {
    await client.stop();
  }
}
