import fc from "fast-check";
import { expect, it } from "vitest";
import { createFleet, EMPTY_FLEET } from "../../../server/state/fleet.ts";
import { createProjections, type Projection } from "../../../server/state/projections.ts";
import { createSite } from "../../../server/state/site.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";

/** All that a new projection takes: this, and its place in the list. */
function createToy(): Projection & { readonly seen: () => readonly number[] } {
  let seen: readonly number[] = [];
  return {
    name: "toy",
    restore: (state) => {
      seen = Array.isArray(state) ? state : [];
    },
    observe: ({ entries }) => {
      seen = [...seen, ...entries.map(({ seq }) => seq)];
    },
    snapshot: () => seen,
    seen: () => seen,
  };
}

function siteEntry(seq: number, name: string): Entry {
  return { seq, at: NOON + seq, kind: "site", patch: { name }, was: { name: "" } };
}

function settingEntry(seq: number, name: string): Entry {
  return { seq, at: NOON + seq, kind: "setting", device: "handheld 1", patch: { name } };
}

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

function create() {
  const fleet = createFleet(EMPTY_FLEET);
  const site = createSite();
  const toy = createToy();
  return { fleet, site, toy, all: createProjections([fleet, site, toy]) };
}

const entries: readonly Entry[] = [
  buildEntry(1),
  siteEntry(2, "West"),
  settingEntry(3, "Pump"),
  buildEntry(4),
  siteEntry(5, "Ost"),
  buildEntry(6),
];

it("comes to one state wherever a checkpoint stood, and however often entries come again", () => {
  const whole = create();
  whole.all.observe({ entries });
  const split = fc.array(fc.nat(entries.length), { maxLength: 4 });
  fc.assert(
    fc.property(fc.nat(entries.length), split, (at, ends) => {
      const before = create();
      before.all.observe({ entries: entries.slice(0, at) });
      const after = create();
      after.all.restore(asJson(before.all.snapshot()));
      for (const end of [...ends, entries.length]) after.all.observe({ entries: entries.slice(0, end) });
      expect(after.all.snapshot()).toEqual(whole.all.snapshot());
      expect(after.toy.seen()).toEqual([1, 2, 3, 4, 5, 6]);
    }),
  );
});

it("opens a checkpoint of an earlier version, which has the fleet alone", () => {
  const earlier = createFleet(EMPTY_FLEET);
  earlier.observe({ entries: entries.slice(0, 3) });
  const { all, fleet, site, toy } = create();
  all.restore(asJson({ seq: 3, states: { fleet: earlier.snapshot() } }));
  expect(fleet.states().get("handheld 1")?.settings.name).toBe("Pump");
  expect(site.current()).toMatchObject({ name: "", preset: "instrument", presetChosen: false });
  // Nothing may be left in the log: the checkpoint stays where it was.
  expect(all.snapshot()).toMatchObject({ seq: 3, states: { toy: [] } });
  all.observe({ entries: entries.slice(0, 1) });
  expect(all.snapshot()).toMatchObject({ seq: 3, states: { toy: [1] } });
  // What the log still has of before is news for those that are new.
  all.observe({ entries: entries.slice(1) });
  expect(toy.seen()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(site.current().name).toBe("Ost");
  expect(fleet.states().get("handheld 1")?.seq).toBe(6);
  expect(all.snapshot().seq).toBe(6);
});

it("begins anew with nothing when it is restored from nothing", () => {
  const { all, site, fleet, toy } = create();
  all.observe({ entries });
  all.restore({ seq: 0, states: {} });
  expect([site.current().name, fleet.size, toy.seen()]).toEqual(["", 0, []]);
});

it("lets those further down go by what those above have taken in", () => {
  const site = createSite();
  const heard: string[] = [];
  const follower: Projection = {
    name: "follower",
    restore: () => undefined,
    observe: () => heard.push(site.current().name),
    snapshot: () => null,
  };
  createProjections([site, follower]).observe({ entries: [siteEntry(1, "West")] });
  expect(heard).toEqual(["West"]);
});

it("takes no two of one name", () => {
  expect(() => createProjections([createToy(), createToy()])).toThrow("same name");
});
