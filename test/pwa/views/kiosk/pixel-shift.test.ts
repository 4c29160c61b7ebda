import { expect, it } from "vitest";
import { pixelShift, SHIFT_ROOM } from "../../../../pwa/src/views/kiosk/pixel-shift.ts";

it("moves by at least 4 px each minute, stays within its room, and stands still in between", () => {
  for (let minute = 0; minute < 40; minute += 1) {
    const [x, y] = pixelShift(minute * 60_000);
    const [nextX, nextY] = pixelShift((minute + 1) * 60_000);
    expect(Math.max(Math.abs(nextX - x), Math.abs(nextY - y))).toBeGreaterThanOrEqual(4);
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(SHIFT_ROOM);
    expect(pixelShift(minute * 60_000 + 59_999)).toEqual([x, y]);
  }
});
