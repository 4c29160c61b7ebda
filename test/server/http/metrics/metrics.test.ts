import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { afterEach, expect, it } from "vitest";
import { createMetrics } from "../../../../server/http/metrics/metrics.ts";
import { createRouter } from "../../../../server/http/router.ts";
import { metricsRoute } from "../../../../server/http/routes/metrics-route.ts";
import { createFleet } from "../../../../server/state/fleet.ts";
import { createSite } from "../../../../server/state/site.ts";
import { storageFigures } from "../../../../server/storage-figures.ts";
import type { Entry } from "../../../../shared/entries/entry.ts";
import { NO_HTTPS } from "../../../helpers/no-https.ts";
import { admitOpen } from "../../../helpers/open-access.ts";

const T0 = Date.UTC(2026, 10, 24);
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

function reading(seq: number, device: string, at = T0): Entry {
  const sensors = [{ type: "CO", val: 1 }];
  return { seq, at, measuredAt: at, kind: "reading", device, deviceTime: 3600, battery: 90, sensors };
}

const archive = {
  appliedAt: 0,
  appliedSeq: 9,
  backlog: 12,
  problems: [],
  unpurged: 0,
  setAside: { entries: 0, bytes: 0, lost: 0 },
  bytes: 4_096,
  readings: 9,
  openFilesBytes: 2_048,
  checkpointAt: (T0 - 5_000) as number | null,
  checkpointMs: 90 as number | null,
  sliceHits: 30,
  sliceMisses: 3,
};

async function start(
  entries: readonly Entry[],
  { maxValueSeries = 2_000, kept = archive }: { maxValueSeries?: number; kept?: typeof archive } = {},
) {
  const fleet = createFleet({ seq: 0, devices: [] });
  fleet.observe({ entries, ndjson: Buffer.alloc(0) });
  const live = { streams: 2, opened: 5, refused: 1, cuts: 3, gaps: 4, bytes: 700, windowBytes: 80 };
  const metrics = createMetrics();
  const log = { status: () => ({ lastSeq: 9, bytes: 1_000, damage: [] }) };
  const now = () => T0 + 20_000;
  const router = createRouter(
    [metricsRoute],
    {
      metrics,
      log,
      archive: { status: () => kept },
      storageFigures: storageFigures({ log, archive: { status: () => kept }, now }),
      fleet,
      site: createSite(),
      live: { status: () => live },
      ingest: { counts: () => ({ accepted: 7, rejected: 2, duplicates: 1 }) },
      freeBytes: async () => 5_000_000,
      https: NO_HTTPS,
      config: { maxMetricSeries: maxValueSeries },
      now,
    },
    admitOpen(),
  );
  const server = createServer(new Koa().use(router.routes()).callback());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  return { metrics, scrape: () => fetch(url) };
}

it("tells all figures as Prometheus text, the same at each scrape", async () => {
  const { scrape, metrics } = await start([reading(1, "a"), reading(2, 'b "\\', T0 + 19_000)]);
  metrics.onSync(0.3);
  metrics.onSync(40);
  await scrape();
  const answer = await scrape();
  const lines = (await answer.text()).split("\n");
  expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  expect(lines).toEqual(
    expect.arrayContaining([
      "davy_readings_accepted_total 7",
      "davy_readings_rejected_total 2",
      "davy_readings_duplicate_total 1",
      'davy_journal_fsync_seconds_bucket{le="0.0005"} 1',
      "davy_journal_fsync_seconds_count 2",
      "davy_checkpoint_seconds 0.09",
      "davy_checkpoint_age_seconds 25",
      "davy_archive_backlog_readings 12",
      "davy_archive_bytes 4096",
      "davy_slice_hits_total 30",
      "davy_slice_misses_total 3",
      "davy_streams 2",
      "davy_stream_cuts_total 3",
      "davy_stream_gaps_total 4",
      "davy_stream_bytes_total 700",
      'davy_devices{status="stale"} 0',
      'davy_devices{status="current"} 2',
      'davy_device_reading_age_seconds{device="a"} 20',
      'davy_device_reading_age_seconds{device="b \\"\\\\"} 1',
    ]),
  );
  expect(lines.some((line) => line.startsWith("process_resident_memory_bytes "))).toBe(true);
});

it("leaves out the checkpoint while there was none", async () => {
  const none = { ...archive, checkpointAt: null, checkpointMs: null };
  const { scrape } = await start([], { kept: none });
  const text = await (await scrape()).text();
  expect(text).not.toMatch(/^davy_checkpoint_\w+ /m);
});

it("tells how late the event loop was", async () => {
  const { scrape } = await start([]);
  const most = async () => {
    const text = await (await scrape()).text();
    return Number(/^davy_event_loop_delay_seconds\{part="max"\} (.*)$/m.exec(text)?.[1]);
  };
  await most();
  // Two turns of the sampling timer lie around the time in which nothing can run.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const until = performance.now() + 150;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await most()).toBeGreaterThan(0.1);
});

it("bounds the series of devices", async () => {
  const { scrape } = await start(Array.from({ length: 700 }, (_, index) => reading(index + 1, `d${index}`)));
  const text = await (await scrape()).text();
  expect(text.match(/^davy_device_reading_age_seconds\{/gm)).toHaveLength(500);
  expect(text).toContain('davy_devices{status="current"} 700');
});

it("tells values and batteries of what is not silent, and the free space of the disk", async () => {
  const entries = [reading(1, "old", T0 - 900_000), reading(2, "pump", T0 + 15_000)];
  const { scrape } = await start(entries);
  const text = await (await scrape()).text();
  expect(text).toContain('davy_sensor_value{device="pump",sensor="CO",type="CO",unit="ppm"} 1\n');
  expect(text).toContain('davy_device_battery_percent{device="pump"} 90\n');
  expect(text).toContain("davy_disk_free_bytes 5000000\n");
  expect(text).not.toMatch(/davy_(sensor_value|device_battery_percent){device="old"/);
});

it("names no more series of values than are wanted, and none when none are", async () => {
  const entries = ["a", "b", "c"].map((device, index) => reading(index + 1, device, T0 + 15_000));
  const count = async (maxValueSeries: number) => {
    const text = await (await (await start(entries, { maxValueSeries })).scrape()).text();
    return text.match(/^davy_sensor_value{/gm)?.length ?? 0;
  };
  expect([await count(2_000), await count(2), await count(0)]).toEqual([3, 2, 0]);
});
