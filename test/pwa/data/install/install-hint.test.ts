import { expect, it } from "vitest";
import { InstallHint } from "../../../../pwa/src/data/install/install-hint.ts";
import { DAY_MS } from "../../../../shared/ground/time.ts";

function startHint(notes = new Map<string, unknown>()) {
  const phone = { now: 100 * DAY_MS, hasLooked: true };
  const hint = new InstallHint({
    store: {
      note: async (name) => notes.get(name),
      setNote: async (name, value) => void notes.set(name, value),
    },
    now: () => phone.now,
    hasLooked: () => phone.hasLooked,
    onChange: () => undefined,
  });
  return { hint, phone, notes };
}

it("waits until somebody has looked at a device, and until the store has said what it knows", async () => {
  const { hint, phone } = startHint();
  expect(hint.isDue).toBe(false);
  await hint.start();
  expect(hint.isDue).toBe(true);
  phone.hasLooked = false;
  expect(hint.isDue).toBe(false);
});

it("does not come back for a month after it was put off, not on a later visit either", async () => {
  const { hint, notes } = startHint();
  await hint.start();
  hint.putOff();
  expect(hint.isDue).toBe(false);
  const later = startHint(notes);
  await later.hint.start();
  later.phone.now += 29 * DAY_MS;
  expect(later.hint.isDue).toBe(false);
  later.phone.now += 2 * DAY_MS;
  expect(later.hint.isDue).toBe(true);
});
