// Ten simulated minutes of 36 devices whose levels change in random groups: what the screens show is what the server says.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DevicesAnswer, PATHS } from "../../shared/wire/api.ts";
import { describeInBrowser, launchBrowser, SIZES, watchErrors } from "../helpers/browser.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const DEVICES = Array.from({ length: 36 }, (_, index) => `device ${index + 1}`);
const WATCHED = "device 7";
const SENSORS = 3;
/** So chosen that no age stands on the border of what is silent (15 s). */
const STEP_MS = 4_700;
const STEPS = Math.ceil(600_000 / STEP_MS);
/** Some frames, and less than what a screen may lag behind, ms. */
const FRAMES_MS = 60;
/** A value of CO for each state that a live sensor can have. */
const VALUES = [4, 41, 300, null] as const;

/** By `device\nkey`: the state and the figure. */
type Shown = Record<string, string>;

/** Numbers from 0 to 1, the same in each run (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A fleet of which each step changes a random group, and now and then silences one. */
function createFleet(random: () => number) {
  const values = new Map(DEVICES.map((device) => [device, Array<number | null>(SENSORS).fill(4)]));
  const silentFor = new Map<string, number>();
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  return () => {
    const value = pick(VALUES);
    for (const device of DEVICES) {
      const own = values.get(device)!;
      // A group goes to one level, as a gas cloud or its end does; single sensors go anywhere.
      if (random() < 0.25) own[Math.floor(random() * SENSORS)] = random() < 0.8 ? value : pick(VALUES);
      const silent = silentFor.get(device) ?? 0;
      silentFor.set(device, silent > 0 ? silent - 1 : random() < 0.02 ? 6 : 0);
    }
    return DEVICES.filter((device) => silentFor.get(device) === 0).map((id) => ({
      id,
      pct: 90,
      sensors: values.get(id)!.map((val) => ({ type: "CO", val })),
    }));
  };
}

function stateOf(value: number | null): string {
  if (value === null) return "fault";
  return value === 300 ? "a2" : value === 41 ? "a1" : "normal";
}

/** What each sensor must look like, by the server's word. */
function expectedOf({ devices }: DevicesAnswer): Shown {
  return Object.fromEntries(
    devices.flatMap(({ device, stale, sensors }) =>
      sensors.map(({ key, value }) => [
        `${device}\n${key}`,
        `${stale ? "stale" : stateOf(value)} ${value === null ? "–" : value}`,
      ]),
    ),
  );
}

/** What the overview or a device's page shows. */
function readRows(page: Page, device: string | undefined): Promise<Shown> {
  return page.locator("[data-sensor]").evaluateAll(
    (rows, own) =>
      Object.fromEntries(
        rows.map((row) => {
          const root = row.getRootNode();
          const card = root instanceof ShadowRoot ? root.host.getAttribute("data-device") : null;
          const { sensor = "", state = "" } = row instanceof HTMLElement ? row.dataset : {};
          const figure = row.querySelector(".figure b") ?? row.querySelector("b");
          return [`${own ?? card}\n${sensor}`, `${state} ${figure?.textContent}`];
        }),
      ),
    device,
  );
}

/** What the kiosk shows of values as they are: its blocks of alarms, and the numbers of a calm table. */
function readTiles(page: Page): Promise<Shown> {
  const live = ".cell.normal, .tile:is(.a1, .a2):not(.over, .latched, .aged, .late)";
  return page.locator(`kiosk-view :is(${live})`).evaluateAll((tiles) =>
    Object.fromEntries(
      tiles.map((tile) => {
        const [device, sensor] = JSON.parse(tile.getAttribute("data-tile") ?? "[]") as [string, string];
        const { key } = JSON.parse(sensor) as { key: string };
        return [
          `${device}\n${key}`,
          `${tile.getAttribute("data-state")} ${tile.querySelector(".figure")?.textContent?.trim()}`,
        ];
      }),
    ),
  );
}

/** So many alarms are each a large block of the kiosk. */
const MOST_FEW = 6;

const isAlarm = (look = "") => /^a[12] /.test(look);
const alarmsOf = (shown: Shown) => Object.keys(shown).filter((sensor) => isAlarm(shown[sensor]));

/** A screen that is walked: it shows all or a part of the fleet. */
interface Screen {
  readonly page: Page;
  readonly errors: string[];
  read(): Promise<Shown>;
  /** Of what the server says, what this screen must show beside what it shows. */
  wanted(all: Shown, shown: Shown): Shown;
  /** By how much its time is ahead of the server's, ms. */
  aheadMs: number;
}

function only(all: Shown, sensors: readonly string[]): Shown {
  return Object.fromEntries(sensors.map((sensor) => [sensor, all[sensor] ?? "unknown"]));
}

describeInBrowser("ten minutes of a changing fleet", () => {
  let davy: TestDavy;
  let browser: Browser;
  let now = Date.UTC(2026, 10, 23, 14);

  beforeAll(async () => {
    davy = await startTestDavy({ now: () => now });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  const post = async (readings: readonly unknown[]) => {
    const body = JSON.stringify(readings);
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(davy.url + PATHS.readings, { method: "POST", headers, body });
    expect(await answer.json()).toMatchObject({ stored: readings.length });
  };
  const ask = async () => expectedOf((await (await fetch(davy.url + PATHS.devices)).json()) as DevicesAnswer);

  const open = async (
    path: string,
    parts: (page: Page) => Pick<Screen, "read" | "wanted">,
  ): Promise<Screen> => {
    // What is read is text: few pixels do, and cost little to paint.
    const viewport = { ...SIZES.wall, height: 2_400 };
    const page = await browser.newPage({ viewport, deviceScaleFactor: 0.25 });
    // Time stands still but for the test's steps; until then it runs, from so long before that no machine is too slow.
    await page.clock.install({ time: now - 600_000 });
    await page.clock.pauseAt(now + 1_000);
    const errors = watchErrors(page);
    await page.goto(davy.url + path);
    return { page, errors, aheadMs: 0, ...parts(page) };
  };

  const goOn = async (screen: Screen) => {
    await screen.page.clock.fastForward(Math.max(0, STEP_MS - screen.aheadMs));
    screen.aheadMs = Math.max(0, screen.aheadMs - STEP_MS);
  };

  /** Moves the screen's time in small steps until it shows what the server says: what was posted is still on its way. */
  const settle = async (screen: Screen, all: Shown) => {
    const differences = async () => {
      await screen.page.clock.runFor(FRAMES_MS);
      screen.aheadMs += FRAMES_MS;
      const shown = await screen.read();
      const wanted = screen.wanted(all, shown);
      const sensors = new Set([...Object.keys(shown), ...Object.keys(wanted)]);
      return [...sensors].flatMap((sensor) =>
        shown[sensor] === wanted[sensor]
          ? []
          : [`${sensor} is ${shown[sensor]}, and should be ${wanted[sensor]}`],
      );
    };
    await expect.poll(differences, { interval: 20 }).toEqual([]);
  };

  it("is shown as the server says by overview, device page and kiosk, after every second step", async () => {
    const step = createFleet(createRandom(20_261_123));
    await post(step());
    const screens = await Promise.all([
      open("/", (page) => ({ read: () => readRows(page, undefined), wanted: (all) => all })),
      open(`/device/${encodeURIComponent(WATCHED)}`, (page) => ({
        read: () => readRows(page, WATCHED),
        wanted: (all) =>
          only(
            all,
            Object.keys(all).filter((sensor) => sensor.startsWith(`${WATCHED}\n`)),
          ),
      })),
      open("/kiosk", (page) => ({
        read: () => readTiles(page),
        // More alarms than these are rows by place, and some of them are counted only.
        wanted: (all, shown) => {
          const mustStand = alarmsOf(all).length > MOST_FEW ? [] : alarmsOf(all);
          return only(all, [...Object.keys(shown), ...mustStand]);
        },
      })),
    ]);
    let alarmsSeen = 0;
    for (let count = 1; count <= STEPS; count += 1) {
      // The screens first: a word from the server's future would set their clocks ahead.
      await Promise.all(screens.map(goOn));
      now += STEP_MS;
      await post(step());
      if (count % 2 === 1) continue;
      const all = await ask();
      await Promise.all(screens.map((screen) => settle(screen, all)));
      alarmsSeen += alarmsOf(await readTiles(screens[2]!.page)).length;
    }
    expect(alarmsSeen).toBeGreaterThan(STEPS);
    for (const { page, errors } of screens) {
      expect(errors).toEqual([]);
      await page.close();
    }
    // Hundreds of rounds with three screens: seconds alone, much more where several test files share the processor.
  }, 240_000);
});
