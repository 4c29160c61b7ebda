import { expect, it } from "vitest";
import { gasName } from "../../../pwa/src/i18n/gas-texts.ts";
import { groupByPlace, inOrder, selectDevices } from "../../../pwa/src/rules/fleet-order.ts";
import { byUrgency, presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice, scriptedFleet } from "../../helpers/scripted-fleet.ts";

const NOW = 1_800_000_000_000;
const fleet = scriptedFleet(NOW).map((state) =>
  presentDevice(state, { link: "live", serverNow: NOW }, { preset: "instrument", units: "usual" }),
);
const names = (devices: readonly { name: string }[]) => devices.map(({ name }) => name);
const select = (search: string, filter: Parameters<typeof selectDevices>[1]["filter"] = "all") =>
  names(selectDevices(fleet, { search, filter, mine: new Set<string>() }, gasName));

it("finds by name, place and gas, in any order of words", () => {
  expect(select("drift hand")).toEqual(["Handheld 4"]);
  expect(select("methane")).toEqual(["Handheld 1", "Fan chamber"]);
  expect(select("FIXED-08")).toEqual(["Pump room"]);
  expect(select("nowhere")).toEqual([]);
});

it("filters by state", () => {
  expect(select("", "alarm")).toEqual(["Handheld 1", "Fan chamber"]);
  expect(select("", "fault")).toEqual(["Loading point"]);
  expect(select("", "silent")).toEqual(["Handheld 4", "Return airway"]);
});

it("counts a talking device with a silent sensor among the silent", () => {
  const device = buildDevice("half", { CO: 1, CH4: 2 }, { now: NOW });
  const [co, methane] = device.sensors;
  const silent = methane && { ...methane, measuredAt: NOW - 60_000, receivedAt: NOW - 60_000 };
  const sensors = [co, silent].filter((sensor) => sensor !== undefined);
  const shown = presentDevice(
    { ...device, sensors },
    { link: "live", serverNow: NOW },
    { preset: "instrument", units: "usual" },
  );
  expect(shown.sensors.map(({ state }) => state)).toEqual(["normal", "stale"]);
  expect(
    selectDevices([shown], { search: "", filter: "silent", mine: new Set<string>() }, gasName),
  ).toHaveLength(1);
});

it("groups by place, the place of the worst device first", () => {
  const groups = groupByPlace([...fleet].sort(byUrgency));
  expect(groups.map(({ place }) => place)).toEqual(["Shaft 3", "Drift 12 East", undefined]);
  expect(names(groups[0]?.devices ?? [])).toEqual(["Handheld 1", "Fan chamber", "Pump room"]);
});

it("keeps an earlier order and puts what came since at the end", () => {
  const added = presentDevice(
    buildDevice("new", { CO: 900 }, { now: NOW }),
    { link: "live", serverNow: NOW },
    { preset: "instrument", units: "usual" },
  );
  const order = ["lora-2f", "handheld 1"];
  const devices = [added, ...fleet.filter(({ device }) => order.includes(device))];
  expect(names(inOrder(devices, order))).toEqual(["lora-2f", "Handheld 1", "new"]);
});

it("counts a silent device without sensors among the silent", () => {
  const silent = presentDevice(
    buildDevice("bare", {}, { now: NOW, ageMs: 3_600_000 }),
    { link: "live", serverNow: NOW },
    { preset: "instrument", units: "usual" },
  );
  const wish = { search: "", filter: "silent", mine: new Set<string>() } as const;
  expect(names(selectDevices([silent], wish, gasName))).toEqual(["bare"]);
});
