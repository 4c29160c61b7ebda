import { expect, it, vi } from "vitest";
import { PartsController } from "../../../pwa/src/controllers/parts-controller.ts";
import { LitHost } from "../../helpers/lit-host.ts";

function createHost(): LitHost<number> {
  return new LitHost((host) => {
    const parts = new PartsController(host, { parts: 3, isReady: () => host.isKnown });
    return () => parts.drawn;
  });
}

it("draws nothing of a view before all is known, then one part more a task", async () => {
  const host = createHost();
  host.connect();
  await vi.waitFor(() => expect(host.drawn).toEqual([0]));
  host.isKnown = true;
  host.requestUpdate();
  await Promise.resolve();
  expect(host.drawn).toEqual([0, 0]);
  await vi.waitFor(() => expect(host.drawn).toEqual([0, 0, 1, 2, 3]));
  host.requestUpdate();
  await vi.waitFor(() => expect(host.drawn).toEqual([0, 0, 1, 2, 3, 3]));
  host.disconnect();
});

it("draws all at once where all is known when the view comes", async () => {
  const host = createHost();
  host.isKnown = true;
  host.connect();
  await Promise.resolve();
  expect(host.drawn).toEqual([3]);
  host.disconnect();
});

it("draws part by part what is known, where that is too much for one task", async () => {
  const host = new LitHost<number>((created) => {
    const parts = new PartsController(created, { parts: 2, isReady: () => true, isAtOnce: () => false });
    return () => parts.drawn;
  });
  host.connect();
  await vi.waitFor(() => expect(host.drawn).toEqual([0, 1, 2]));
  host.disconnect();
});

it("draws nothing more of a view that has gone", async () => {
  const host = createHost();
  host.connect();
  await Promise.resolve();
  host.isKnown = true;
  host.requestUpdate();
  await Promise.resolve();
  host.disconnect();
  // A message of another channel comes after those that were under way.
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  port1.close();
  expect(host.drawn).toEqual([0, 0]);
});
