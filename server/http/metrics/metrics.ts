// What Prometheus reads. The figures are asked of the parts at each scrape; only durations are told as they happen.

import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { HOUR_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { Archive } from "../../archive/archive.ts";
import type { Live } from "../../live/live.ts";
import type { Log } from "../../log/log.ts";
import type { Https } from "../../tls/tls.ts";
import { type DeviceMetricsSources, deviceGauges, type LabelledGauge } from "./device-metrics.ts";

/** How often the event loop is looked at, ms. More often is finer and wakes an idle server more often. */
const LOOP_SAMPLE_MS = 20;
/** From a fast SSD's tenth of a millisecond to a disk that is in trouble, s. */
const FSYNC_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** What has become of readings since the start. */
export interface ReadingCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** The parts that are asked at a scrape. */
export interface MetricsSources extends DeviceMetricsSources {
  readonly log: Pick<Log, "status">;
  readonly archive: Pick<Archive, "status">;
  readonly live: Pick<Live, "status">;
  readonly https: Https;
  readonly ingest: { counts(): ReadingCounts };
  /** What is free on the data folder's disk; undefined where the file system does not tell. */
  readonly freeBytes: () => Promise<number | undefined>;
  /** What only this kind of storage can tell. */
  readonly storageFigures: readonly Figure[];
}

/** A page's error report was logged, or refused because there were too many. */
export type ClientErrorOutcome = "logged" | "refused";

/** The metrics of one server, with a registry of their own. */
export interface Metrics {
  /** Tells of one journal sync, ms. */
  onSync(ms: number): void;
  /** Tells what became of an error that a page reported. */
  onClientError(outcome: ClientErrorOutcome): void;
  /** Names the parts to ask, once they exist. */
  watch(sources: MetricsSources): void;
  readonly contentType: string;
  /** The Prometheus text. */
  text(): Promise<string>;
  close(): void;
}

/** Metrics that so far know durations and the process; `watch` adds the rest. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  addProcess(registry);
  const stopLoopDelay = addLoopDelay(registry);
  const fsync = new Histogram({
    name: "davy_journal_fsync_seconds",
    help: "How long the journal's syncs to disk take",
    buckets: FSYNC_BUCKETS,
    registers: [registry],
  });
  const clientErrors = new Counter({
    name: "davy_client_errors_total",
    help: "Errors that pages reported: logged, or refused for being too many",
    labelNames: ["outcome"],
    registers: [registry],
  });
  for (const outcome of ["logged", "refused"]) clientErrors.inc({ outcome }, 0);
  return {
    onSync: (ms) => fsync.observe(ms / SECOND_MS),
    onClientError: (outcome) => clientErrors.inc({ outcome }),
    watch: (sources) => {
      addCounters(registry, sources);
      addGauges(registry, sources);
      addFreeSpace(registry, sources);
      for (const gauge of deviceGauges(sources)) addLabelled(registry, gauge);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
    close: () => {
      stopLoopDelay();
      registry.clear();
    },
  };
}

/**
 * The process's usual metrics but for the event loop's lag, which would count the sampling interval as lag, and totals of
 * what can become fewer, which are there by kind and have a name that Prometheus keeps for counters.
 */
function addProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: HOUR_MS });
  for (const { name } of registry.getMetricsAsArray())
    if (/^nodejs_(eventloop_lag|active_.*_total$)/.test(name)) registry.removeSingleMetric(name);
}

/** By how much timers are late since the scrape before. Returns what ends the watch. */
function addLoopDelay(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: LOOP_SAMPLE_MS });
  delay.enable();
  const secondsLate = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOP_SAMPLE_MS / SECOND_MS);
  new Gauge({
    name: "davy_event_loop_delay_seconds",
    help: "By how much the event loop was late since the last scrape",
    labelNames: ["part"],
    registers: [registry],
    collect() {
      for (const [part, percent] of [
        ["median", 50],
        ["p99", 99],
        ["max", 100],
      ] as const)
        this.set({ part }, secondsLate(delay.percentile(percent)));
      delay.reset();
    },
  });
  return () => delay.disable();
}

function addLabelled(registry: Registry, { tell, ...gauge }: LabelledGauge): void {
  new Gauge({
    ...gauge,
    registers: [registry],
    collect() {
      this.reset();
      tell((labels, value) => this.set(labels, value));
    },
  });
}

function addFreeSpace(registry: Registry, { freeBytes }: MetricsSources): void {
  new Gauge({
    name: "davy_disk_free_bytes",
    help: "Free on the disk of the data folder",
    registers: [registry],
    async collect() {
      const free = await freeBytes();
      if (free === undefined) this.remove();
      else this.set(free);
    },
  });
}

/** The value is asked for at each scrape; null for none. */
export type Figure = readonly [name: string, help: string, value: () => number | null];

function addCounters(registry: Registry, { ingest, live, archive }: MetricsSources): void {
  const figures: readonly Figure[] = [
    ["davy_readings_accepted_total", "Readings taken into the log", () => ingest.counts().accepted],
    ["davy_readings_rejected_total", "Readings refused", () => ingest.counts().rejected],
    ["davy_readings_duplicate_total", "Readings that were there already", () => ingest.counts().duplicates],
    ["davy_streams_opened_total", "Live streams opened", () => live.status().opened],
    ["davy_streams_refused_total", "Live streams refused", () => live.status().refused],
    ["davy_stream_cuts_total", "Live streams cut because the client was slow", () => live.status().cuts],
    ["davy_stream_gaps_total", "Live streams that could not replay", () => live.status().gaps],
    ["davy_stream_bytes_total", "Bytes sent on live streams", () => live.status().bytes],
    ["davy_slice_hits_total", "History slices answered from memory", () => archive.status().sliceHits],
    ["davy_slice_misses_total", "History slices read from the archive", () => archive.status().sliceMisses],
  ];
  for (const [name, help, value] of figures) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value() ?? 0);
      },
    });
  }
}

function addGauges(registry: Registry, { log, archive, live, https, storageFigures }: MetricsSources): void {
  const figures: readonly Figure[] = [
    ["davy_log_last_seq", "Sequence number of the last durable entry", () => log.status().lastSeq],
    ["davy_log_failing", "1 while entries cannot be taken", () => (log.status().failing ? 1 : 0)],
    [
      "davy_archive_backlog_readings",
      "Readings the archive has yet to apply",
      () => archive.status().backlog,
    ],
    ["davy_archive_bytes", "Bytes of the archive on disk", () => archive.status().bytes],
    [
      "davy_archive_set_aside_entries",
      "Entries that the archive could not take in",
      () => archive.status().setAside.entries,
    ],
    ["davy_archive_set_aside_bytes", "Bytes of these", () => archive.status().setAside.bytes],
    [
      "davy_archive_set_aside_lost",
      "Entries since the start for which there was no room among these",
      () => archive.status().setAside.lost,
    ],
    ["davy_archive_readings", "Readings in the archive", () => archive.status().readings],
    ["davy_streams", "Live streams open", () => live.status().streams],
    ["davy_stream_window_bytes", "Memory for replay to returning streams", () => live.status().windowBytes],
    [
      "davy_certificate_end_timestamp_seconds",
      "When the certificate of HTTPS ends, unix time",
      () => {
        const certificate = https.certificates?.status();
        return certificate ? certificate.notAfter / SECOND_MS : null;
      },
    ],
    ...storageFigures,
  ];
  for (const [name, help, value] of figures) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const known = value();
        if (known === null) this.remove();
        else this.set(known);
      },
    });
  }
}
