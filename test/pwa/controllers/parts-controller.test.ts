import type { ReactiveController } from "lit";
import { expect, it, vi } from "vitest";
import { PartsController } from "../../../pwa/src/controllers/parts-controller.ts";

/** An element that renders when it is asked to, once a microtask as lit's do, and notes how many parts it drew. */
class Host {
  readonly drawn: number[] = [];
  readonly updateComplete = Promise.resolve(true);
  #controller: ReactiveController | undefined;
  isReady = false;
  readonly parts = new PartsController(this, 3, () => this.isReady);

  addController(controller: ReactiveController): void {
    this.#controller = controller;
  }

  removeController(): void {
    this.#controller = undefined;
  }

  requestUpdate(): void {
    queueMicrotask(() => {
      this.#controller?.hostUpdate?.();
      this.drawn.push(this.parts.drawn);
      this.#controller?.hostUpdated?.();
    });
  }

  connect(): void {
    this.#controller?.hostConnected?.();
    this.requestUpdate();
  }

  disconnect(): void {
    this.#controller?.hostDisconnected?.();
  }
}

it("draws nothing of a view before all is known, then one part more a task", async () => {
  const host = new Host();
  host.connect();
  await vi.waitFor(() => expect(host.drawn).toEqual([0]));
  host.isReady = true;
  host.requestUpdate();
  await Promise.resolve();
  expect(host.drawn).toEqual([0, 0]);
  await vi.waitFor(() => expect(host.drawn).toEqual([0, 0, 1, 2, 3]));
  host.requestUpdate();
  await vi.waitFor(() => expect(host.drawn).toEqual([0, 0, 1, 2, 3, 3]));
  host.disconnect();
});

it("draws all at once where all is known when the view comes", async () => {
  const host = new Host();
  host.isReady = true;
  host.connect();
  await Promise.resolve();
  expect(host.drawn).toEqual([3]);
  host.disconnect();
});

it("draws nothing more of a view that has gone", async () => {
  const host = new Host();
  host.connect();
  await Promise.resolve();
  host.isReady = true;
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
