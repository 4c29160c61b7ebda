// Tells a broker what the screens show: devices with their levels, the open alarms, and whether this server lives. All of it is
// retained, so that whoever comes later knows as well. Davy tells, and takes no commands. Public file of the folder.

import { toneOf } from "../../shared/present/alarm-order.ts";
import type { DevicePresentation } from "../../shared/present/present-device.ts";
import { FleetPresenter } from "../../shared/present/present-fleet.ts";
import type { Viewing } from "../../shared/present/present-sensor.ts";
import type { Alarms } from "../alarms/alarms.ts";
import { type Broker, type BrokerSetup, openBroker, troubleOf } from "../mqtt/mqtt.ts";
import type { Report } from "../report.ts";
import type { Fleet } from "../state/fleet.ts";
import type { SiteState } from "../state/site.ts";
import { availabilityOf, stateText, topicsOf } from "./device-topics.ts";
import { Discovery, nodeOf } from "./discovery.ts";
import { RetainedTopics } from "./retained-topics.ts";

/** How often what is true is compared with what the broker was told, ms. */
const LOOK_MS = 2_000;
/** For so long after each connect the broker is asked what it has from before, ms. */
const FIND_MS = 5_000;
/** Open alarms that are told one by one, the worst first; the count is of all. */
const MAX_ALARMS = 100;
/** Devices that Home Assistant is told of, those known longest first; of the others it can still read the topics. */
const MAX_DISCOVERED = 500;

export interface MirrorParts {
  readonly setup: BrokerSetup;
  /** What stands before all topics. */
  readonly prefix: string;
  /** Where Home Assistant looks; undefined tells it nothing. */
  readonly discovery: string | undefined;
  readonly version: string;
  readonly fleet: Pick<Fleet, "states">;
  readonly site: Pick<SiteState, "current" | "rules">;
  readonly alarms: Pick<Alarms, "open">;
  readonly report: Pick<Report, "info" | "warn">;
  /** Unix ms. */
  readonly now: () => number;
}

/** A mirror at work. */
export interface Mirror {
  /** What is wrong with it, in words. */
  problem(): string | undefined;
  /** Says that the server goes, and ends in a bounded time. */
  close(): Promise<void>;
}

/** Begins to tell a broker; it is reached again whenever it was away. */
export function openMirror(parts: MirrorParts): Mirror {
  return new BrokerMirror(parts);
}

class BrokerMirror implements Mirror {
  readonly #parts: MirrorParts;
  readonly #broker: Broker;
  readonly #presenter = new FleetPresenter();
  readonly #discovery: Discovery | undefined;
  /** The presenter gives the same object for as long as nothing that can be seen has changed. */
  readonly #texts = new WeakMap<DevicePresentation, [string, string][]>();
  readonly #retained: RetainedTopics;
  readonly #timer: NodeJS.Timeout;
  #finding: NodeJS.Timeout | undefined;
  #view: Viewing | undefined;
  #trouble: string | undefined = "it is not reached yet";

  constructor(parts: MirrorParts) {
    this.#parts = parts;
    const { prefix, discovery, version } = parts;
    this.#discovery = discovery === undefined ? undefined : new Discovery({ prefix, discovery, version });
    const will = { topic: `${prefix}/availability`, payload: "offline" };
    this.#broker = openBroker(
      { ...parts.setup, will },
      {
        onConnect: () => this.#connected(),
        onTrouble: (error) => this.#troubled(error),
        onMessage: async ({ topic, payload, isRetained }) => {
          if (isRetained && payload.length > 0) this.#retained.found(topic);
        },
      },
    );
    this.#retained = new RetainedTopics((topic, text) =>
      this.#broker.publish(topic, text, { isRetained: true }),
    );
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  problem(): string | undefined {
    if (this.#broker.isConnected) return undefined;
    return `The MQTT broker is told of nothing: ${this.#trouble ?? "the connection is broken"}`;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#finding);
    const { prefix } = this.#parts;
    const said = this.#broker.publish(`${prefix}/availability`, "offline", { isRetained: true });
    // The broker says it by itself where it does not hear it.
    const limit = new Promise<void>((resolve) => setTimeout(resolve, LOOK_MS).unref());
    await Promise.race([said.catch(() => undefined), limit]);
    await this.#broker.close();
  }

  #connected(): void {
    const { prefix, report, setup, discovery } = this.#parts;
    report.info({ broker: setup.address, prefix }, "The MQTT broker is told of devices and alarms");
    this.#trouble = undefined;
    this.#retained.reset();
    const own = [`${prefix}/devices/#`, ...(discovery ? [`${discovery}/+/${nodeOf(prefix)}/+/config`] : [])];
    void this.#broker.subscribe(own).catch(() => undefined);
    clearTimeout(this.#finding);
    this.#finding = setTimeout(() => void this.#broker.unsubscribe(own).catch(() => undefined), FIND_MS);
    this.#look();
  }

  #troubled(error: unknown): void {
    if (error === undefined) return;
    const text = troubleOf(error);
    if (text !== this.#trouble)
      this.#parts.report.warn({ reason: text }, "The MQTT broker could not be reached");
    this.#trouble = text;
  }

  #look(): void {
    if (this.#broker.isConnected) void this.#retained.align(this.#wanted());
  }

  /** All that the broker is to have, the most urgent first. */
  #wanted(): Map<string, string> {
    const { fleet, site, now, prefix } = this.#parts;
    const viewing = this.#viewing(site);
    const devices = this.#presenter.present(fleet.states(), { serverNow: now(), link: "live" }, viewing);
    const described = this.#discovery?.of(devices.slice(0, MAX_DISCOVERED)) ?? [];
    return new Map([
      [`${prefix}/availability`, "online"],
      [`${prefix}/open-alarms`, this.#alarmsText()],
      ...[...devices].sort((a, b) => b.urgency - a.urgency).flatMap((device) => this.#topicsOf(device)),
      ...described,
    ]);
  }

  /** The same object for as long as it says the same, by which the presenter knows that it need not look again. */
  #viewing(site: MirrorParts["site"]): Viewing {
    const { preset } = site.rules();
    const units = site.current().units ?? "usual";
    if (this.#view?.preset !== preset || this.#view.units !== units) this.#view = { preset, units };
    return this.#view;
  }

  #topicsOf(device: DevicePresentation): [string, string][] {
    const known = this.#texts.get(device);
    if (known) return known;
    const { state, availability } = topicsOf(this.#parts.prefix, device.device);
    const texts: [string, string][] = [
      [availability, availabilityOf(device)],
      [state, stateText(device)],
    ];
    this.#texts.set(device, texts);
    return texts;
  }

  #alarmsText(): string {
    const open = this.#parts.alarms.open(this.#parts.now());
    const rank = { a2: 0, a1: 1, fault: 2, stale: 3 } as const;
    const worst = [...open].sort((a, b) => rank[toneOf(a)] - rank[toneOf(b)] || b.raisedAt - a.raisedAt);
    const alarms = worst.slice(0, MAX_ALARMS).map((alarm) => ({
      id: alarm.id,
      device: alarm.device,
      sensor: alarm.sensor?.key ?? null,
      place: alarm.place,
      condition: alarm.condition,
      level: alarm.level,
      priority: alarm.priority,
      state: alarm.state,
      value: alarm.value,
      unit: alarm.unit,
      raisedAt: new Date(alarm.raisedAt).toISOString(),
      drill: alarm.drill,
    }));
    return JSON.stringify({ count: open.length, alarms });
  }
}
