// What follows the log, and who may come in by it.

import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import {
  Access,
  type Cost,
  createPeople,
  Displays,
  DisplayWatch,
  digestOf,
  Keys,
  newSecret,
  Pairings,
  RefusalBursts,
  Senders,
} from "./access/access.ts";
import type { Config } from "./config.ts";
import { isLoopback } from "./listeners.ts";
import { ChangedSlices } from "./live/live.ts";
import type { Report } from "./report.ts";
import { createStates } from "./state/states.ts";
import type { Storage } from "./storage.ts";

/** What they need of the server. */
export interface StatesTerms {
  readonly config: Pick<Config, "timeZone" | "host" | "signOn" | "ingestFrom">;
  readonly report: Report;
  /** The server's clock, unix ms. */
  readonly now: () => number;
  /** A clock that only runs forwards, ms. */
  readonly mono: () => number;
  /** What scrypt costs, where it is not the usual. */
  readonly passwordCost?: Cost;
}

/** What follows the log, brought up to its end, and who may come in by it. */
export async function beginStates(options: StatesTerms, storage: Storage) {
  const { config, now } = options;
  const { clock, log } = storage;
  const states = createStates({ steps: clock.steps, timeZone: config.timeZone });
  const { access: book, projections, ...others } = states;
  const { fleet } = others;
  const changes = new ChangedSlices();
  const settingsOf = (device: string) => fleet.known(device)?.settings.sensors;
  await storage.begin({ projections, settingsOf, onReplay: ({ entries }) => changes.observe(entries) });
  // Before the parts begin to write what they find at a start.
  const lastHeardAt = log.lastAt;
  const access = new Access({
    book,
    log,
    now,
    random: randomBytes,
    isLoopback: isLoopback(config.host),
    hadReadings: fleet.states().size > 0,
  });
  const people = createPeople({
    access,
    now,
    random: randomBytes,
    cores: availableParallelism(),
    cost: options.passwordCost,
    signOn: config.signOn && { settings: config.signOn, ask: fetch, report: options.report },
  });
  return {
    ...others,
    access,
    changes,
    lastHeardAt,
    ...people,
    ...createWays(access, options),
  };
}

/** A secret by which commands on this machine are known from here on. */
export function shellKeyFor(access: Access): string {
  const secret = newSecret(randomBytes);
  access.openShell(digestOf(secret));
  return secret;
}

/** The ways in for gateways, programs and displays. */
function createWays(access: Access, { config, now, mono, report }: StatesTerms) {
  const parts = { access, now, mono, report, random: randomBytes };
  const displays = new Displays(parts);
  return {
    keys: new Keys(parts),
    senders: new Senders({ ...parts, fixed: config.ingestFrom }),
    bursts: new RefusalBursts(parts),
    displays,
    displayWatch: new DisplayWatch({ ...parts, displays }),
    pairings: new Pairings({ ...parts, displays }),
  };
}
