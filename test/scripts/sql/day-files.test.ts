// The questions of data/README.md, asked of a month of files, beside a recomputation from the readings themselves.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import initSqlJs from "sql.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DayFiles, daysIn } from "../../../scripts/sql/day-files.ts";
import { RowPrinter } from "../../../scripts/sql/print-rows.ts";
import { keepState } from "../../../server/archive/sqlite/files/kept-state.ts";
import { BatchPacker } from "../../../server/archive/sqlite/write/packed-batch.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import { sensorKeys } from "../../../shared/rules/reading.ts";
import { buildEntry } from "../../helpers/build-entry.ts";
import { openTestStore } from "../../helpers/open-store.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const FIRST = Date.UTC(2026, 10, 1);
const DAYS = 30;
const STEP = 10 * MINUTE_MS;
const DEVICES = ["handheld 1", "pump room", "tunnel"];
/** Zero and gain of the first device's first CO sensor. */
const ZERO = 4;
const GAIN = 1.25;
const SQL = await initSqlJs();

let folder = "";
const entries: ReadingEntry[] = [];

/** Figures that repeat and have peaks, faults and nonsense among them; the tunnel is silent for half a day around a midnight. */
function sensorsAt(step: number, device: number) {
  const co = (step * 7 + device * 11) % 97;
  const second = step % 41 === 0 ? null : (step * 3) % 30;
  const fault = step % 82 === 0 ? { fault: "OL" } : {};
  return [
    { type: "CO", val: co },
    { type: "CO", val: second, ...fault },
    { type: "O2", unit: "%vol", val: step % 211 === 0 ? 400 : 20.9 - (step % 17) / 10 },
  ];
}

function isSilent(step: number, device: number): boolean {
  const hour = (step * STEP) / HOUR_MS;
  return device === 2 && hour > 10 * 24 - 6 && hour < 10 * 24 + 6;
}

function makeEntries(): void {
  for (let step = 0; step < (DAYS * DAY_MS) / STEP; step += 1)
    for (const [place, device] of DEVICES.entries()) {
      if (isSilent(step, place)) continue;
      const at = FIRST + step * STEP + place;
      const battery = step % 5 === 0 ? null : 100 - Math.floor(step / 100);
      entries.push(buildEntry(entries.length + 1, { at, device, battery, sensors: sensorsAt(step, place) }));
    }
}

function fillFolder(): void {
  const store = openTestStore(folder, { partBytes: 20_000 });
  const packer = new BatchPacker();
  for (let first = 0; first < entries.length; first += 100)
    store.apply(packer.pack(entries.slice(first, first + 100)));
  const settings = { sensors: { CO: { zero: ZERO, gain: GAIN } } };
  const fleet = { seq: entries.length, devices: [{ device: "handheld 1", settings }] };
  for (const _ of store.checkpoint(keepState({ seq: entries.length, states: { fleet } })));
  store.close();
}

beforeAll(async () => {
  folder = await temporaryFolder("month");
  makeEntries();
  fillFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The lines of data/README.md, by what is said above them. */
const README = readFileSync(resolve(import.meta.dirname, "../../../data/README.md"), "utf8");
const QUESTIONS = new Map(
  [...README.matchAll(/^# (.+)\nnpm run sql -- (.+)$/gm)].map(([, title = "", line = ""]) => [title, line]),
);

/** What a line prints, as cells without its names. */
function answerOf(title: string): string[][] {
  const line = QUESTIONS.get(title) ?? "";
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  const options = { from: { type: "string" }, to: { type: "string" }, union: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  return ask(positionals[0] ?? "", values);
}

function ask(
  question: string,
  { union, ...range }: { from?: string; to?: string; union?: boolean },
): string[][] {
  const lines: string[] = [];
  const rows = new RowPrinter((line) => lines.push(line));
  const days = daysIn(folder, range);
  const files = new DayFiles(SQL, folder);
  for (const group of union ? [days] : days.map((day) => [day])) {
    const database = files.open(group);
    rows.ask(database, question);
    database.close();
  }
  return lines.slice(1).map((line) => line.split("\t"));
}

interface Value {
  readonly device: string;
  readonly at: string;
  readonly sensor: string;
  readonly gas: string;
  readonly raw: number | null;
  readonly value: number | null;
  readonly level: string;
  readonly fault: string;
}

/** By the usual limits of US instruments: CO 35 and 70 ppm, O2 19.5 and 23.5 %vol. */
function levelOf(gas: string, value: number): string {
  if (gas === "O2") return value <= 19.5 || value >= 23.5 ? "a2" : "normal";
  return value >= 70 ? "a2" : value >= 35 ? "a1" : "normal";
}

function valuesOf({ device, measuredAt, sensors }: ReadingEntry): Value[] {
  const keys = sensorKeys(sensors.map(({ type }) => type));
  return sensors.map(({ type, val, fault }, place) => {
    const sensor = keys[place] ?? "";
    const isOwn = device === "handheld 1" && sensor === "CO";
    const shown = val === null ? null : isOwn ? (val - ZERO) * GAIN : val;
    const isImpossible = shown !== null && (type === "O2" ? shown > 110 : shown < -3.5);
    const value = isImpossible ? null : shown;
    const why = shown === null ? (fault ?? "no number") : type === "O2" ? "above" : "below";
    return {
      device,
      at: new Date(measuredAt).toISOString(),
      sensor,
      gas: type,
      raw: val,
      value,
      level: value === null ? "" : levelOf(type, value),
      fault: value === null ? (shown === null ? String(why) : `${why} what can be`) : "",
    };
  });
}

function group<Of, To>(
  all: readonly Of[],
  nameOf: (one: Of) => readonly string[],
  make: (group: readonly Of[]) => To,
) {
  const groups = new Map<string, Of[]>();
  for (const one of all) {
    const name = nameOf(one).join("\t");
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].map(([name, own]) => [...name.split("\t"), make(own)]);
}

const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.join("\t")).sort();
const numbers = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
const dayOf = ({ measuredAt }: ReadingEntry) => new Date(measuredAt).toISOString().slice(0, 10);

describe("over a month", () => {
  let all: Value[] = [];
  beforeAll(() => {
    all = entries.flatMap(valuesOf);
  });

  it("has a month of days, some of them in several files", () => {
    const days = daysIn(folder, {});
    expect(days).toHaveLength(DAYS);
    expect(QUESTIONS.size).toBe(8);
    expect(days.some(({ paths }) => paths.length > 1)).toBe(true);
  });

  it("tells the highest CO of each device and day", () => {
    const expected = group(
      all.filter(({ gas }) => gas === "CO"),
      ({ device, at }) => [device, at.slice(0, 10)],
      (own) => Math.max(...numbers(own.map(({ value }) => value))),
    );
    expect(sorted(answerOf("The highest CO of each device and day"))).toEqual(sorted(expected));
  });

  it("tells the minutes over a limit in a week", () => {
    const ofWeek = all.filter(({ at }) => at >= "2026-11-16" && at < "2026-11-23");
    const expected = group(
      ofWeek.filter(({ level }) => level === "a1" || level === "a2"),
      ({ device, sensor }) => [device, sensor],
      (own) => new Set(own.map(({ at }) => at.slice(0, 16))).size,
    );
    expect(expected.length).toBeGreaterThan(3);
    expect(sorted(answerOf("Minutes over a limit in a week"))).toEqual(sorted(expected));
  });

  it("tells gaps, beyond midnight too", () => {
    expect(answerOf("Gaps of more than ten minutes")).toEqual([
      ["tunnel", "2026-11-10T18:00:00.002Z", "2026-11-11T06:00:00.002Z"],
    ]);
  });

  it("tells how batteries decline", () => {
    const expected = group(
      entries,
      (entry) => [entry.device, dayOf(entry)],
      (own) => {
        const told = numbers(own.map(({ battery }) => battery));
        return [Math.max(...told), Math.min(...told)].join("\t");
      },
    );
    expect(sorted(answerOf("How batteries decline"))).toEqual(sorted(expected));
  });

  it("tells when each device was last heard of", () => {
    expect(sorted(answerOf("When each device was last heard of"))).toEqual([
      "handheld 1\t2026-11-30T23:50:00.000Z",
      "pump room\t2026-11-30T23:50:00.001Z",
      "tunnel\t2026-11-30T23:50:00.002Z",
    ]);
  });

  it("tells faults by their reason", () => {
    const expected = group(
      all.filter(({ fault }) => fault !== ""),
      ({ device, sensor, fault }) => [device, sensor, fault],
      (own) => own.length,
    );
    expect(new Set(expected.map((row) => row[2])).size).toBe(4);
    expect(sorted(answerOf("Faults"))).toEqual(sorted(expected));
  });

  it("tells hourly means", () => {
    const expected = group(
      all,
      ({ device, sensor, at }) => [device, sensor, at.slice(0, 13)],
      (own) => {
        const values = numbers(own.map(({ value }) => value));
        return values.length === 0 ? "" : values.reduce((sum, value) => sum + value, 0) / values.length;
      },
    );
    const rounded = (rows: readonly (readonly unknown[])[]) =>
      sorted(rows.map((row) => [...row.slice(0, 3), row[3] === "" ? "" : Number(row[3]).toFixed(9)]));
    expect(rounded(answerOf("Hourly means"))).toEqual(rounded(expected));
  });

  it("tells the calibrated values of a device", () => {
    const expected = all
      .filter(({ device }) => device === "handheld 1")
      .map(({ at, sensor, raw, value }) => [at, sensor, raw, value, sensor === "O2" ? "%vol" : "ppm"]);
    const rows = answerOf("Calibrated values of a device");
    const plain = (row: readonly unknown[]) => row.map((cell) => (cell === null ? "" : String(cell)));
    expect(sorted(rows.map(plain))).toEqual(sorted(expected.map(plain)));
  });
});

it("names a file that is damaged instead of answering without it", () => {
  const [day] = daysIn(folder, { from: "2026-11-02", to: "2026-11-02" });
  const copy = join(folder, "copy");
  mkdirSync(join(copy, "readings"), { recursive: true });
  const bytes = readFileSync(join(folder, day?.paths[0] ?? ""));
  bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
  writeFileSync(join(copy, day?.paths[0] ?? ""), bytes);
  writeFileSync(join(copy, "davy.sqlite"), readFileSync(join(folder, "davy.sqlite")));
  expect(() => new DayFiles(SQL, copy).open(daysIn(copy, {}))).toThrow(/2026-11-02\.sqlite is damaged/);
});
