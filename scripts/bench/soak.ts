// `npm run bench -- soak [--quick]`: a day of the kiosk with 20 devices at 1 Hz, in compressed time. Heap, nodes and listeners
// after garbage was collected, beside what they were after three hours, when every bounded store is full.

import { buildAll } from "../build/build-all.ts";
import { launchChromium } from "../launch-chromium.ts";
import { startDavy, withFolder } from "./process.ts";
import { soakKiosk } from "./soak/kiosk-soak.ts";
import { printTable } from "./table.ts";

const DEVICES = 20;
const HOUR_S = 3_600;
/** The heap may have grown by a tenth, nodes and listeners only by what a tile more or less makes. */
const MOST_RATIO = { heapBytes: 1.1, nodes: 1.02, listeners: 1.02 } as const;

/** Runs the benchmark; `--quick` lets two hours pass rather than a day. */
export async function run(args: readonly string[]): Promise<void> {
  const isQuick = args.includes("--quick");
  await buildAll({ report: console.log });
  await withFolder(async (folder) => {
    const browser = await launchChromium();
    const server = await startDavy(folder);
    try {
      const { before, after } = await soakKiosk(browser, {
        url: server.url,
        devices: DEVICES,
        warmUpSeconds: (isQuick ? 1 : 3) * HOUR_S,
        seconds: (isQuick ? 1 : 21) * HOUR_S,
        onProgress: (seconds) => {
          if (seconds % HOUR_S === 0) console.log(`${seconds / HOUR_S} h`);
        },
      });
      const names = { heapBytes: "heap, bytes", nodes: "DOM nodes", listeners: "listeners" } as const;
      const rows = (["heapBytes", "nodes", "listeners"] as const).map((name) => ({
        measured: names[name],
        davy: after[name],
        yardstick: before[name],
        against: "after warming up",
        // Within hours the live readings that the page keeps are not yet as many as their bound.
        ...(isQuick && name === "heapBytes"
          ? {}
          : { aim: { of: "ratio" as const, atMost: MOST_RATIO[name] } }),
      }));
      printTable(`A kiosk of ${DEVICES} devices at 1 Hz over ${isQuick ? "two hours" : "a day"}`, rows);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
