// Kills a server again and again while it tells of alarms, and counts what its receiver got.

import { expect } from "vitest";
import { PATHS } from "../../shared/wire/api.ts";
import { NOTICE_PATHS } from "../../shared/wire/notices.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

const DEVICES = 2;
const WAIT = { timeout: 20_000, interval: 20 };

/** Waits for the moment at which a server is killed. `before`: how many posts the receiver had seen and taken before the alarms. */
export type Moment = (
  receiver: Receiver,
  before: { readonly seen: number; readonly taken: number },
) => Promise<unknown>;

/** At once; when a notice comes; when one was taken. In a flood several come as one. */
export const MOMENTS: readonly Moment[] = [
  async () => undefined,
  ({ seen }, before) => expect.poll(() => seen.length, WAIT).toBeGreaterThan(before.seen),
  ({ taken }, before) => expect.poll(() => taken.length, WAIT).toBeGreaterThan(before.taken),
];

async function send(url: string, body: object): Promise<{ readonly id: string }> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
  return (await response.json()) as { id: string };
}

interface Told {
  readonly devices: readonly string[];
  readonly told: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly deliveries: number;
}

/** Kills a server after alarms, each time at another moment. */
export async function killAndCount(folder: string, moments: readonly Moment[]): Promise<Told> {
  const receiver = await startReceiver();
  const start = (): Promise<ServerProcess> => startServerProcess(folder);
  let server = await start();
  const hook = { name: "Hook", kind: "webhook", url: receiver.url };
  const { id: channel } = await send(server.url + NOTICE_PATHS.channels, hook);
  const steps = [{ afterMinutes: 0, targets: [{ channel }] }];
  await send(server.url + NOTICE_PATHS.rules, { name: "All", priorities: ["critical"], steps });
  const devices: string[] = [];
  for (const [round, moment] of moments.entries()) {
    const before = { seen: receiver.seen.length, taken: receiver.taken.length };
    for (let device = 0; device < DEVICES; device += 1) {
      const id = `round ${round} device ${device}`;
      devices.push(id);
      await fetch(server.url + PATHS.receiveJson, {
        method: "POST",
        body: JSON.stringify({ id, sensors: [{ type: "CO", val: 200 }] }),
      });
    }
    await moment(receiver, before);
    await server.end("SIGKILL");
    server = await start();
  }
  const items = () =>
    receiver.taken.flatMap(
      ({ body }) => JSON.parse(body).items as { id: string; alarm: { device: string } }[],
    );
  const told = () => new Set(items().map(({ alarm }) => alarm.device));
  await expect.poll(() => told().size, WAIT).toBe(devices.length);
  await server.end("SIGTERM");
  await receiver.stop();
  const all = items();
  return { devices, told: told(), ids: new Set(all.map(({ id }) => id)), deliveries: all.length };
}
