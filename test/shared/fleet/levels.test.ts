import { expect, it } from "vitest";
import { judgeValues, levelOfSensor, withLevels } from "../../../shared/fleet/levels.ts";
import type { SensorValue } from "../../../shared/rules/reading.ts";
import { Rulebook } from "../../../shared/rules/rulebook.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const RULES = new Rulebook("instrument");
const value = (type: string, val: number | null, more: object = {}): SensorValue => ({ type, val, ...more });

it("judges each sensor of a reading, and gives a level to nothing else", () => {
  const sensors = [value("CO", 34), value("CO", 35), value("CO", null), value("Radon", 9)];
  expect(judgeValues(sensors, {}, RULES)).toEqual([
    { type: "CO", val: 34, level: "normal" },
    { type: "CO", val: 35, level: "a1" },
    { type: "CO", val: null, level: null },
    { type: "Radon", val: 9, level: null },
  ]);
});

it("keeps what else was posted of a sensor, but for what it says of its level itself", () => {
  expect(judgeValues([value("CO", 70, { name: "left", level: "normal" })], {}, RULES)).toEqual([
    { type: "CO", val: 70, name: "left", level: "a2" },
  ]);
  expect(judgeValues([value("CO", 70, { unit: "ppb" })], {}, RULES)).toEqual([
    { type: "CO", val: 70, unit: "ppb", level: "normal" },
  ]);
});

it("goes by the settings of the sensor's key, and by those of no other", () => {
  const settings = { sensors: { "CO-2": { limits: { a2: 10 } } } };
  expect(judgeValues([value("CO", 20), value("CO", 20)], settings, RULES)).toMatchObject([
    { level: "normal" },
    { level: "a2" },
  ]);
  const state = buildDevice("one", { CO: 20, "CO-2": 20 }, { now: 0, settings });
  expect(withLevels(state, RULES).sensors.map(({ key, level }) => [key, level])).toEqual([
    ["CO", "normal"],
    ["CO-2", "a2"],
  ]);
  expect(withLevels(state, RULES)).toMatchObject({ device: "one", battery: 84, settings });
  expect(levelOfSensor({ key: "CO", type: "CO", value: 20 }, {}, RULES)).toBe("normal");
});
