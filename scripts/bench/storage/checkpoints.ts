import { PATHS } from "../../../shared/wire/api.ts";
import type { Load, Outcome } from "../ingest/client.ts";
import { bundle, type Helper, type ServerProcess, startDavy, startHelper, withFolder } from "../process.ts";
import { median, printTable, type Row } from "../table.ts";
import type { Filled, Filling } from "./fill.ts";

const BATCH = 1_000;
const DEVICES = 1_000;
const CONNECTIONS = 16;
/** A checkpoint may make posts wait, but not much. */
const MOST_TIMES = 3;

/** How long a checkpoint takes by the size of the day, and what posts notice of it. */
export async function measureCheckpoints(filler: Helper, { quick }: { quick: boolean }): Promise<void> {
  const sizes = quick ? [10_000, 100_000] : [10_000, 100_000, 300_000, 1_000_000];
  await withFolder(async (folder) => {
    const readings = sizes.at(-1) ?? 0;
    const series = { devices: DEVICES, from: Date.now() - (readings / DEVICES) * 1_000, stepMs: 1_000 };
    const filling: Filling = {
      folder,
      series,
      readings,
      batch: BATCH,
      prepared: false,
      checkpointsAt: sizes,
    };
    const { checkpoints } = await filler.ask<Filled>(filling);
    const rows = checkpoints.map(
      ({ readings: size, ms }): Row => ({
        measured: `the day has ${size.toLocaleString("en-US")} readings, ms`,
        davy: ms,
      }),
    );
    printTable("A checkpoint after all that the day has (the archive's thread, not the posts)", rows);
    await measurePosts(folder, { quick });
  });
}

/** Posts while checkpoints follow one another, and the same while there is none; in turn, over the day filled before. */
async function measurePosts(folder: string, { quick }: { quick: boolean }): Promise<void> {
  const [rounds, seconds] = quick ? [2, 3] : [5, 5];
  const client = startHelper(await bundle("ingest/client"));
  const p99 = { busy: [] as number[], calm: [] as number[] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of ["busy", "calm"] as const) {
        // The age of a checkpoint in whole seconds: one is due at each look, or never within the round.
        const settings = { DAVY_CHECKPOINT_S: kind === "busy" ? "1" : "86400", DAVY_CHECKPOINT_MB: "10000" };
        const server = await startDavy(folder, settings);
        try {
          await post(client, server, 1);
          p99[kind].push((await post(client, server, seconds)).p99);
        } finally {
          await server.stop();
        }
      }
    }
  } finally {
    await client.stop();
  }
  printTable(
    `Single posts over ${CONNECTIONS} connections; middle of ${rounds} rounds of ${seconds} s each in turn`,
    [
      {
        measured: "p99 with a checkpoint every second, ms",
        davy: median(p99.busy),
        yardstick: median(p99.calm),
        against: "Davy without a checkpoint",
        aim: { of: "ratio", atMost: MOST_TIMES },
      },
    ],
  );
}

function post(client: Helper, { url }: ServerProcess, seconds: number): Promise<Outcome> {
  const load: Load = { url, path: PATHS.receiveJson, readings: 1, connections: CONNECTIONS, seconds };
  return client.ask<Outcome>(load);
}
