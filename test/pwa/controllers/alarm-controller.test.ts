import type { ReactiveController } from "lit";
import { expect, it } from "vitest";
import { AlarmController } from "../../../pwa/src/controllers/alarm-controller.ts";
import type { FleetController } from "../../../pwa/src/controllers/fleet-controller.ts";

it("hears readings while its host is there, and none after that, also where an update comes late", () => {
  const listeners = new Set<unknown>();
  const onReading = (listener: unknown) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const host = {
    updateComplete: Promise.resolve(true),
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
  };
  const fleet = { data: { fleet: { onReading } } } as unknown as FleetController;
  const alarms: ReactiveController = new AlarmController(host, fleet);
  alarms.hostConnected?.();
  alarms.hostUpdate?.();
  expect(listeners.size).toBe(1);
  alarms.hostDisconnected?.();
  alarms.hostUpdate?.();
  expect(listeners.size).toBe(0);
  alarms.hostConnected?.();
  alarms.hostUpdate?.();
  expect(listeners.size).toBe(1);
});
