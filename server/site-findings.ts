// What is not well of the site itself: gateways that no longer post, displays that show nothing or make no sound, the server's health.

import { isRetired, staleAfter } from "../shared/fleet/fleet.ts";
import type { GatewayBook, Keys, Senders } from "./access/access.ts";
import type { Alarms } from "./alarms/alarms.ts";
import { GatewaySilence, type NamedGateway } from "./alarms/gateway-silence.ts";
import { type Finding, watchSite } from "./alarms/site-watch.ts";
import { type DisplayFindingParts, DisplayFindings } from "./display-findings.ts";
import { type DiskParts, diskProblems } from "./http/routes/health-route.ts";
import type { Log } from "./log/log.ts";
import type { Report } from "./report.ts";
import type { Fleet } from "./state/fleet.ts";

/** Health is looked at less often than the rest, ms: it asks the disk. */
const HEALTH_EACH_MS = 10_000;

interface FindingParts extends DiskParts, DisplayFindingParts {
  readonly alarms: Alarms;
  readonly fleet: Fleet;
  readonly gateways: GatewayBook;
  readonly keys: Keys;
  readonly senders: Senders;
  readonly log: Log;
  readonly report: Report;
  readonly now: () => number;
}

function gatewaysOf({ keys, senders }: Pick<FindingParts, "keys" | "senders">): NamedGateway[] {
  const ofKeys = keys.list().filter(({ record }) => record["kind"] === "gateway");
  return [
    ...ofKeys.map(({ id, name }) => ({ gateway: { how: "key" as const, id }, name })),
    ...senders.list().map(({ id, name }) => ({ gateway: { how: "address" as const, id }, name })),
  ];
}

/** Looks after the health, not at each look. */
function healthLook(parts: FindingParts): () => Promise<readonly Finding[]> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let found: readonly Finding[] = [];
  return async () => {
    if (parts.now() - lookedAt < HEALTH_EACH_MS) return found;
    lookedAt = parts.now();
    const problems = await diskProblems(parts);
    const note = problems.join("; ").slice(0, 500);
    const part = { kind: "server", id: "server", name: "" } as const;
    found = problems.length === 0 ? [] : [{ part, condition: "disk", rank: 2, note }];
    return found;
  };
}

/** Begins to watch over the site. `isCovered`: a device's silence is that of its gateway. */
export function watchOver(parts: FindingParts) {
  const { alarms, fleet, gateways, log, report, now } = parts;
  const allowedMs = (device: string, lastAt: number): number | undefined => {
    const state = fleet.state(device);
    if (!state || isRetired(state) || alarms.isSilent(device)) return undefined;
    return state.lastReceivedAt > lastAt ? undefined : staleAfter(state);
  };
  const silence = new GatewaySilence({
    gateways: () => gatewaysOf(parts),
    posted: (gateway, at) => gateways.posted(gateway, at),
    allowedMs,
    startedAt: now(),
  });
  const health = healthLook(parts);
  const displays = new DisplayFindings(parts);
  const look = async (): Promise<Finding[]> => {
    const silent = silence.look(now()).map(({ gateway, name }): Finding => {
      const part = { kind: "gateway" as const, id: `${gateway.how} ${gateway.id}`, name };
      return { part, condition: "gateway", rank: 2 };
    });
    return [...silent, ...displays.look(), ...(await health())];
  };
  return {
    isCovered: (device: string, allowed: number) =>
      silence.covers(device, { allowedMs: allowed, now: now() }),
    start: () =>
      watchSite({ known: () => alarms.parts(), look, own: ["gateway", "display", "disk"], log, report }),
  };
}
