import { expect, it } from "vitest";
import { SKIP_WAITING, WHICH_BUILD } from "../../../../pwa/offline/worker-messages.ts";
import { AppUpdates } from "../../../../pwa/src/data/install/app-updates.ts";
import { FakeTime } from "../fake-time.ts";

class FakeWorker extends EventTarget {
  readonly messages: unknown[] = [];
  postMessage(message: unknown): void {
    this.messages.push(message);
  }
}

/** The worker that answers the page's requests, as one of a build does. */
class Controller {
  readonly #build: string;
  constructor(build: string) {
    this.#build = build;
  }
  postMessage(message: unknown, [port]: readonly MessagePort[]): void {
    if (message === WHICH_BUILD) port?.postMessage(this.#build);
  }
}

class FakeRegistration extends EventTarget {
  waiting: FakeWorker | undefined;
  installing: FakeWorker | undefined;
  checks = 0;
  async update(): Promise<void> {
    this.checks += 1;
  }
}

class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration();
  controller: object | null = null;
  isTrustedOrigin = true;
  isBlocked = false;
  async register(): Promise<FakeRegistration | undefined> {
    if (this.isBlocked) return undefined;
    if (!this.isTrustedOrigin) throw new DOMException("An SSL certificate error occurred", "SecurityError");
    return this.registration;
  }
}

async function startUpdates({
  isControlled = true,
  hasWorkers = true,
  isTrusted = true,
  isBlocked = false,
  controlledBy = "b1",
} = {}) {
  const time = new FakeTime();
  const workers = new FakeContainer();
  workers.controller = isControlled ? new Controller(controlledBy) : null;
  workers.isTrustedOrigin = isTrusted;
  workers.isBlocked = isBlocked;
  let reloads = 0;
  const followed = new Set<string>();
  const updates = new AppUpdates({
    after: time.after,
    every: time.every,
    build: "b1",
    workers: hasWorkers ? (workers as unknown as ServiceWorkerContainer) : undefined,
    workerUrl: "/sw.js",
    reload: () => {
      reloads += 1;
    },
    onChange: () => undefined,
    onTakeover: () => undefined,
    mayFollow: (build) => !followed.has(build) && Boolean(followed.add(build)),
  });
  await updates.start();
  return { time, workers, registration: workers.registration, updates, reloads: () => reloads };
}

const takeControl = (workers: FakeContainer) => workers.dispatchEvent(new Event("controllerchange"));

it("is ready when a newer worker waits, and reloads once that has taken control", async () => {
  const { updates, registration, workers, reloads } = await startUpdates();
  expect(updates.ready).toBe(false);
  registration.waiting = new FakeWorker();
  expect(updates.ready).toBe(true);
  updates.update();
  expect([registration.waiting.messages, reloads()]).toEqual([[SKIP_WAITING], 0]);
  takeControl(workers);
  takeControl(workers);
  expect(reloads()).toBe(1);
});

it("tells a worker that does not take control again, each five seconds, and reloads after fifteen", async () => {
  const { updates, registration, time, reloads } = await startUpdates();
  registration.waiting = new FakeWorker();
  updates.update();
  updates.update();
  for (const ms of [4_900, 5_000, 5_000]) time.pass(ms);
  expect(reloads()).toBe(0);
  time.pass(200);
  expect(reloads()).toBe(1);
});

it("asks the newest of several that were not accepted", async () => {
  const { updates, registration } = await startUpdates();
  const old = new FakeWorker();
  registration.waiting = old;
  const newest = new FakeWorker();
  registration.waiting = newest;
  updates.update();
  expect([old.messages, newest.messages]).toEqual([[], [SKIP_WAITING]]);
});

it("reloads when another tab brought the newer build in", async () => {
  const { workers, reloads } = await startUpdates();
  takeControl(workers);
  expect(reloads()).toBe(1);
});

it("loads itself anew when another build's worker took over before the page's code was there", async () => {
  const { reloads, updates } = await startUpdates({ controlledBy: "b2" });
  await expect.poll(() => reloads()).toBe(1);
  updates.stop();
});

it("stays as it is when the worker is taken away with all that is kept", async () => {
  const { workers, reloads } = await startUpdates();
  workers.controller = null;
  takeControl(workers);
  expect(reloads()).toBe(0);
});

it("does not take the first worker's arrival for an update", async () => {
  const { workers, reloads } = await startUpdates({ isControlled: false });
  workers.controller = {};
  takeControl(workers);
  expect(reloads()).toBe(0);
});

it("looks for a newer build each hour and when the server names another", async () => {
  const { time, registration, updates } = await startUpdates();
  time.pass(3 * 3_600_000);
  expect(registration.checks).toBe(3);
  updates.serverRuns("b1");
  expect(registration.checks).toBe(3);
  updates.serverRuns("b2");
  expect(registration.checks).toBe(4);
});

it("is ready where no worker can be when the server runs another build, and then simply reloads", async () => {
  for (const lack of [{ hasWorkers: false }, { isTrusted: false }]) {
    const { updates, reloads } = await startUpdates(lack);
    updates.serverRuns("b1");
    expect(updates.ready).toBe(false);
    updates.serverRuns("b2");
    expect(updates.ready).toBe(true);
    updates.update();
    expect(reloads()).toBe(1);
  }
});

it("leaves no timer behind when it stops, not even one that it gets after that", async () => {
  const { updates, registration, time, workers, reloads } = await startUpdates();
  registration.waiting = new FakeWorker();
  updates.update();
  updates.stop();
  expect(time.pending).toBe(0);
  takeControl(workers);
  expect(reloads()).toBe(0);
});

it("runs as a page where something blocks workers and answers with none", async () => {
  const { updates, reloads } = await startUpdates({ isControlled: false, isBlocked: true });
  updates.serverRuns("b2");
  expect(updates.ready).toBe(true);
  updates.update();
  expect(reloads()).toBe(1);
});
