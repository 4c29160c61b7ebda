import { describe, expect, it } from "vitest";
import { parseSensors } from "../../../server/ingest/parse-sensors.ts";

const CO = { type: "CO", val: 2_000 };

describe("parseSensors", () => {
  it.each([
    ["NaN", "NaN", "not a number"],
    ["nan", "nan", "not a number"],
    ["nothing but a text's quotes", "", "not a number"],
    ["dashes", "---", "not a number"],
    ["a yes", true, "not a number"],
    ["a list", [1], "not a number"],
    ["a decimal comma", "12,5", "not a number"],
    ["more than a number can be", Number.POSITIVE_INFINITY, "out of range"],
    ["minus infinity in words", "-Infinity", "out of range"],
    ["an instrument's overload", "OL", "out of range"],
    ["what an Arduino prints beyond 4294967040", "ovf", "out of range"],
    ["minus infinity as .NET writes it", "-∞", "out of range"],
  ])("keeps the neighbours of a value that is %s, and the cause", (_, val, fault) => {
    const parsed = parseSensors([{ type: "O2", val, unit: "%vol" }, CO]);
    expect(parsed.sensors).toEqual([{ type: "O2", val: null, unit: "%vol", fault }, CO]);
    expect(parsed.warnings).toHaveLength(1);
    expect(parsed.warnings[0]).toMatch(/^sensors\[0\]\.val \(O2\).*kept as a fault/);
    expect(parsed.problem).toBeUndefined();
    expect(parsed.isCut).toBe(false);
  });

  it("says of a value that is not there that it is missing", () => {
    const parsed = parseSensors([CO, { type: "O2" }]);
    expect(parsed.sensors).toEqual([CO, { type: "O2", val: null, fault: "missing" }]);
    expect(parsed.warnings[0]).toContain("sensors[1].val (O2) is missing");
  });

  it("takes null for a sensor that gave nothing, without a word", () => {
    const sensors = [{ type: "O2", val: null }, CO];
    expect(parseSensors(sensors)).toEqual({ sensors, warnings: [], isCut: false });
  });

  it("leaves out a sensor that nobody could name, keeps the others and says so", () => {
    const long = "t".repeat(41);
    const parsed = parseSensors([7, CO, { val: 5 }, { type: long, val: 5 }, { type: 4, val: "5" }]);
    expect(parsed.sensors).toEqual([CO, { type: "4", val: 5 }]);
    expect(parsed.isCut).toBe(true);
    expect(parsed.warnings.map((warning) => warning.slice(0, 10))).toEqual([
      "sensors[0]",
      "sensors[2]",
      "sensors[3]",
    ]);
  });

  it.each(["unit", "fault"])("keeps 40 characters of a %s, which each answer repeats", (name) => {
    const parsed = parseSensors([{ ...CO, [name]: "u".repeat(1_000_000), serial: "x" }, CO]);
    expect(parsed.sensors).toEqual([{ ...CO, [name]: "u".repeat(40), serial: "x" }, CO]);
    expect(parsed.warnings[0]).toContain(`what sensors[0].${name} has beyond 40 characters`);
    expect(parsed.isCut).toBe(true);
  });

  it.each([
    ["nest deep", JSON.parse("[".repeat(10) + "]".repeat(10)) as unknown],
    ["are long", Array.from({ length: 100 }, () => "ten letters")],
  ])("keeps value and unit of a sensor with members that %s", (_, member) => {
    const parsed = parseSensors([{ ...CO, unit: "ppm", member }]);
    expect(parsed.sensors).toEqual([{ ...CO, unit: "ppm" }]);
    expect(parsed.warnings[0]).toMatch(/sensors\[0\].*deeper nested/);
    expect(parsed.isCut).toBe(true);
  });

  it.each([
    ["no list", "CO", /must be an array/],
    ["a list in which nothing is a sensor", [1, "x", { val: 3 }], /sensors\[0\].*sensors\[1\].*sensors\[2\]/],
    ["more than 64", Array.from({ length: 65 }, () => CO), /at most 64/],
  ])("refuses %s", (_, value, problem) => {
    expect(parseSensors(value).problem).toMatch(problem);
  });
});
