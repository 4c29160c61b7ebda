// A broker from the settings: readings come from it, and it is told of devices and alarms. Two links, so that neither holds up the other.

import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Entrances } from "./entrances/entrances.ts";
import { openMqttEntrance } from "./entrances/entrances.ts";
import type { Ingest } from "./ingest/ingest.ts";
import type { Log } from "./log/log.ts";
import { openMirror } from "./mirror/mirror.ts";
import type { BrokerSetup } from "./mqtt/mqtt.ts";
import type { MqttSettings } from "./mqtt-config.ts";
import type { Report } from "./report.ts";
import type { States } from "./state/states.ts";

interface MqttServiceParts extends Pick<States, "alarms" | "fleet" | "site" | "deliveries"> {
  /** Its settings; undefined without one. */
  readonly mqtt: MqttSettings | undefined;
  readonly entrances: Pick<Entrances, "take">;
  readonly ingest: Pick<Ingest, "refuse">;
  readonly log: Pick<Log, "id">;
  /** When the server last heard of anything before its start, unix ms; 0 for never. */
  readonly lastHeardAt: number;
  readonly version: string;
  readonly report: Report;
  /** Unix ms. */
  readonly now: () => number;
}

/** What is done with a broker. */
export interface MqttService {
  /** What is wrong, in words. */
  problems(): readonly string[];
  /** Ends in a bounded time. */
  close(): Promise<void>;
}

const NONE: MqttService = { problems: () => [], close: async () => undefined };

async function fileText(path: string | undefined, what: string): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const code = (cause as { readonly code?: string }).code ?? "unknown";
    throw new Error(`the file of ${what}, ${path}, cannot be read (${code}). Mend that and start Davy anew`, {
      cause,
    });
  }
}

/** Node passes over what is no certificate, and then trusts nobody. */
function assertCertificates(ca: string, file: string | undefined): void {
  try {
    new X509Certificate(ca);
  } catch (cause) {
    throw new Error(
      `the file of the authorities (DAVY_MQTT_CA), ${file}, has no certificate in PEM. Mend that and start Davy anew`,
      { cause },
    );
  }
}

async function setupOf({ address, user, passwordFile, caFile }: MqttSettings): Promise<BrokerSetup> {
  const secret = await fileText(passwordFile, "the password (DAVY_MQTT_PASSWORD_FILE)");
  const ca = await fileText(caFile, "the authorities (DAVY_MQTT_CA)");
  if (ca !== undefined) assertCertificates(ca, caFile);
  return { address, user, password: secret?.split(/\r?\n/, 1)[0], ca };
}

/** What is subscribed to where nothing else is said: readings in Davy's own form, ChirpStack and The Things Stack. */
function usualTopics(prefix: string): string[] {
  return [`${prefix}/in/#`, "application/+/device/+/event/+", "v3/+/devices/+/up"];
}

/** Begins with a broker where the settings name one. What is wrong with it stops nothing else. */
export async function openMqtt(parts: MqttServiceParts): Promise<MqttService> {
  const { mqtt, report } = parts;
  if (!mqtt) return NONE;
  try {
    return openLinks(parts, mqtt, await setupOf(mqtt));
  } catch (error) {
    const problem = `MQTT is not used: ${error instanceof Error ? error.message : error}`;
    report.error({}, problem);
    return { ...NONE, problems: () => [problem] };
  }
}

function openLinks(parts: MqttServiceParts, settings: MqttSettings, setup: BrokerSetup): MqttService {
  const { clientId = `davy-${parts.log.id}`, prefix, discovery } = settings;
  const name = prefix ?? "davy";
  const topics = settings.topics ?? usualTopics(name);
  let count = 0;
  const started = parts.now().toString(36);
  const newMark = () => {
    count += 1;
    return `${started}x${count.toString(36)}`;
  };
  const told = [`${name}/devices/`, `${name}/open-alarms`, `${name}/availability`, `${name}/marks/`];
  const isOwn = (topic: string) =>
    told.some((own) => topic.startsWith(own)) ||
    (discovery !== undefined && topic.startsWith(`${discovery}/`) && topic.endsWith("/config"));
  const session = { ...setup, session: clientId };
  const entrance =
    topics.length === 0
      ? undefined
      : openMqttEntrance({
          ...parts,
          setup: session,
          topics,
          markTopic: `${name}/marks/${clientId}`,
          isOwn,
          newMark,
        });
  const mirror = prefix === undefined ? undefined : openMirror({ ...parts, setup, prefix, discovery });
  const links = [entrance, mirror].filter((link) => link !== undefined);
  return {
    problems: () => links.flatMap((link) => link.problem() ?? []),
    close: async () => void (await Promise.all(links.map((link) => link.close()))),
  };
}
