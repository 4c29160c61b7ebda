// Puts the parts together: gateway → ingest → log → archive, fleet, live → page. Data never flows back.

import { randomBytes } from "node:crypto";
import { statfs } from "node:fs/promises";
import type { LookupFunction } from "node:net";
import type { EntryKinds } from "../shared/entries/kinds.ts";
import type { Access, Cost } from "./access/access.ts";
import { keepAlarms } from "./alarms/keeper.ts";
import { beginStates, shellKeyFor } from "./begin-states.ts";
import { readBuiltApp } from "./built-app.ts";
import { recordCertificates } from "./certificate-record.ts";
import { createServerClock, type ServerClock } from "./clock/clock.ts";
import { countsAfter, FIRST_PLAUSIBLE_AT } from "./clock/clock-rule.ts";
import type { Config } from "./config.ts";
import { Endings } from "./endings.ts";
import { createEntrances, type EntranceParts } from "./entrances/entrances.ts";
import { createApp } from "./http/app.ts";
import { Bodies } from "./http/bodies/bodies.ts";
import { PostedBodies } from "./http/bodies/posted-bodies.ts";
import { createMetrics } from "./http/metrics/metrics.ts";
import { openHttps } from "./https.ts";
import { createIngest } from "./ingest/ingest.ts";
import { type Listeners, openListeners, planListeners } from "./listeners.ts";
import { createLive } from "./live/live.ts";
import { openMqtt } from "./mqtt-service.ts";
import { openNotices } from "./notice-service.ts";
import type { Report } from "./report.ts";
import { watchOver } from "./site-findings.ts";
import { noteFoundSettings } from "./state/found-settings.ts";
import { createStorage, type StorageThread } from "./storage.ts";
import type { Https } from "./tls/tls.ts";

/** How long running requests may take when the server is told to stop, ms. */
const CLOSE_GRACE_MS = 3_000;

/** A server that lost its folder says so in health for so long before it ends, ms. */
const LOST_GRACE_MS = 30_000;

/** What the server needs from its surroundings. */
export interface DavyOptions {
  readonly config: Config;
  readonly report: Report;
  /** The machine's clock, unix ms; it may be set back. */
  readonly now: () => number;
  /** A clock that only runs forwards, ms. */
  readonly mono: () => number;
  readonly random: () => number;
  readonly pid: number;
  readonly build: string;
  readonly version: string;
  /** Folder of the built app. */
  readonly appFolder: string;
  /** The built archive worker, and its thread when that was started ahead. */
  readonly workerUrl: URL;
  readonly storageThread?: StorageThread;
  /** How the names of push services are looked up; a test's own is on this machine, where nothing is pushed to otherwise. */
  readonly lookUpPush?: LookupFunction;
  /** What scrypt costs, where that is not what keeps passwords safe: a test need not wait for it. */
  readonly passwordCost?: Cost;
  /** The kinds of entries, where they are not those of this version. */
  readonly kinds?: EntryKinds;
  /**
   * Told why the server cannot go on: the process must end, so that whatever supervises it starts it anew. `hangs` when a thread
   * waits for a disk that does not answer.
   */
  readonly onEnd?: (reason: string, state: { readonly hangs: boolean }) => void;
  /** How long a server that lost its folder says so before it ends, ms; a test need not wait half a minute. */
  readonly lostGraceMs?: number;
}

/** Where a server is reached, and what newcomers need. */
export interface Doors {
  /** The address of its first port. */
  readonly url: string;
  /** The address of HTTPS, where that has a port of its own. */
  readonly secureUrl: string | undefined;
  readonly https: Https;
  /** What makes the first admin, for whoever starts a server that others can reach; undefined once there is one. */
  readonly setupCode: string | undefined;
  /** How it is guarded. */
  readonly access: Pick<Access, "mode" | "setupCode" | "isOpenToOthers">;
  /** What is wrong with the built app, in words. */
  readonly appProblems: readonly string[];
}

/** A running server. `close` ends the streams, writes a checkpoint and frees the data folder. */
export interface Davy extends Doors {
  close(): Promise<void>;
}

type WaysInParts = Omit<EntranceParts & Parameters<typeof openMqtt>[0], "ingest" | "entrances">;

/** The options of the parts: `now` is the server's clock by then. */
interface PartOptions extends DavyOptions {
  /** The machine's clock, unix ms. */
  readonly wall: () => number;
  readonly clock: ServerClock;
}

/** Starts everything, or nothing: what was begun before a failure is ended again. Rejects with a sentence for the operator. */
export async function startDavy(options: DavyOptions): Promise<Davy> {
  const endings = new Endings(options.report);
  const clock = createServerClock({ wall: options.now, mono: options.mono });
  try {
    const doors = await start({ ...options, clock, wall: options.now, now: clock.now }, endings);
    return { ...doors, close: () => endings.end() };
  } catch (error) {
    await endings.end();
    throw error;
  }
}

async function start(options: PartOptions, endings: Endings): Promise<Doors> {
  const { config, report, now } = options;
  const bodies = new Bodies({ largestBytes: config.maxBatchBytes });
  bodies.start();
  endings.add(async () => bodies.stop());
  const metrics = createMetrics();
  endings.add(async () => metrics.close());
  const storage = await openStorage(options, endings, (ms) => metrics.onSync(ms));
  const { log, archive, events, rejected, clock } = storage;
  const { changes, ...states } = await beginStates(options, storage);
  const { fleet, site, access, alarms } = states;
  endings.add(beginLogbook({ log, events, fleet, report }));
  const freeBytes = () => freeBytesOf(config.dataFolder);
  const watch = watchOver({ ...states, ...options, log, archive, rejected, freeBytes });
  const keeper = keepAlarms({ ...options, alarms, fleet, log, now, isCovered: watch.isCovered });
  endings.add(watch.start());
  endings.add(() => keeper.close());
  const notices = openNotices({ ...states, ...options, log, secrets: storage.secrets });
  endings.add(() => notices.close());
  const kept = { log, archive, events, rejected, ...states, desk: notices.desk, phones: notices.phones };
  const waysIn = await openWaysIn({ ...options, ...config, ...kept, intake: storage.intake }, endings);
  const live = createLive({ ...config, ...options, ...kept, changes, steps: clock.steps });
  const startedAt = now();
  const builtApp = await readBuiltApp({ ...options, ...config });
  const plan = planListeners(config);
  const https = await openHttps({ ...options, plan, siteName: site.current().name, randomBytes });
  endings.add(async () => https.certificates?.stop());
  endings.add(recordCertificates({ https, access, report }));
  const app = createApp({
    ...options,
    ...builtApp,
    ...kept,
    https,
    ...waysIn,
    live,
    metrics,
    posted: new PostedBodies(bodies),
    startedAt,
    freeBytes,
    clockAheadMs: options.clock.aheadMs,
    clockDoubtMs: () => clock.toldDoubtAt(now()),
    isClockSet: () => now() >= FIRST_PLAUSIBLE_AT,
    countsAfter: (from) => countsAfter(clock.steps, from),
    backup: () => storage.backup(),
    storageFigures: storage.figures,
  });
  const listeners = await openListeners(app, {
    ...config,
    plan,
    https,
    report,
    keepRefused: (body, reason, address) => waysIn.ingest.refuse({ body, reason, address, why: "protocol" }),
  });
  endings.add(() => listeners.close(CLOSE_GRACE_MS));
  // Streams would keep the listener open: they end first.
  endings.add(() => live.close());
  states.displayWatch.start();
  endings.add(() => states.displayWatch.stop());
  const { url, secureUrl } = addressesOf(listeners, config);
  await storage.announce(url, shellKeyFor(access));
  report.info({ url, secureUrl, lastSeq: log.lastSeq, data: config.dataFolder }, "Davy serves");
  const isForOthers = access.mode === "setup" || access.isOpenToOthers;
  const setupCode = isForOthers ? access.setupCode : undefined;
  return { url, secureUrl, https, access, setupCode, appProblems: builtApp.appProblems };
}

/** The listeners' addresses, with the path under which a proxy shows the server. */
function addressesOf({ url, secureUrl }: Listeners, { basePath }: Config) {
  const base = basePath.slice(0, -1);
  return { url: url + base, secureUrl: secureUrl && secureUrl + base };
}

/** What takes readings in, in their own shape and in those of others, and a broker that brings them. */
async function openWaysIn(parts: Parameters<typeof createIngest>[0] & WaysInParts, endings: Endings) {
  const ingest = createIngest(parts);
  const entrances = createEntrances({ ...parts, ingest });
  const mqtt = await openMqtt({ ...parts, ingest, entrances });
  endings.add(() => mqtt.close());
  return { ingest, entrances, mqtt };
}

/** Lets the logbook begin while the server starts. Returns what waits until that is done. */
function beginLogbook(parts: Parameters<typeof noteFoundSettings>[0] & Pick<DavyOptions, "report">) {
  const begun = noteFoundSettings(parts).catch((error: unknown) =>
    parts.report.warn({ error }, "The logbook could not begin; the next start tries again"),
  );
  return async () => void (await begun);
}

/** Opens what is kept. A server that lost it says so in health for a while, and then ends. */
async function openStorage(options: PartOptions, endings: Endings, onSync: (ms: number) => void) {
  const { onEnd, lostGraceMs = LOST_GRACE_MS } = options;
  let timer: NodeJS.Timeout | undefined;
  const storage = await createStorage({
    ...options,
    thread: options.storageThread,
    onSync,
    onFailure: (reason, state) => onEnd?.(reason, state),
    onLost: (reason) => {
      timer = setTimeout(() => onEnd?.(reason, { hangs: false }), lostGraceMs);
    },
  });
  endings.add(
    () => storage.close(),
    async () => clearTimeout(timer),
  );
  return storage;
}

async function freeBytesOf(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Not every file system tells; health says nothing about space then.
    return undefined;
  }
}
