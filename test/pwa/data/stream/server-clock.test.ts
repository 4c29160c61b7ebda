import fc from "fast-check";
import { expect, it } from "vitest";
import { ServerClock } from "../../../../pwa/src/data/stream/server-clock.ts";

const SERVER = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

/** A phone whose clocks a test moves; `server` is the truth. */
function startPhone(skewMs: number) {
  let server = SERVER;
  let mono = 5_000;
  let skew = skewMs;
  const clock = new ServerClock({ mono: () => mono, wall: () => server + skew });
  return {
    clock,
    server: () => server,
    error: () => clock.now() - server,
    pass(ms: number) {
      server += ms;
      mono += ms;
    },
    /** The monotonic clock stands still meanwhile, as in the sleep of many phones. */
    sleep(ms: number) {
      server += ms;
    },
    setClock(ms: number) {
      skew = ms;
    },
  };
}

it("tells server time within two seconds whatever the phone's clock says, and however it is set", () => {
  const skew = fc.integer({ min: -24 * HOUR_MS, max: 24 * HOUR_MS });
  const events = fc.array(
    fc.record({ set: fc.option(skew), ms: fc.integer({ min: 1, max: 1_000 }), delay: fc.nat(1_500) }),
    { maxLength: 100 },
  );
  fc.assert(
    fc.property(skew, events, (first, happenings) => {
      const phone = startPhone(first);
      phone.clock.restart(phone.server());
      for (const { set, ms, delay } of happenings) {
        phone.pass(ms);
        if (set !== null) phone.setClock(set);
        phone.clock.look({ wasHidden: false });
        phone.clock.sync(phone.server() - delay);
        expect(Math.abs(phone.error())).toBeLessThanOrEqual(2_000);
      }
    }),
  );
});

it("changes no age by more than two seconds when the phone is an hour off", () => {
  for (const skew of [-HOUR_MS, HOUR_MS]) {
    const phone = startPhone(skew);
    phone.clock.restart(phone.server() - 40);
    phone.pass(30_000);
    expect(Math.abs(phone.error())).toBeLessThan(2_000);
  }
});

it("lets the age of what it shows grow by the time that the phone slept", () => {
  const phone = startPhone(HOUR_MS);
  phone.clock.restart(phone.server());
  phone.sleep(600_000);
  expect(phone.clock.look({ wasHidden: true })).toBe(true);
  expect(Math.abs(phone.error())).toBeLessThan(2_000);
});

it("believes a jump on a page in sight once no stream contradicts it", () => {
  const phone = startPhone(0);
  phone.clock.restart(phone.server());
  phone.sleep(600_000);
  expect(phone.clock.look({ wasHidden: false })).toBe(true);
  phone.pass(3_000);
  phone.clock.look({ wasHidden: false });
  expect(Math.abs(phone.error())).toBeLessThan(2_000);
});

it("begins with what an earlier visit knew, never before the last time that it saw", () => {
  const phone = startPhone(-HOUR_MS);
  phone.clock.estimate({ wallOffset: HOUR_MS, serverTime: SERVER - 60_000 });
  expect(phone.error()).toBe(0);
  const setBack = startPhone(-24 * HOUR_MS);
  setBack.clock.estimate({ wallOffset: 0, serverTime: SERVER - 60_000 });
  expect(setBack.error()).toBe(-60_000);
});

it("does not let an estimate take the place of the stream's word", () => {
  const phone = startPhone(0);
  phone.clock.restart(phone.server());
  phone.clock.estimate({ wallOffset: HOUR_MS, serverTime: SERVER });
  expect(phone.error()).toBe(0);
});

it("follows a server whose clock was set back, within a minute", () => {
  const phone = startPhone(0);
  phone.clock.restart(phone.server() + HOUR_MS);
  for (let beat = 0; beat < 13; beat += 1) {
    phone.pass(5_000);
    phone.clock.sync(phone.server());
  }
  expect(phone.error()).toBe(0);
});

it.each([4_000, 13_000])("does not grow younger by a first word that a network held up for %i ms", (held) => {
  const phone = startPhone(HOUR_MS);
  phone.clock.restart(phone.server());
  phone.pass(20_000);
  phone.clock.restart(phone.server() - held);
  expect(phone.error()).toBe(0);
  phone.pass(5_000);
  phone.clock.sync(phone.server());
  expect(phone.error()).toBe(0);
});

it.each([
  ["a server that begins anew with another time", 13_001, 20_000],
  ["a first word after a minute without any", 4_000, 60_000],
])("goes by %s at once", (_, behind, silence) => {
  const phone = startPhone(0);
  phone.clock.restart(phone.server());
  phone.pass(silence);
  phone.clock.restart(phone.server() - behind);
  expect(phone.error()).toBe(-behind);
});
