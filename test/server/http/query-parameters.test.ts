import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportQuery, historyQuery, parseMoment, parseQuery } from "../../../server/http/query-parameters.ts";

describe("parseMoment", () => {
  it.each([
    ["1669212000000", 1_669_212_000_000],
    ["0", 0],
    ["2022-11-23T14:00:00Z", 1_669_212_000_000],
    ["2022-11-23T15:00:00.000+01:00", 1_669_212_000_000],
    ["2022-11-23T15:00+0100", 1_669_212_000_000],
    ["2022-11-23", 1_669_161_600_000],
  ])("reads %s", (text, ms) => expect(parseMoment(text)).toBe(ms));

  it("reads a zone whose plus arrived as a space", () => {
    expect(parseMoment("2022-11-23T15:00:00 01:00")).toBe(1_669_212_000_000);
  });

  it.each([
    "",
    "yesterday",
    "-1",
    "1.5",
    "1e12",
    "NaN",
    "2022-11-23T14:00:00",
    "2022-02-30T14:00:00Z",
    "2022-13-01",
    "99999999999999999",
    "10000-01-01",
  ])("refuses %j", (text) => expect(parseMoment(text)).toBeUndefined());

  it("reads back every moment that it can be given", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 0) }), (ms) => {
        expect(parseMoment(String(ms))).toBe(ms);
        expect(parseMoment(new Date(ms).toISOString())).toBe(ms);
      }),
    );
  });
});

describe("parseQuery", () => {
  const good = { device: "a", from: "0", to: "10" };

  it("fills in what is not given", () => {
    expect(parseQuery(historyQuery, good)).toEqual({ device: "a", from: 0, to: 10, points: 1_000 });
    expect(parseQuery(exportQuery, { from: "0", to: "10" })).toEqual({
      from: 0,
      to: 10,
      resolution: "raw",
      tz: "UTC",
    });
  });

  it.each([
    [{ ...good, device: undefined }, /^device must be given/],
    [{ ...good, device: ["a", "b"] }, /^device must be given once/],
    [{ ...good, from: undefined }, /^from must be given/],
    [{ ...good, to: "soon" }, /^to must be unix ms or ISO 8601/],
    [{ ...good, from: "10" }, /^from must be before to/],
    [{ ...good, from: "11" }, /^from must be before to/],
    [{ ...good, points: "1" }, /^points must be .* 2 to 20000/],
    [{ ...good, points: "20001" }, /^points must be/],
    [{ ...good, points: "ten" }, /^points must be/],
    [{ ...good, points: "2.5" }, /^points must be/],
  ])("refuses %j by name", (query, message) => {
    expect(() => parseQuery(historyQuery, query)).toThrowError(message);
  });

  it("names all that is wrong at once", () => {
    expect(() => parseQuery(historyQuery, { from: "x" })).toThrowError(/device .*; from .*; to /);
  });

  it.each([
    [{ resolution: "second" }, /^resolution must be one of raw, minute, hour/],
    [{ tz: "Mars/Base" }, /^tz must be a time zone/],
    [{ tz: "" }, /^tz must be a time zone/],
    [{ device: "" }, /^device must be the id of a device/],
    [{ device: Array.from({ length: 17 }, (_, index) => `d${index}`) }, /^device must .* up to 16 times/],
  ])("refuses an export with %j", (more, message) => {
    expect(() => parseQuery(exportQuery, { from: "0", to: "1", ...more })).toThrowError(message);
  });
});
