// What goes with alarms, on the real server: guidance, tests of instruments.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALARM_PATHS } from "../../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { GUIDANCE_PATH } from "../../../shared/wire/guidance.ts";
import { TESTS_PATH, type TestsAnswer } from "../../../shared/wire/instrument-tests.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const DAY = 86_400_000;
let clock = Date.UTC(2026, 10, 24, 12);
let folder = "";
let davy: TestDavy;

beforeAll(async () => {
  folder = await temporaryFolder("care");
  davy = await startTestDavy({ folder, now: () => clock });
});
afterAll(() => davy.stop());

async function restart(): Promise<void> {
  await davy.stop();
  davy = await startTestDavy({ folder, now: () => clock });
}

const send = (path: string, body: unknown, method = "POST") =>
  fetch(davy.url + path, { method, body: JSON.stringify(body) });
const get = async (path: string) => (await (await fetch(davy.url + path)).json()) as unknown;
const post = (id: string, co: number) =>
  send(PATHS.receiveJson, { id, pct: 80, sensors: [{ type: "CO", val: co }] });

describe("guidance", () => {
  const scope = { gas: "H2S", level: "a2", place: null };

  it("has one text a scope, is kept over a restart, and taken away by null", async () => {
    await send(GUIDANCE_PATH, { ...scope, text: "First" });
    await send(GUIDANCE_PATH, { ...scope, place: "Shaft 3", text: "North door" });
    const answer = await send(GUIDANCE_PATH, { ...scope, text: " Leave.\nCall 112. " });
    const texts = [
      { ...scope, place: "Shaft 3", text: "North door" },
      { ...scope, text: "Leave.\nCall 112." },
    ];
    expect(await answer.json()).toEqual({ texts });
    await restart();
    expect(await get(GUIDANCE_PATH)).toEqual({ texts });
    await send(GUIDANCE_PATH, { ...scope, text: null });
    expect(await get(GUIDANCE_PATH)).toEqual({ texts: texts.slice(0, 1) });
    expect(await get(`${PATHS.logbook}?kind=guidance&limit=1`)).toMatchObject({
      events: [{ ...scope, text: null, was: "Leave.\nCall 112.", by: { kind: "open" } }],
    });
  });

  it.each([
    {},
    { ...scope, text: "" },
    { ...scope, text: "x".repeat(1_001) },
    { ...scope, text: "a\u0007" },
    { ...scope, gas: "Xe", text: "x" },
    { ...scope, level: "normal", text: "x" },
  ])("refuses %j", async (body) => {
    expect((await send(GUIDANCE_PATH, body)).status).toBe(400);
  });
});

describe("a test of an instrument", () => {
  const tests = async (query = "") => ((await get(TESTS_PATH + query)) as TestsAnswer).devices;
  const names = async () => (await tests()).map(({ device }) => device);

  it("is due by the device's setting, listed before those that are due later, and recorded with who did it", async () => {
    await post("a", 0);
    await post("b", 0);
    await send(PATHS.site, { bumpDays: 30 }, "PATCH");
    expect((await send(devicePath("b"), { bumpDays: 1 }, "PATCH")).status).toBe(200);
    expect(await names()).toEqual(["b", "a"]);
    clock += 2 * DAY;
    const record = {
      device: "b",
      what: "bump",
      passed: true,
      at: clock - 60_000,
      note: "bottle 7",
      by: "Ada",
    };
    const answer = await send(TESTS_PATH, record);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual((await tests("?device=b"))[0]);
    expect((await tests("?device=b"))[0]?.tests.bump).toEqual({
      everyDays: 1,
      last: { passed: true, testedAt: clock - 60_000, by: "Ada", note: "bottle 7" },
      dueAt: clock - 60_000 + DAY,
      isOverdue: false,
    });
    await restart();
    expect((await tests("?device=b"))[0]?.tests.bump.last?.by).toBe("Ada");
  });

  it("comes first where a value was beyond what the sensor can measure", async () => {
    await post("c", 5_000);
    expect((await names())[0]).toBe("c");
    expect(await get(`${ALARM_PATHS.alarms}?device=c`)).toMatchObject({
      alarms: [{ condition: "over", needsTest: true, limit: 2_000 }],
    });
  });

  it("that is said to be of later than now counts as of now", async () => {
    await send(TESTS_PATH, { device: "a", what: "calibration", passed: true, at: clock + DAY });
    expect((await tests("?device=a"))[0]?.tests.calibration.last?.testedAt).toBe(clock);
  });

  it("of no device, or without what became of it, is refused", async () => {
    expect((await send(TESTS_PATH, { device: "nobody", what: "bump", passed: true })).status).toBe(404);
    expect((await send(TESTS_PATH, { device: "a", what: "bump" })).status).toBe(400);
  });
});

it("of its range a sensor's setting may say what contradicts nothing", async () => {
  await post("d", 0);
  const set = (range: unknown) => send(devicePath("d"), { sensors: { CO: { range } } }, "PATCH");
  for (const range of [{}, { low: 5, high: 5 }, { high: "1" }, { max: 1 }])
    expect((await set(range)).status).toBe(400);
  expect((await set({ low: 0, high: 500 })).status).toBe(200);
  await post("d", 500);
  expect(await get(`${ALARM_PATHS.alarms}?device=d`)).toMatchObject({
    alarms: [{ condition: "over", limit: 500 }],
  });
  expect((await set(null)).status).toBe(200);
});
