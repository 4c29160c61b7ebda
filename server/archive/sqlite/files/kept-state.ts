// The states of the projections, as the catalogue keeps them for the next start.

import type { Database } from "sql.js";
import type { FleetSnapshot } from "../../../../shared/fleet/fleet.ts";
import type { StateSnapshot } from "../../../log/log.ts";

function rowsOf(db: Database, sql: string) {
  return db.exec(sql)[0]?.values ?? [];
}

/** The fleet among the states; it has a table of its own, which versions before 0.2 know alone. */
export function fleetIn({ seq, states }: StateSnapshot): FleetSnapshot {
  return (states["fleet"] as FleetSnapshot | undefined) ?? { seq, devices: [] };
}

/** The states that a catalogue has; before 0.2 it had the fleet alone. */
export function readState(db: Database): StateSnapshot {
  const [fleet] = rowsOf(db, "SELECT seq, devices FROM fleet");
  if (!fleet) return { seq: 0, states: {} };
  const seq = Number(fleet[0]);
  const isKept = rowsOf(db, "SELECT 1 FROM sqlite_schema WHERE name = 'states'").length > 0;
  const others = isKept ? rowsOf(db, "SELECT name, state FROM states") : [];
  const states = others.map(([name, state]) => [String(name), JSON.parse(String(state))]);
  const devices = JSON.parse(String(fleet[1]));
  return { seq, states: { ...Object.fromEntries(states), fleet: { seq, devices } } };
}

/** Writes the states into an empty catalogue. */
export function writeState(db: Database, state: StateSnapshot): void {
  const { fleet: _, ...others } = state.states;
  db.run("INSERT INTO fleet VALUES (?, ?)", [state.seq, JSON.stringify(fleetIn(state).devices)]);
  for (const [name, other] of Object.entries(others))
    db.run("INSERT INTO states VALUES (?, ?)", [name, JSON.stringify(other)]);
}
