// Streams over a pipe in the test's own process, on a clock of the test.

import { PassThrough } from "node:stream";
import { expect, vi } from "vitest";
import { createLive, type Live, type LiveParts, type LiveRequest } from "../../../server/live/live.ts";
import { createFleet } from "../../../server/state/fleet.ts";
import { recordReport } from "../../helpers/record-report.ts";
import { createMemoryLog, T0 } from "./memory-log.ts";

/** The streams over a log in memory. Intervals are to run on the test's clock (`vi.useFakeTimers`). */
export function start(over: Partial<LiveParts> = {}) {
  const clock = { now: T0 };
  const log = createMemoryLog();
  const fleet = createFleet({ seq: 0, devices: [] });
  log.subscribe((batch) => fleet.observe(batch));
  const report = recordReport();
  const live: Live = createLive({
    log,
    fleet,
    report,
    archive: { readingsAfter: async () => [] },
    events: { after: async () => [] },
    maxStreams: 3,
    streamLifeMs: 600_000,
    build: "test",
    now: () => clock.now,
    random: () => 0.5,
    ...over,
  });
  /** The next heartbeat, so much later. */
  const beat = (laterMs: number) => {
    clock.now += laterMs;
    vi.advanceTimersByTime(5_000);
  };
  return { clock, log, live, report, beat };
}

/** A stream over HTTP/2 whose bytes the test takes, or does not. */
export function open(
  live: Live,
  { isRead = true, ...request }: { isRead?: boolean } & Partial<LiveRequest> = {},
) {
  const pipe = new PassThrough({ highWaterMark: 10 });
  const state = { text: "" };
  if (isRead) pipe.on("data", (bytes: Buffer) => (state.text += bytes.toString()));
  const res = {
    stream: pipe,
    setHeader: () => undefined,
    writeHead: () => undefined,
    once: (event: string, listener: () => void) => pipe.once(event, listener),
    end: () => pipe.end(),
  };
  const outcome = live.open({ req: {}, res, ...request } as unknown as LiveRequest);
  const told = (name: string) => expect.poll(() => state.text).toContain(`event: ${name}`);
  return { outcome, pipe, state, told };
}

/** How many heartbeats a stream has had. */
export const beatsIn = ({ state }: ReturnType<typeof open>) =>
  state.text.split("event: heartbeat").length - 1;

/** Until streams have all of it: from then on they get each heartbeat. */
export async function untilLive(
  beat: (laterMs: number) => void,
  ...streams: readonly ReturnType<typeof open>[]
) {
  const beats = () => {
    beat(0);
    return Math.min(...streams.map(beatsIn));
  };
  await expect.poll(beats).toBeGreaterThan(0);
}
