// A real server with a receiver of webhooks beside it, and a clock of its own.

import { expect } from "vitest";
import type { Alarm } from "../../shared/entries/alarm.ts";
import { ALARM_PATHS } from "../../shared/wire/alarms.ts";
import { type DevicesAnswer, devicePath, PATHS } from "../../shared/wire/api.ts";
import {
  type ChannelAnswer,
  channelPath,
  NOTICE_PATHS,
  type NoticeRow,
  type NoticeSetupAnswer,
  type RuleAnswer,
  rulePath,
} from "../../shared/wire/notices.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { startTestDavy, type TestDavy } from "./start-davy.ts";

export const KEY = "the key that nobody else knows";
export const PATH = "/hooks/T0K3N-in-the-path";
/**
 * How long something may take that a server does by itself, each second: as long as the limit of a test lets it. From a channel that fails
 * to what another one is told of it three entries follow from each other, and each waits until the disk has it.
 */
export const WAIT = { timeout: 60_000, interval: 50 };

/** A server, what posts to it, and who is told by it. */
export class NoticeSite {
  clock = Date.UTC(2026, 10, 24, 12);
  device = "";
  #count = 0;
  #davy: TestDavy | undefined;
  #receiver: Receiver | undefined;

  get davy(): TestDavy {
    if (!this.#davy) throw new Error("The site has no server yet.");
    return this.#davy;
  }

  get receiver(): Receiver {
    if (!this.#receiver) throw new Error("The site has no receiver yet.");
    return this.#receiver;
  }

  async start(): Promise<void> {
    this.#davy = await startTestDavy({ now: () => this.clock });
  }

  async stop(): Promise<void> {
    await this.davy.stop();
  }

  /** Another device, a new receiver, an hour later. */
  async begin(): Promise<void> {
    this.#count += 1;
    this.device = `device ${this.#count}`;
    this.clock += 3_600_000;
    this.#receiver = await startReceiver();
  }

  /** Takes all away that was set up, and the devices, which would fall silent. */
  async end(): Promise<void> {
    const { devices } = (await this.ask("GET", PATHS.devices)).body as DevicesAnswer;
    for (const { device } of devices) await this.ask("DELETE", `${devicePath(device)}?data=delete`);
    const { rules, channels } = await this.setup();
    for (const { id } of rules) await this.ask("DELETE", rulePath(id));
    for (const { id } of channels) await this.ask("DELETE", channelPath(id));
    await this.receiver.stop();
  }

  async ask(method: string, path: string, body?: unknown) {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(this.davy.url + path, init);
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as any, text };
  }

  async setup(): Promise<NoticeSetupAnswer> {
    return (await this.ask("GET", NOTICE_PATHS.setup)).body;
  }

  async addChannel(more: object = {}): Promise<ChannelAnswer> {
    const webhook = { name: "Siren", kind: "webhook", url: this.receiver.url + PATH, key: KEY };
    const asked = "kind" in more ? more : { ...webhook, ...more };
    const { status, body } = await this.ask("POST", NOTICE_PATHS.channels, asked);
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  }

  async addRule(channel: string, more: object = {}): Promise<RuleAnswer> {
    const steps = [{ afterMinutes: 0, targets: [{ channel }] }];
    const asked = { name: "All", priorities: ["critical", "high"], steps, ...more };
    const { status, body } = await this.ask("POST", NOTICE_PATHS.rules, asked);
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  }

  async post(co: number): Promise<void> {
    const reading = { id: this.device, pct: 80, sensors: [{ type: "CO", val: co }] };
    expect((await this.ask("POST", PATHS.receiveJson, reading)).status).toBe(200);
  }

  /** Two readings beyond the dead band, ten seconds apart. */
  async calm(): Promise<void> {
    for (let reading = 0; reading < 2; reading += 1) {
      this.clock += 10_000;
      await this.post(0);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages freely
  get taken(): any[] {
    return this.receiver.taken.map(({ body }) => JSON.parse(body));
  }

  async untilTaken(many: number) {
    await expect.poll(() => this.receiver.taken.length, WAIT).toBeGreaterThanOrEqual(many);
    return this.taken;
  }

  /** The delivery log of the device. */
  async log(query = ""): Promise<readonly NoticeRow[]> {
    const path = `${NOTICE_PATHS.log}?limit=1000&device=${encodeURIComponent(this.device)}${query}`;
    return (await this.ask("GET", path)).body.notices;
  }

  async alarm(): Promise<Alarm> {
    const { body } = await this.ask("GET", `${ALARM_PATHS.alarms}?device=${encodeURIComponent(this.device)}`);
    return body.alarms[0];
  }
}
