// Which displays may make no sound, by what they told of their tests.

import { expect, it } from "vitest";
import { Displays } from "../../server/access/access.ts";
import { DisplayFindings } from "../../server/display-findings.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import { DEFAULT_SITE } from "../../shared/rules/site.ts";
import { ADMIN, accessInMemory } from "../helpers/access-log.ts";

const TEN = Date.UTC(2026, 10, 27, 10);
const NOON = TEN + 2 * HOUR_MS;
const NO_TEST = "The daily test of its sound did not come.";
const FAILED = "The last test of its sound failed.";

/** A display that was paired at ten, on a site whose tests are due at a time. */
async function setUp(soundTest: string | null = "12:00") {
  const parts = accessInMemory();
  parts.clock.now = TEN;
  const displays = new Displays(parts);
  const { id } = await displays.add({ name: "Canteen" }, "digest", ADMIN);
  const site = { soundTest, isMute: false };
  const alarms = { parts: (): ReturnType<DisplayFindings["look"]> => [] };
  const watch = () =>
    new DisplayFindings({
      alarms: { parts: () => alarms.parts() },
      displays,
      displayWatch: { isMute: () => site.isMute },
      site: { answer: () => ({ ...DEFAULT_SITE, soundTest: site.soundTest, timeZoneFixed: false }) },
      now: parts.now,
    });
  let findings = watch();
  const look = () => findings.look().map(({ note }) => note);
  const at = (now: number) => {
    parts.clock.now = now;
    return look();
  };
  const restart = () => {
    findings = watch();
  };
  const test = (passed: boolean, when = parts.clock.now) =>
    displays.noteTest(id, { at: when, passed }, ADMIN);
  const stands = () => {
    const found = findings.look();
    alarms.parts = () => found;
  };
  return { ...parts, id, displays, site, look, at, restart, test, stands };
}

it("waits for the test of a display until half an hour after its time, each day", async () => {
  const { at, test } = await setUp();
  expect(at(TEN)).toEqual([]);
  expect(at(NOON + 29 * MINUTE_MS)).toEqual([]);
  expect(at(NOON + 30 * MINUTE_MS)).toEqual([NO_TEST]);
  await test(true);
  expect(at(NOON + 31 * MINUTE_MS)).toEqual([]);
  expect(at(NOON + DAY_MS + 29 * MINUTE_MS)).toEqual([]);
  expect(at(NOON + DAY_MS + 30 * MINUTE_MS)).toEqual([NO_TEST]);
});

it("counts a test that failed at once, until one is heard, also where no time is set", async () => {
  const { at, site, test, look } = await setUp();
  at(NOON + MINUTE_MS);
  await test(false);
  expect(look()).toEqual([FAILED]);
  site.soundTest = null;
  expect(at(NOON + 3 * DAY_MS)).toEqual([FAILED]);
  await test(true);
  expect(look()).toEqual([]);
});

it("asks for no test where none is wanted, nor for one from before a display was paired", async () => {
  const off = await setUp(null);
  expect(off.at(NOON + 3 * DAY_MS)).toEqual([]);
  const { at, site } = await setUp("09:00");
  expect(at(NOON)).toEqual([]);
  site.soundTest = "08:00";
  expect(at(NOON + HOUR_MS)).toEqual([]);
});

it("gives displays half an hour after another time was set", async () => {
  const { at, site } = await setUp(null);
  at(NOON);
  site.soundTest = "11:00";
  expect(at(NOON + HOUR_MS)).toEqual([]);
  expect(at(NOON + HOUR_MS + 29 * MINUTE_MS)).toEqual([]);
  expect(at(NOON + HOUR_MS + 30 * MINUTE_MS)).toEqual([NO_TEST]);
});

it("ends nothing by a restart, and raises nothing by one before displays are back", async () => {
  const { at, restart, stands, look } = await setUp();
  at(TEN);
  restart();
  expect(at(NOON + HOUR_MS)).toEqual([]);
  expect(at(NOON + 90 * MINUTE_MS)).toEqual([NO_TEST]);
  stands();
  restart();
  expect(look()).toEqual([NO_TEST]);
});

it("says of a display that is gone or mute that alone", async () => {
  const { at, displays, id, site } = await setUp();
  at(TEN);
  site.isMute = true;
  expect(at(NOON + HOUR_MS)).toEqual(["Its browser lets it make no sound."]);
  await displays.note(id, NOON, ADMIN);
  expect(at(NOON + HOUR_MS)).toEqual(["It does not answer."]);
});

it("notes a test once, however often it is told, and no more than one in ten seconds", async () => {
  const { at, entries, test } = await setUp();
  at(NOON + HOUR_MS);
  const tests = () => entries.flatMap((entry) => ("what" in entry ? [entry.what] : [])).slice(1);
  await test(false, NOON);
  await test(false, NOON);
  await test(true, NOON + 9_999);
  await test(true, NOON - 1);
  expect(tests()).toEqual(["display-sound-failed"]);
  await test(true, NOON + 10_000);
  expect(tests()).toEqual(["display-sound-failed", "display-sound-passed"]);
});

it("takes a test that lies ahead for one of now, and trusts none after the clock was set back", async () => {
  const { at, test, look } = await setUp();
  at(NOON);
  await test(false, NOON + DAY_MS);
  expect(look()).toEqual([FAILED]);
  expect(at(NOON - MINUTE_MS)).toEqual([]);
  await test(true);
  expect(at(NOON + 29 * MINUTE_MS)).toEqual([]);
});
