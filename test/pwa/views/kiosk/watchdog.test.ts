import { expect, it } from "vitest";
import {
  isInTrouble,
  PATIENCE_MS,
  type Sign,
  type WatchState,
  watch,
} from "../../../../pwa/src/views/kiosk/watchdog.ts";

function afterSigns(signs: readonly Sign[]): WatchState {
  return signs.reduce<WatchState | undefined>(watch, undefined)!;
}

function seconds(count: number, sign: Partial<Sign>, from = 0): Sign[] {
  return Array.from({ length: count }, (_, i) => ({
    now: from + i * 1_000,
    isLive: true,
    isHidden: false,
    ...sign,
  }));
}

it("is calm while the stream is live, for days", () => {
  expect(isInTrouble(afterSigns(seconds(100_000, {})))).toBe(false);
});

it("is in trouble after a minute without live data", () => {
  expect(isInTrouble(afterSigns(seconds(61, { isLive: false })))).toBe(false);
  expect(isInTrouble(afterSigns(seconds(62, { isLive: false })))).toBe(true);
});

it("is calm again when the data come back", () => {
  expect(isInTrouble(afterSigns([...seconds(70, { isLive: false }), ...seconds(1, {}, 70_000)]))).toBe(false);
});

it("is in trouble after the page stood still for a minute, although data come again", () => {
  const signs = [...seconds(10, {}), ...seconds(5, {}, 10_000 + PATIENCE_MS)];
  expect(isInTrouble(afterSigns(signs))).toBe(true);
});

it("does not blame the page for sleeping", () => {
  const asleep = seconds(1, { isHidden: true, isLive: false }, 8 * 3_600_000);
  expect(isInTrouble(afterSigns([...seconds(10, {}), ...asleep]))).toBe(false);
});
