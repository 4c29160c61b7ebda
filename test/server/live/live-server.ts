// The live stream over real sockets, with a log and an archive that live in memory.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { afterEach } from "vitest";
import type { Archive } from "../../../server/archive/archive.ts";
import type { Events } from "../../../server/events/events.ts";
import { createRouter } from "../../../server/http/router.ts";
import { eventsRoute } from "../../../server/http/routes/events-route.ts";
import { createLive, type Live, type LiveParts } from "../../../server/live/live.ts";
import { createFleet, type Fleet } from "../../../server/state/fleet.ts";
import type { Entry, EntryDraft, ReadingEntry } from "../../../shared/entries/entry.ts";
import { type EventStream, openEventStream } from "../../helpers/event-stream.ts";
import { admitOpen } from "../../helpers/open-access.ts";
import { type RecordedReport, recordReport } from "../../helpers/record-report.ts";
import { createMemoryLog } from "./memory-log.ts";

export interface LiveServer {
  readonly url: string;
  readonly log: ReturnType<typeof createMemoryLog>;
  readonly fleet: Fleet;
  readonly live: Live;
  readonly server: Server;
  readonly archived: ReadingEntry[];
  /** Ends all streams and begins anew with what is kept, as a server that starts again. */
  restart(): Promise<void>;
  readonly reports: RecordedReport["lines"];
  stream(query?: string, headers?: Record<string, string>): Promise<EventStream>;
  close(): Promise<void>;
}

interface Options extends Partial<LiveParts> {
  /** What the log and the archive hold before the stream begins. */
  readonly before?: readonly EntryDraft[];
}

export async function startLiveServer({ before = [], ...over }: Options = {}): Promise<LiveServer> {
  const log = createMemoryLog();
  const fleet = createFleet({ seq: 0, devices: [] });
  const archived: ReadingEntry[] = [];
  const archive: Pick<Archive, "readingsAfter"> = {
    readingsAfter: async (seq, { limit }) => archived.filter((reading) => reading.seq > seq).slice(0, limit),
  };
  const others: Entry[] = [];
  const events: Pick<Events, "after"> = {
    after: async (seq, { limit }) => others.filter((entry) => entry.seq > seq).slice(0, limit),
  };
  log.subscribe((batch) => {
    fleet.observe(batch);
    archived.push(...batch.entries.filter((entry) => entry.kind === "reading"));
    others.push(...batch.entries.filter((entry) => entry.kind !== "reading"));
  });
  if (before.length > 0) log.append(before);
  const report = recordReport();
  const defaults = {
    maxStreams: 100,
    streamLifeMs: 600_000,
    build: "test",
    now: Date.now,
    random: Math.random,
  };
  const begin = () => createLive({ ...defaults, archive, events, log, fleet, report, ...over });
  let live = begin();
  const current: Live = {
    open: (request) => live.open(request),
    status: () => live.status(),
    close: () => live.close(),
  };
  const displayWatch = { listen: () => () => undefined };
  const router = createRouter(
    [eventsRoute],
    { live: current, fleet, displayWatch, config: { trustedProxies: [] } },
    admitOpen(),
  );
  const app = new Koa().use(router.routes());
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/events`;
  return {
    url,
    log,
    fleet,
    live: current,
    restart: async () => {
      await live.close();
      live = begin();
    },
    server,
    archived,
    reports: report.lines,
    stream: (query = "", headers = {}) => openEventStream(url + query, headers),
    close: async () => {
      await live.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Starts servers for the tests of a file; each ends with the test that started it. */
export function useLiveServers(): (options?: Options) => Promise<LiveServer> {
  const started: LiveServer[] = [];
  afterEach(async () => {
    for (const server of started.splice(0)) await server.close();
  });
  return async (options) => {
    const server = await startLiveServer(options);
    started.push(server);
    return server;
  };
}
