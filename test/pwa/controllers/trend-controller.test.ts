import type { ReactiveController } from "lit";
import { expect, it } from "vitest";
import { TrendController } from "../../../pwa/src/controllers/trend-controller.ts";
import type { AppData } from "../../../pwa/src/data/base/app-data.ts";

/** An element with the controllers that it was given. */
function createHost() {
  const controllers = new Set<ReactiveController>();
  return {
    controllers,
    updateComplete: Promise.resolve(true),
    addController: (one: ReactiveController) => void controllers.add(one),
    removeController: (one: ReactiveController) => void controllers.delete(one),
    requestUpdate: () => undefined,
  };
}

/** What is followed, with those who listen to it. */
function createSources() {
  const listeners = new Set<unknown>();
  const listen = (listener: unknown) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const data = { fleet: { onReading: listen }, history: { subscribe: listen } };
  return { listeners, data: data as unknown as Pick<AppData, "fleet" | "history"> };
}

it("listens to nothing once its host is gone, also where an update of it comes after that", () => {
  const host = createHost();
  const trends = new TrendController(host);
  const { listeners, data } = createSources();
  for (const one of host.controllers) one.hostConnected?.();
  trends.follow(data);
  expect(listeners.size).toBe(2);
  for (const one of host.controllers) one.hostDisconnected?.();
  // A wall waits a little before it draws, and may be left meanwhile.
  trends.follow(data);
  expect(listeners.size).toBe(0);
  for (const one of host.controllers) one.hostConnected?.();
  trends.follow(data);
  expect(listeners.size).toBe(2);
});
