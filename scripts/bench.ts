// `npm run bench` lists the benchmarks; `npm run bench -- NAME [--quick] […]` runs one. A benchmark is a line in the table below
// and scripts/bench/NAME.ts, which exports `run`.

/** What a benchmark measures, and how it is loaded. */
export interface Benchmark {
  readonly measures: string;
  readonly load: () => Promise<{ readonly run: (args: readonly string[]) => Promise<void> }>;
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  ingest: {
    measures: "readings posted and durable, alone and in batches",
    load: () => import("./bench/ingest.ts"),
  },
  storage: {
    measures: "applying, checkpoints, a start and reads over ten million readings",
    load: () => import("./bench/storage.ts"),
  },
  history: {
    measures: "reduced ranges of a million readings of one device",
    load: () => import("./bench/history.ts"),
  },
  app: {
    measures: "what the app costs a slow phone: bytes, starts, graphs offline, storage, memory",
    load: () => import("./bench/app.ts"),
  },
  floods: {
    measures: "memory, and an honest device's wait, while the server is flooded in every way at once",
    load: () => import("./bench/floods.ts"),
  },
  fanout: { measures: "one post to thousands of live streams", load: () => import("./bench/fanout.ts") },
  frames: {
    measures: "the overview of 200 devices at 1 Hz on a slow phone and on a wall",
    load: () => import("./bench/frames.ts"),
  },
  storm: {
    measures: "the page of alarms on a slow phone while 1,000 sensors reach A2 at once",
    load: () => import("./bench/storm.ts"),
  },
  charts: {
    measures: "a live update of a chart of eight lines on a slow phone",
    load: () => import("./bench/charts.ts"),
  },
  lighthouse: {
    measures: "every view in Lighthouse as a phone sees it the first time (npm ci --prefix test/tools)",
    load: () => import("./bench/lighthouse.ts"),
  },
  alarms: {
    measures: "a post to its alarm on an open stream, and the alarms' part of the server's work",
    load: () => import("./bench/alarms.ts"),
  },
  "sign-ins": {
    measures: "posts while 100 people sign in at once, and what their passwords take of memory",
    load: () => import("./bench/sign-ins.ts"),
  },
  soak: {
    measures: "a day of the kiosk in compressed time: heap, nodes, listeners",
    load: () => import("./bench/soak.ts"),
  },
};

function list(): void {
  console.log("npm run bench -- NAME [--quick]\n");
  for (const [name, { measures }] of Object.entries(BENCHMARKS))
    console.log(`  ${name.padEnd(10)}${measures}`);
  console.log(
    "\nEach prints its own figures beside a yardstick's from the same run; --quick is short and rough.",
  );
}

async function main([name = "", ...args]: readonly string[]): Promise<void> {
  const benchmark = BENCHMARKS[name];
  if (benchmark) {
    const { run } = await benchmark.load();
    return run(args);
  }
  if (name !== "") {
    console.error(`There is no benchmark "${name}".\n`);
    process.exitCode = 1;
  }
  list();
}

await main(process.argv.slice(2));
