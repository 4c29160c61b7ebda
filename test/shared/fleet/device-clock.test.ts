import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryOf } from "../../../pwa/src/data/stream/parse-events.ts";
import { presentUpdate } from "../../../server/live/frame.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { type DeviceState, staleAfter } from "../../../shared/fleet/fleet.ts";
import { judgeValues } from "../../../shared/fleet/levels.ts";
import { observeAll } from "../../../shared/fleet/observe-readings.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { Rulebook } from "../../../shared/rules/rulebook.ts";
import {
  type Arrival,
  anyStory,
  HOUR,
  MINUTE,
  rightClockStory,
  SECOND,
  stretch,
  T0,
  toEntries,
} from "../../helpers/clock-stories.ts";

function fold(entries: readonly ReadingEntry[]): DeviceState {
  const state = observeAll(undefined, entries);
  if (!state) throw new Error("No readings.");
  return state;
}

const stateAfter = (...arrivals: readonly (readonly Arrival[])[]) => fold(toEntries(arrivals.flat()));

function shown(state: DeviceState, serverNow = state.lastReceivedAt) {
  const [sensor] = presentDevice(
    state,
    { link: "live", serverNow },
    { preset: "instrument", units: "usual" },
  ).sensors;
  return sensor;
}

const span = (hours: number) => hours * HOUR;

describe("a clock that is right", () => {
  it("dates its readings, however they jitter on their way", () => {
    const jitter = fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(jitter, (delays) => {
        const arrivals = delays.map((delay, index) => {
          const measured = T0 + index * 10 * SECOND;
          return { measured, ts: measured, arrives: measured + delay };
        });
        const entries = toEntries(arrivals);
        expect(entries.map(({ measuredAt }) => measuredAt)).toEqual(arrivals.map(({ ts }) => ts));
        const state = fold(entries);
        expect(state.sensors[0]?.value).toBe(arrivals.length);
        expect(state).not.toHaveProperty("behindMs");
        expect(state).not.toHaveProperty("clockUnset");
      }),
    );
  });
});

describe("a clock behind by hours, or a gateway that lags by as much", () => {
  it.each([
    ["a clock 2 h behind", { off: -span(2) }],
    ["a zone taken for UTC", { off: -span(5) }],
    ["a gateway 90 min late", { late: span(1.5) }],
  ])("shows the older time until three readings tell, then counts from the arrival: %s", (_, given) => {
    const lag = (given as { off?: number; late?: number }).off ?? -((given as { late?: number }).late ?? 0);
    for (const count of [1, 2]) {
      const state = stateAfter(stretch(T0, { count, ...given }));
      expect(state.measuredAt).toBe(state.receivedAt + lag);
      expect(shown(state)?.state).toBe("stale");
    }
    for (const count of [3, 4, 50]) {
      const state = stateAfter(stretch(T0, { count, ...given }));
      expect(state).toMatchObject({ measuredAt: state.receivedAt, behindMs: -lag });
      expect(state.sensors[0]).toMatchObject({ value: count, measuredAt: state.receivedAt, behindMs: -lag });
      expect(shown(state)).toMatchObject({ state: "late", behindMs: -lag });
    }
  });

  it("shows each new value of a clock that fell back from the third reading on, and never as live", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 5_000 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 3, max: 20 }),
        (minutes, before, since) => {
          const right = stretch(T0, { count: before });
          const start = T0 + before * 10 * SECOND;
          const fallen = stretch(start, { count: since, off: -minutes * MINUTE });
          const state = stateAfter(right, fallen);
          expect(state.sensors[0]).toMatchObject({
            value: before + since,
            measuredAt: state.receivedAt,
            behindMs: minutes * MINUTE,
          });
          expect(shown(state)?.state).toBe("late");
        },
      ),
    );
  });

  it("shows new values also of a clock that fell back by minutes, with the time that it says", () => {
    const right = stretch(T0, { count: 10 });
    const fallen = stretch(T0 + 100 * SECOND, { count: 3, off: -10 * MINUTE });
    const state = stateAfter(right, fallen);
    const measuredAt = T0 + 120 * SECOND - 10 * MINUTE;
    expect(state).toMatchObject({ seq: 13, measuredAt, sensors: [{ value: 13, measuredAt }] });
    expect(shown(state)).toMatchObject({ state: "stale", ageMs: 10 * MINUTE });
  });

  it("raises an alarm of such a device like a live one", () => {
    const state = stateAfter(stretch(T0, { count: 90, off: -span(2) }));
    const [device] = [presentDevice(state, { link: "live", serverNow: state.receivedAt }, VIEWING)];
    expect(device?.sensors[0]).toMatchObject({ state: "late", last: { shown: { level: "a2" } } });
    expect(device?.urgency).toBe(70);
  });

  it("is live again once the clock is set, and once an operator says that the clock is wrong", () => {
    const wrong = stretch(T0, { count: 5, off: -span(2) });
    const set = stretch(T0 + 50 * SECOND, { count: 1 });
    expect(shown(stateAfter(wrong, set))?.state).toBe("normal");
    const state = stateAfter(wrong);
    expect(shown({ ...state, settings: { clockWrong: true } })?.state).toBe("normal");
  });

  it("is silent after its rhythm, and says so beside the doubt", () => {
    const state = stateAfter(stretch(T0, { count: 5, off: -span(2) }));
    expect(staleAfter(state)).toBe(30 * SECOND);
    expect(shown(state, state.receivedAt + 31 * SECOND)).toMatchObject({
      state: "stale",
      ageMs: 31 * SECOND,
      behindMs: span(2),
    });
  });
});

describe("a backlog", () => {
  it("keeps its times at any pace above twice that of arrival, wherever it begins", () => {
    const speed = fc.constantFrom(2.5, 3, 10, 1_000, 100_000);
    const every = fc.constantFrom(SECOND, 10 * SECOND, 10 * MINUTE);
    const many = fc.integer({ min: 1, max: 60 });
    const drawn = fc.record({ factor: speed, each: every, many, wasKnown: fc.boolean() });
    fc.assert(
      fc.property(drawn, ({ factor, each, many, wasKnown }) => {
        const known = wasKnown ? stretch(T0 - HOUR, { count: 20, every: 10 * SECOND }) : [];
        const late = many * each + 20 * MINUTE;
        const backlog = stretch(T0, { count: many, every: each, apart: each / factor, late });
        const entries = toEntries([...known, ...backlog]).slice(known.length);
        expect(entries.map(({ measuredAt }) => measuredAt)).toEqual(
          backlog.map(({ ts }) => Math.floor(ts / SECOND) * SECOND),
        );
      }),
    );
  });

  it("ends in values that are live, when the gateway has caught up", () => {
    const backlog = stretch(T0, { count: 360, every: 10 * SECOND, apart: 20, late: HOUR });
    const live = stretch(T0 + 10 * SECOND, { count: 2 });
    expect(shown(stateAfter(backlog, live))).toMatchObject({
      state: expect.not.stringMatching(/stale|late/),
    });
  });

  it("keeps times beyond the raw retention", () => {
    const state = stateAfter(stretch(T0, { count: 5, every: MINUTE, apart: 10, late: 90 * 24 * HOUR }));
    expect(T0 - state.measuredAt).toBeGreaterThan(89 * 24 * HOUR);
  });
});

describe("a clock that stands still", () => {
  it.each([
    ["since 1970", 3_600 * SECOND - T0, 1],
    ["two hours ago", -span(2) + 7 * SECOND, 3],
    ["a minute ago", -MINUTE + 7 * SECOND, 3],
  ])("is not believed, and is marked: %s", (_, off, from) => {
    for (const count of [from, from + 1, 40]) {
      const state = stateAfter(stretch(T0, { count, off, goes: false }));
      expect(state).toMatchObject({ clockUnset: true, measuredAt: state.receivedAt });
      expect(shown(state)?.state).not.toMatch(/stale|late/);
    }
  });

  it("is not taken for one that stands while its gateway sends what was measured together in several posts", () => {
    const lagging = stretch(T0, { count: 20, late: span(1) });
    const threefold = lagging.flatMap((one) =>
      [0, 1, 2].map((post) => ({ ...one, arrives: one.arrives + post * 3 * SECOND })),
    );
    for (let count = 12; count <= threefold.length; count += 1)
      expect(shown(stateAfter(threefold.slice(0, count)))?.state).toBe("late");
  });

  it("stands also when it went before, after more than a minute", () => {
    const went = stretch(T0, { count: 10 });
    const stands = stretch(T0 + 100 * SECOND, { count: 12, goes: false });
    expect(stateAfter(went, stands.slice(0, 6))).not.toHaveProperty("clockUnset");
    expect(stateAfter(went, stands)).toMatchObject({ clockUnset: true });
  });
});

describe("any clock", () => {
  it("never makes a value live that its own time says is older than its rhythm allows", () => {
    fc.assert(
      fc.property(rightClockStory, (arrivals) => {
        const entries = toEntries(arrivals);
        for (const [index, { arrives }] of arrivals.entries()) {
          const state = fold(entries.slice(0, index + 1));
          const sensor = shown(state, arrives);
          const value = state.sensors[0]?.value ?? 0;
          const trueAge = arrives - (arrivals[value - 1]?.measured ?? 0);
          if (sensor && !["stale", "late"].includes(sensor.state))
            expect(trueAge).toBeLessThanOrEqual(staleAfter(state) + SECOND);
        }
      }),
    );
  });

  it("comes to one state over any restart, and on a page that joins at any time", () => {
    fc.assert(
      fc.property(anyStory, fc.nat(), (arrivals, cut) => {
        const entries = toEntries(arrivals);
        const at = cut % entries.length;
        const whole = fold(entries);
        const kept = JSON.parse(JSON.stringify(observeAll(undefined, entries.slice(0, at)) ?? null));
        expect(observeAll(kept ?? undefined, entries.slice(at))).toEqual(whole);
        const rules = new Rulebook("instrument");
        const heard = entries
          .slice(at)
          .map((entry) =>
            entryOf(JSON.parse(JSON.stringify(presentUpdate(entry, judgeValues(entry.sensors, {}, rules))))),
          );
        expect(observeAll(kept ?? undefined, heard)).toEqual(whole);
      }),
    );
  });

  it("dates the log's entries as it dates the state", () => {
    fc.assert(
      fc.property(anyStory, (arrivals) => {
        const entries = toEntries(arrivals);
        const state = fold(entries);
        expect(entries.find(({ seq }) => seq === state.seq)?.measuredAt).toBe(state.measuredAt);
      }),
    );
  });

  it("keeps no rhythm longer than the time between arrivals", () => {
    const state = stateAfter(stretch(T0, { count: 4, off: -span(2) }));
    expect(state.sensors[0]?.gaps).toEqual([10 * SECOND, 10 * SECOND, 10 * SECOND]);
  });
});

const VIEWING = { preset: "instrument", units: "usual" } as const;
