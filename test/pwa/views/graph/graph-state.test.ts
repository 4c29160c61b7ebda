import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_SPAN_MS } from "../../../../pwa/src/charts/window.ts";
import {
  dayBefore,
  fixedAddress,
  formatGraphState,
  type GraphState,
  parseGraphState,
  presentOf,
  RANGE_NAMES,
  windowOf,
  wishFor,
} from "../../../../pwa/src/views/graph/graph-state.ts";
import { DAY_MS, HOUR_MS } from "../../../../shared/ground/time.ts";

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 5 });
const state: fc.Arbitrary<GraphState> = fc.record({
  device: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  sensors: names,
  range: fc.constantFrom(...RANGE_NAMES.filter((name) => name !== "custom")),
  custom: fc.constant(undefined),
  fit: fc.constantFrom("limits", "values"),
  compare: names,
});

it("reads back from the address whatever it wrote", () => {
  fc.assert(
    fc.property(state, fc.integer({ min: 1e12, max: 2e12 }), (plain, from) => {
      expect(parseGraphState(formatGraphState(plain))).toEqual(plain);
      const custom: GraphState = { ...plain, range: "custom", custom: { from, to: from + 5_000 } };
      expect(parseGraphState(formatGraphState(custom))).toEqual(custom);
      const moving: GraphState = {
        ...plain,
        range: "custom",
        custom: { span: (from % 1e6) * 1_000 + 10_000 },
      };
      expect(parseGraphState(formatGraphState(moving))).toEqual(moving);
    }),
  );
});

it("takes the default for what it cannot read", () => {
  expect(parseGraphState("?range=tomorrow&fit=heap&layout=one&from=x&to=y")).toEqual({
    device: undefined,
    sensors: [],
    range: "1h",
    custom: undefined,
    fit: "limits",
    compare: [],
  });
  expect(parseGraphState("?range=custom").range).toBe("1h");
  expect(parseGraphState("?range=custom&from=20&to=10").range).toBe("1h");
  expect(parseGraphState("?range=custom&seconds=-5").range).toBe("1h");
  expect(parseGraphState("?from=1&to=99999999999999999999").range).toBe("1h");
});

it("takes a period without a range for that period", () => {
  expect(parseGraphState("?from=1000&to=2000")).toMatchObject({
    range: "custom",
    custom: { from: 1_000, to: 2_000 },
  });
});

const now = Date.UTC(2026, 10, 23, 14, 32, 5, 678);

it("ends a live window at the present, in steps of about a pixel", () => {
  const { window, live } = windowOf(parseGraphState("?range=1h"), now, undefined);
  expect(live).toBe(true);
  expect(window.to).toBeGreaterThanOrEqual(now);
  expect(window.to - now).toBeLessThan(4_000);
  expect(window.to - window.from).toBe(HOUR_MS);
});

it("shows everything from the first reading on, from a moment that stays", () => {
  const all = parseGraphState("?range=all");
  const first = windowOf(all, now, { first: now - 3 * DAY_MS, newest: now - 1 }).window;
  const later = windowOf(all, now + 10 * 60_000, { first: now - 3 * DAY_MS, newest: now - 1 }).window;
  expect(first.from).toBeLessThanOrEqual(now - 3 * DAY_MS);
  expect(later.from).toBe(first.from);
  expect(
    windowOf(all, now, { first: now, newest: now - 1 }).window.to -
      windowOf(all, now, { first: now, newest: now - 1 }).window.from,
  ).toBeGreaterThanOrEqual(HOUR_MS);
});

it("does not move a window that was chosen", () => {
  const custom = parseGraphState("?from=1000&to=2000");
  expect(windowOf(custom, now, undefined)).toEqual({ window: { from: 1_000, to: 2_000 }, live: false });
});

it("cuts a window at twenty years, so that a link cannot ask for more slices than there are", () => {
  const { window } = windowOf(parseGraphState("?from=0&to=4000000000000"), now, undefined);
  expect(window.to - window.from).toBe(MAX_SPAN_MS);
});

it("stays with the present after zooming or panning to it, and leaves it otherwise", () => {
  const past = { from: now - 3 * HOUR_MS, to: now - HOUR_MS };
  expect(wishFor(past, now)).toEqual({ range: "custom", custom: past });
  expect(wishFor({ from: now - 2 * HOUR_MS, to: now + 5_000 }, now)).toEqual({
    range: "custom",
    custom: { span: 2 * HOUR_MS + 5_000 },
  });
  expect(wishFor({ from: now - DAY_MS, to: now }, now)).toEqual({ range: "24h", custom: undefined });
  const live = parseGraphState("?range=custom&seconds=5400");
  expect(windowOf(live, now, undefined)).toMatchObject({ live: true });
});

it("ends a live window with the newest reading where a device's clock is ahead, and no other window", () => {
  const now = 1_800_000_000_000;
  const newest = now + 299_000;
  const readings = { first: now - DAY_MS, newest };
  for (const range of ["15m", "1h", "6h", "24h", "7d", "all"]) {
    const { window, live } = windowOf(parseGraphState(`?range=${range}`), now, readings);
    expect(live).toBe(true);
    expect(window.to).toBeGreaterThan(newest);
    expect(window.to - newest).toBeLessThanOrEqual(0.01 * (window.to - window.from) + 1_000);
  }
  const fixed = windowOf(parseGraphState(`?from=${now - 3_600_000}&to=${now}`), now, readings);
  expect(fixed.window.to).toBeLessThanOrEqual(now);
});

it("ends live windows with the data while the time is a guess", () => {
  const [serverNow, lastLiveAt, newest] = [20 * HOUR_MS, 17 * HOUR_MS, 16 * HOUR_MS];
  const moment = { link: "lost", serverNow } as const;
  expect(presentOf({ moment, lastLiveAt, newest })).toBe(serverNow);
  const guessed = { ...moment, isGuess: true };
  expect(presentOf({ moment: guessed, lastLiveAt, newest })).toBe(lastLiveAt);
  expect(presentOf({ moment: guessed, lastLiveAt: undefined, newest })).toBe(newest);
});

it("gives a link fixed times, so that whoever opens it later sees the same", () => {
  const live = parseGraphState("?device=a&range=24h&sensors=CO&compare=b");
  const { window } = windowOf(live, now, undefined);
  const opened = parseGraphState(fixedAddress(live, window));
  expect(windowOf(opened, now + 9 * DAY_MS, undefined)).toEqual({ window, live: false });
  expect(opened).toMatchObject({ device: "a", sensors: ["CO"], compare: ["b"] });
});

it("finds yesterday in the zone of the reader, also where a day has 25 hours", () => {
  // Clocks in Berlin go back on 25 October 2026 at 01:00 UTC.
  const change = Date.UTC(2026, 9, 25, 1);
  const berlin = (ms: number) => (ms < change ? 2 : 1) * HOUR_MS;
  expect(dayBefore(Date.UTC(2026, 9, 26, 12), berlin)).toEqual({
    from: Date.UTC(2026, 9, 24, 22),
    to: Date.UTC(2026, 9, 25, 23),
  });
  expect(dayBefore(now, () => 0)).toEqual({ from: Date.UTC(2026, 10, 22), to: Date.UTC(2026, 10, 23) });
});
