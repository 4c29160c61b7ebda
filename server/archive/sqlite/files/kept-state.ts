// The states of the projections, as the catalogue keeps them for the next start.

import type { Database } from "sql.js";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { StateSnapshot } from "../../../log/log.ts";
import { textOf } from "./stored-text.ts";

/**
 * The states as of an entry: by name, JSON in UTF-8. So they go between the threads and into the catalogue: a fleet's states are
 * megabytes, and as objects they would be copied, and made into text for each catalogue that is written.
 */
export interface KeptState {
  readonly seq: number;
  readonly states: ReadonlyMap<string, Uint8Array>;
}

/** The fleet has a table of its own, which versions before 0.2 know alone; of it the devices are kept. */
const FLEET = "fleet";

function bytesOf(state: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(state));
}

/** The states in the form in which they are kept. */
export function keepState({ seq, states }: StateSnapshot): KeptState {
  const known = Object.entries(states).filter(([, state]) => state !== undefined);
  const kept = known.map(
    ([name, state]) => [name, bytesOf(name === FLEET ? devicesOf(state) : state)] as const,
  );
  return { seq, states: new Map(kept) };
}

function devicesOf(fleet: unknown): readonly DeviceState[] {
  return (fleet as { readonly devices: readonly DeviceState[] }).devices;
}

/** The states as they were. */
export function stateOf({ seq, states }: KeptState): StateSnapshot {
  const known = [...states].map(([name, bytes]) => {
    const state: unknown = JSON.parse(textOf(bytes));
    return [name, name === FLEET ? { seq, devices: state } : state] as const;
  });
  return { seq, states: Object.fromEntries(known) };
}

/** One of the states; undefined where it is not kept. */
export function stateIn({ seq, states }: KeptState, name: string): unknown {
  const bytes = states.get(name);
  return bytes && stateOf({ seq, states: new Map([[name, bytes]]) }).states[name];
}

/** The devices of the fleet among the states. */
export function devicesIn(kept: KeptState): readonly DeviceState[] {
  const fleet = stateIn(kept, FLEET);
  return fleet === undefined ? [] : devicesOf(fleet);
}

/** The states with other devices in the fleet. */
export function withDevices({ seq, states }: KeptState, devices: readonly DeviceState[]): KeptState {
  return { seq, states: new Map([...states, [FLEET, bytesOf(devices)]]) };
}

function rowsOf(db: Database, sql: string) {
  return db.exec(sql)[0]?.values ?? [];
}

/** The states that a catalogue has; before 0.2 it had the fleet alone. Throws where one is not JSON: such a catalogue is damaged. */
export function readState(db: Database): KeptState {
  const [fleet] = rowsOf(db, "SELECT seq, CAST(devices AS BLOB) FROM fleet");
  if (!fleet) return { seq: 0, states: new Map() };
  const isKept = rowsOf(db, "SELECT 1 FROM sqlite_schema WHERE name = 'states'").length > 0;
  const others = isKept ? rowsOf(db, "SELECT name, CAST(state AS BLOB) FROM states") : [];
  const all = [...others, [FLEET, fleet[1]]].map(
    ([name, bytes]) => [String(name), bytes as Uint8Array] as const,
  );
  const kept = { seq: Number(fleet[0]), states: new Map(all) };
  stateOf(kept);
  return kept;
}

/** Writes the states into an empty catalogue. As bytes, since sql.js takes texts over character by character. */
export function writeState(db: Database, { seq, states }: KeptState): void {
  db.run("INSERT INTO fleet VALUES (?, CAST(? AS TEXT))", [seq, states.get(FLEET) ?? bytesOf([])]);
  for (const [name, bytes] of states)
    if (name !== FLEET) db.run("INSERT INTO states VALUES (?, CAST(? AS TEXT))", [name, bytes]);
}
