// The states of the projections, on their way through a catalogue.

import fc from "fast-check";
import initSqlJs from "sql.js";
import { expect, it } from "vitest";
import {
  devicesIn,
  type KeptState,
  keepState,
  readState,
  stateOf,
  withDevices,
  writeState,
} from "../../../../../server/archive/sqlite/files/kept-state.ts";
import { CATALOGUE_SCHEMA } from "../../../../../server/archive/sqlite/files/schema.ts";
import { buildDevice } from "../../../../helpers/scripted-fleet.ts";

const SQL = await initSqlJs();

/** The states as a catalogue gives them back to the next start. */
function throughCatalogue(kept: KeptState): KeptState {
  const written = new SQL.Database();
  written.run(CATALOGUE_SCHEMA);
  writeState(written, kept);
  const read = new SQL.Database(written.export());
  const back = readState(read);
  for (const db of [written, read]) db.close();
  return back;
}

it("gives back each state as it was, whatever texts are in it", () => {
  const text = fc.string({ unit: "binary" });
  const names = fc
    .string({ minLength: 1 })
    .filter((name) => !["fleet", "__proto__"].includes(name) && !name.includes("\0"));
  fc.assert(
    fc.property(fc.nat(), fc.array(text), fc.dictionary(names, fc.jsonValue()), (seq, devices, others) => {
      const fleet = {
        seq,
        devices: devices.map((device) => ({ device, settings: { name: `\ufeff${device}` } })),
      };
      const state = { seq, states: { ...others, fleet } };
      const back = stateOf(throughCatalogue(keepState(state)));
      expect(back).toEqual(JSON.parse(JSON.stringify(state)));
    }),
    { numRuns: 200 },
  );
});

it("keeps the texts of a catalogue as texts, so that earlier versions read the fleet", () => {
  const db = new SQL.Database();
  db.run(CATALOGUE_SCHEMA);
  writeState(db, keepState({ seq: 7, states: { site: { name: "Grube" }, fleet: { seq: 7, devices: [] } } }));
  const [fleet] = db.exec("SELECT seq, typeof(devices), devices FROM fleet");
  const [site] = db.exec("SELECT name, typeof(state), state FROM states");
  expect(fleet?.values).toEqual([[7, "text", "[]"]]);
  expect(site?.values).toEqual([["site", "text", '{"name":"Grube"}']]);
  db.close();
});

it("has a fleet without devices where none was kept, and takes in others", () => {
  const kept = throughCatalogue(keepState({ seq: 3, states: {} }));
  expect(devicesIn(kept)).toEqual([]);
  const device = buildDevice("handheld 1", { CO: 3 }, { now: 1_795_000_000_000 });
  expect(stateOf(withDevices(kept, [device]))).toEqual({
    seq: 3,
    states: { fleet: { seq: 3, devices: [device] } },
  });
});

it("refuses a catalogue in which a state is no JSON", () => {
  const db = new SQL.Database();
  db.run(CATALOGUE_SCHEMA);
  db.run("INSERT INTO fleet VALUES (1, '[]')");
  db.run("INSERT INTO states VALUES ('site', '{')");
  expect(() => readState(db)).toThrow(SyntaxError);
  db.close();
});
