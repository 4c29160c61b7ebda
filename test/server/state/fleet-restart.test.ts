// The fleet over a restart of the whole server: an old value must come back as old as it is, on every way out.

import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { type DeviceAnswer, type DevicesAnswer, devicePath, PATHS } from "../../../shared/wire/api.ts";
import { NOON } from "../../helpers/build-entry.ts";
import { openEventStream } from "../../helpers/event-stream.ts";
import { startTestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const DEVICE = "handheld 1";
/** The device's last reading was taken a minute before the server got it. */
const TAKEN = NOON - MINUTE_MS;

let folder: string;
let copy: string;
const clock = { ms: NOON };

beforeEach(async () => {
  folder = await temporaryFolder("restart");
  copy = join(folder, "copy");
  clock.ms = NOON;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (path: string) => startTestDavy({ folder: path, now: () => clock.ms });

/** What a server has kept of a device that posted every ten seconds; `keep` is done to it while it runs. */
async function leave(keep: (data: string) => Promise<void>): Promise<void> {
  const data = join(folder, "data");
  const davy = await start(data);
  for (const age of [20, 10, 0]) {
    const ts = (TAKEN - age * SECOND_MS) / SECOND_MS;
    const body = JSON.stringify({ id: DEVICE, pct: 80, ts, sensors: [{ type: "CO", val: age }] });
    expect((await fetch(davy.url + PATHS.receiveJson, { method: "POST", body })).status).toBe(200);
  }
  await keep(data);
  await davy.stop();
}

it.each([
  ["the archive", () => leave(async () => undefined), "data"],
  // As a crash before the first checkpoint leaves it.
  [
    "the journal alone",
    () => leave((data) => cp(join(data, "journal"), join(copy, "journal"), { recursive: true })),
    "copy",
  ],
])(
  "gives a device's latest reading back from %s with its true age, stale, and never as of the restart",
  async (...[, prepare, name]) => {
    await prepare();
    clock.ms = NOON + HOUR_MS;
    const davy = await start(join(folder, name));
    const expected = {
      device: DEVICE,
      measuredAt: TAKEN,
      receivedAt: NOON,
      lastReceivedAt: NOON,
      firstReadingAt: TAKEN - 20 * SECOND_MS,
      battery: 80,
      gaps: [10 * SECOND_MS, 10 * SECOND_MS],
    };
    const answer = async <T>(path: string) => (await (await fetch(davy.url + path)).json()) as T;
    const listed = { ...expected, stale: true, intervalMs: 10 * SECOND_MS, staleAfterMs: 30 * SECOND_MS };
    expect(await answer<DevicesAnswer>(PATHS.devices)).toMatchObject({
      serverTime: clock.ms,
      devices: [listed],
    });
    expect(await answer<DeviceAnswer>(devicePath(DEVICE))).toMatchObject({
      ...listed,
      sensors: [{ key: "CO", value: 0, measuredAt: TAKEN }],
    });
    const last = await answer<{ system_time: number }>(PATHS.lastEntity);
    expect(last.system_time).toBe(NOON / SECOND_MS);
    const metrics = await (await fetch(davy.url + PATHS.metrics)).text();
    expect(metrics).toMatch(/^davy_device_reading_age_seconds\{device="handheld 1"\} 3660$/m);
    const stream = await openEventStream(davy.url + PATHS.events);
    const snapshot = await stream.until((events) => events.find(({ event }) => event === "snapshot"));
    expect(snapshot.data).toMatchObject({ serverTime: clock.ms, devices: [expected] });
    await stream.leave();
    const resumed = await openEventStream(davy.url + PATHS.events, { "Last-Event-ID": "2" });
    const update = await resumed.until((events) => events.find(({ event }) => event === "update_data"));
    expect(update.data).toMatchObject({
      seq: 3,
      measured_at: TAKEN,
      received_at: NOON,
      system_time: NOON / SECOND_MS,
    });
    await resumed.leave();
    await davy.stop();
  },
);
