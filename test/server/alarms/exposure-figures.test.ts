import { expect, it } from "vitest";
import { type Breathed, figures } from "../../../server/alarms/exposure-figures.ts";
import { Persons } from "../../../server/alarms/persons.ts";
import { addMinute } from "../../../shared/rules/exposure/running-exposure.ts";

const NOW = 29_000_000;

it("passes no minute that another instrument of the person has told: one that was silent for a year costs no year", () => {
  const persons = new Persons();
  const exposure = persons.exposureOf("Ada", "CO");
  for (let minute = NOW; minute < NOW + 15; minute += 1) addMinute(exposure, { minute, mean: 10 }, []);
  const device = { settings: { wearer: "Ada" }, formerWearers: [] };
  const breathed = { device, breath: {}, rule: { gas: "CO", toPpm: 1 } } as unknown as Breathed;
  const site = { shifts: [], timeZone: "UTC" };
  const year = { known: [], unknown: { from: NOW - 525_600, to: NOW + 60 } };
  const told = [...figures(breathed, year, { persons, site })].filter(({ family }) => family === "stel");
  // From 15 known minutes on, four more may pass until less than three quarters are known.
  expect(told.map(({ at }) => at / 60_000 - NOW)).toEqual([16, 17, 18, 19]);
});
