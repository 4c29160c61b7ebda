import { describe, expect, it } from "vitest";
import {
  eventsQuery,
  exportQuery,
  historyQuery,
  noQuery,
  parseQuery,
} from "../../../../server/http/query/query-parameters.ts";

describe("parseQuery", () => {
  const good = { device: "a", from: "0", to: "10" };
  const refusalOf = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    throw new Error("It was taken.");
  };

  it("fills in what is not given", () => {
    expect(parseQuery(historyQuery, good)).toEqual({ device: "a", from: 0, to: 10_000, points: 1_000 });
    expect(parseQuery(exportQuery, { from: "0", to: "10" })).toEqual({
      from: 0,
      to: 10_000,
      resolution: "raw",
      tz: "UTC",
    });
  });

  it.each([
    [{ ...good, device: undefined }, /^device must be given/],
    [{ ...good, device: ["a", "b"] }, /^device must be given once/],
    [{ ...good, from: undefined }, /^from must be given/],
    [{ ...good, to: "soon" }, /^to must be unix seconds or ms, ISO 8601 .*now-6h/],
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

  it("counts from now where that is asked for", () => {
    const now = Date.UTC(2026, 10, 23, 14, 30);
    expect(parseQuery(historyQuery, { device: "a", from: "now-6h", to: "now" }, now)).toMatchObject({
      from: Date.UTC(2026, 10, 23, 8, 30),
      to: now,
    });
    expect(() => parseQuery(historyQuery, { device: "a", from: "now", to: "now-1s" }, now)).toThrowError(
      /^from must be before to/,
    );
  });

  it.each([
    [
      historyQuery,
      { form: "0" },
      /^form is not known; did you mean from\? \(known: device, from, to, points\)/,
    ],
    [historyQuery, { From: "0" }, /^From is not known; did you mean from\?/],
    [historyQuery, { limit: "5" }, /^limit is not known; did you mean points\?/],
    [historyQuery, { start: "0" }, /^start is not known; did you mean from\?/],
    [historyQuery, { devcie: "a" }, /^devcie is not known; did you mean device\?/],
    [historyQuery, { poinst: "5" }, /^poinst is not known; did you mean points\?/],
    [historyQuery, { colour: "red" }, /^colour is not known \(known: device, from, to, points\)/],
    [exportQuery, { timezone: "UTC" }, /^timezone is not known; did you mean tz\?/],
    [exportQuery, { delimiter: ";" }, /^delimiter is not known; did you mean separator\?/],
    [exportQuery, { limit: "5" }, /^limit is not known \(known: device, from, /],
    [eventsQuery, { lastEventId: "5" }, /^lastEventId is not known; did you mean last_event_id\?/],
    [noQuery, { limit: "5" }, /^limit is not known: this address has no parameters\.$/],
    [noQuery, { constructor: "5" }, /^constructor is not known/],
  ])("refuses what is not known, with the nearest name: %#", (schema, more, message) => {
    const known = schema === historyQuery ? good : schema === exportQuery ? { from: "0", to: "1" } : {};
    expect(refusalOf(() => parseQuery(schema, { ...known, ...more }))).toMatch(message);
  });

  it("says of a misspelt parameter both that it is not known and that the other is missing", () => {
    const { from: _, ...rest } = good;
    expect(refusalOf(() => parseQuery(historyQuery, { ...rest, form: "0" }))).toMatch(
      /^form is not known.*; from must be given once/,
    );
  });

  it("keeps a refusal short, however many and long the names are", () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`${"x".repeat(500)}${index}`, ""]),
    );
    expect(refusalOf(() => parseQuery(noQuery, many)).length).toBeLessThan(5_000);
  });

  it("takes separators and decimal marks that can be told apart", () => {
    const range = { from: "0", to: "1" };
    expect(parseQuery(exportQuery, { ...range, separator: "tab", decimal: "," })).toMatchObject({
      separator: "tab",
      decimal: ",",
    });
    expect(() => parseQuery(exportQuery, { ...range, separator: ",", decimal: "," })).toThrowError(
      /^separator must differ from decimal/,
    );
    expect(() => parseQuery(exportQuery, { ...range, separator: "|" })).toThrowError(
      /^separator must be one of/,
    );
    expect(() => parseQuery(exportQuery, { ...range, decimal: ";" })).toThrowError(/^decimal must be one of/);
  });
});
