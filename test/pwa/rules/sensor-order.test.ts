import { expect, it } from "vitest";
import { SensorOrder } from "../../../pwa/src/rules/sensor-order.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23);
const present = (values: { readonly [type: string]: number }) =>
  presentDevice(
    buildDevice("a", values, { now: NOW }),
    { serverNow: NOW, link: "live" },
    { preset: "instrument", units: "usual" },
  ).sensors;
const keysOf = (sensors: ReturnType<typeof present>) => sensors.map(({ scale }) => scale.key);

it("puts the worst first, and moves nothing while it must not", () => {
  const order = new SensorOrder();
  const arrange = (values: { readonly [type: string]: number }, mayMove: boolean) =>
    keysOf(order.arrange(present(values), { mayMove }));
  expect(arrange({ CH4: 1, CO: 90 }, true)).toEqual(["CO", "CH4"]);
  expect(arrange({ CH4: 9_000, CO: 1 }, false)).toEqual(["CO", "CH4"]);
  expect(arrange({ CH4: 9_000, CO: 1 }, true)).toEqual(["CH4", "CO"]);
});

it("shows a sensor that was not there before at once, whatever may move", () => {
  const order = new SensorOrder();
  order.arrange(present({ CH4: 1 }), { mayMove: true });
  expect(keysOf(order.arrange(present({ CH4: 1, CO: 90 }), { mayMove: false }))).toEqual(["CO", "CH4"]);
});
