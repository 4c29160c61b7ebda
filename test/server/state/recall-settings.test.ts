import { expect, it } from "vitest";
import { AccessBook } from "../../../server/access/access.ts";
import { closedStates, recallSettings } from "../../../server/state/recall-settings.ts";
import type { StampedEntry } from "../../../shared/entries/entry.ts";
import type { FleetSnapshot } from "../../../shared/fleet/fleet.ts";
import { buildEvent } from "../../helpers/build-event.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const FLEET = {
  seq: 0,
  devices: [buildDevice("pump", { CO: 1 }, { now: 0 }), buildDevice("box", { CO: 1 }, { now: 0 })],
};

/** Events as the store pages them. */
const eventsOf = (all: readonly StampedEntry[]) => ({
  after: async (seq: number, { limit }: { readonly limit: number }) =>
    // Who names no limit gets nothing.
    all.filter((entry) => entry.seq > seq).slice(0, limit ?? 0),
});

async function recalled(all: readonly StampedEntry[], kept: object = {}) {
  const states = { seq: 0, states: { fleet: FLEET }, ...kept };
  const { states: told } = await recallSettings(states, eventsOf(all));
  const fleet = told["fleet"] as FleetSnapshot | undefined;
  const settings = fleet?.devices.map((state) => [state.device, state.settings]);
  return { settings: Object.fromEntries(settings ?? []), site: told["site"] };
}

const setting = (seq: number, device: string, patch: object) => buildEvent(seq, { device, patch });

it("tells what the events have set, one after the other, each device by itself", async () => {
  const events = [
    setting(1, "pump", { name: "Pump 1", place: "Hall" }),
    setting(2, "pump", { place: null, sensors: { CO: { limits: { a1: 10 } } } }),
    setting(3, "stranger", { name: "Other" }),
  ];
  expect(await recalled(events)).toEqual({
    settings: { pump: { name: "Pump 1", sensors: { CO: { limits: { a1: 10 } } } }, box: {} },
    site: undefined,
  });
});

it("goes by what was found at the beginning, and forgets with a device what it had", async () => {
  const found = { kind: "settings-found", device: "box", settings: { name: "Box" } };
  const forget = { kind: "forget", device: "pump", data: "keep", patch: undefined };
  const told = async (...events: StampedEntry[]) => (await recalled(events)).settings;
  expect(await told(buildEvent(1, found), setting(2, "box", { place: "Hall" }))).toEqual({
    pump: {},
    box: { name: "Box", place: "Hall" },
  });
  const named = setting(1, "pump", { name: "Pump 1" });
  expect(await told(named, buildEvent(2, forget))).toEqual({ pump: {}, box: {} });
  expect(await told(named, buildEvent(2, { ...forget, data: "all" }))).toEqual({
    pump: { name: "Pump 1" },
    box: {},
  });
});

it("passes over kinds of a later version, whatever they look like", async () => {
  const likeAll = {
    kind: "later",
    device: "pump",
    data: "keep",
    settings: { name: "x" },
    patch: { name: "x" },
  };
  expect(await recalled([buildEvent(1, likeAll)])).toEqual({
    settings: { pump: {}, box: {} },
    site: undefined,
  });
});

it("tells what the site was, from its first change on", async () => {
  const site = (seq: number, patch: object) => buildEvent(seq, { kind: "site", patch, device: undefined });
  const { site: told } = await recalled([site(1, { name: "West", preset: "eu" }), site(2, { name: "Ost" })]);
  expect(told).toMatchObject({ name: "Ost", preset: "eu", presetChosen: true, timeZone: null });
});

it("reads all events, however many pages they are", async () => {
  const many = Array.from({ length: 1_000 }, (_, at) => setting(at + 1, "pump", { name: `${at + 1}` }));
  for (const count of [499, 500, 501, 1_000])
    expect((await recalled(many.slice(0, count))).settings).toMatchObject({ pump: { name: `${count}` } });
});

it("takes a checkpoint as it is, and a fleet without devices", async () => {
  const events = [setting(1, "pump", { name: "Pump 1" })];
  expect((await recalled(events, { seq: 1 })).settings).toEqual({ pump: {}, box: {} });
  expect((await recalled(events, { states: {} })).settings).toEqual({});
  const empty = { seq: 0, states: { fleet: { seq: 0, devices: [] } } };
  expect(await recallSettings(empty, eventsOf([setting(1, "pump", {})]))).toBe(empty);
});

it("tells who may come in, of a folder without devices too", async () => {
  const added = {
    kind: "access",
    what: "person-added",
    subject: { kind: "person", id: "p1", name: "Ada" },
    record: { role: "admin", places: null },
  };
  const { states } = await recallSettings({ seq: 0, states: {} }, eventsOf([buildEvent(1, added)]));
  const book = new AccessBook();
  book.restore(states["access"], 0);
  expect(book.rows("person").map(({ name }) => name)).toEqual(["Ada"]);
});

it("lets nobody in when it cannot be read who may, and changes nothing of a checkpoint", () => {
  const book = new AccessBook();
  book.restore(closedStates({ seq: 0, states: {} }).states["access"], 0);
  expect([book.hadPeople, book.isOld]).toEqual([true, false]);
  const kept = { seq: 3, states: { access: {} } };
  expect(closedStates(kept)).toBe(kept);
});
