import { setTimeout as wait } from "node:timers/promises";
import { PATHS } from "../../../shared/wire/api.ts";
import { bundle, type ServerProcess, startDavy, startHelper } from "../process.ts";
import { percentile, printTable } from "../table.ts";

const POST_EVERY_MS = 10;
/** No question may delay an acknowledgement by more, ms. */
const MOST_MS = 20;

/** A post every 10 ms, each timed: without questions, while long ones are asked, and without again. */
export async function measureDelay(
  folder: string,
  { quick, device }: { quick: boolean; device: string },
): Promise<void> {
  const seconds = quick ? 3 : 15;
  const server = await startDavy(folder);
  const asker = startHelper(await bundle("history/questions"));
  try {
    await timePosts(server, 1);
    const before = await timePosts(server, seconds / 2);
    await asker.ask({ urls: questionsOf(server, device) });
    const busy = await timePosts(server, seconds);
    await asker.stop();
    const calm = [...before, ...(await timePosts(server, seconds / 2))];
    print({ busy, calm });
  } finally {
    await asker.stop();
    await server.stop();
  }
}

function questionsOf({ url }: ServerProcess, device: string): string[] {
  const all = `device=${encodeURIComponent(device)}&from=0&to=${Date.now()}`;
  const day = `device=${encodeURIComponent(device)}&from=${Date.now() - 86_400_000}&to=${Date.now()}`;
  return [
    `${url}${PATHS.history}?${all}&points=1000`,
    `${url}${PATHS.history}?${day}&points=1000`,
    `${url}${PATHS.exportCsv}?${all}&resolution=raw`,
  ];
}

async function timePosts({ url }: ServerProcess, seconds: number): Promise<number[]> {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const started = performance.now();
    const answer = await fetch(url + PATHS.receiveJson, {
      method: "POST",
      body: '{"pct":90,"id":"bench beside","ts":3600,"sensors":[{"type":"CO","val":1}]}',
    });
    await answer.arrayBuffer();
    latencies.push(performance.now() - started);
    await wait(Math.max(0, POST_EVERY_MS - (performance.now() - started)));
  }
  return latencies;
}

function print({ busy, calm }: { busy: number[]; calm: number[] }): void {
  const row = (measured: string, share: number) => ({
    measured,
    davy: percentile(busy, share),
    yardstick: percentile(calm, share),
    against: "without questions",
  });
  const delay = percentile(busy, 0.99) - percentile(calm, 0.99);
  printTable(
    "A post every 10 ms while the longest ranges and a CSV of everything are asked for without a pause",
    [
      row("p50 of a post, ms", 0.5),
      row("p99 of a post, ms", 0.99),
      row("longest of all posts, ms", 1),
      { measured: "p99 longer by, ms", davy: delay, aim: { of: "figure", atMost: MOST_MS } },
    ],
  );
}
