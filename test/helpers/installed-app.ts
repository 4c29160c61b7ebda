// The built app over the real server, as a phone runs it: with its worker, its store and its own data layer.

import type { BrowserContext, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { WARM_TAG } from "../../pwa/offline/worker-messages.ts";
import type {} from "../../pwa/src/app/davy-app.ts";
import type { HistoryQuery } from "../../pwa/src/data/base/app-data.ts";
import { PATHS } from "../../shared/wire/api.ts";

/** A reading to post; `t` unix ms. */
export interface Posted {
  readonly device: string;
  readonly t: number;
  readonly value: number;
}

/** Posts readings in one batch; rejects unless every one was stored. */
export async function postBatch(url: string, readings: readonly Posted[]): Promise<void> {
  const body = readings.map(({ device, t, value }) => ({
    id: device,
    pct: 90,
    ts: new Date(t).toISOString(),
    sensors: [
      { type: "CO", val: value },
      { type: "O2", val: 209_000 },
    ],
  }));
  const answer = await fetch(url + PATHS.readings, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(await answer.json()).toMatchObject({ stored: readings.length });
}

/** Waits until a worker answers the page's requests. */
export async function untilControlled(page: Page): Promise<void> {
  await page.waitForFunction(() => Boolean(navigator.serviceWorker?.controller));
}

/** Counts the pieces of a resolution in the phone's store. */
function countKept(page: Page, resolution: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("davy");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction("pieces").objectStore("pieces").getAllKeys();
          keys.onsuccess = () =>
            resolve(keys.result.filter((key) => Array.isArray(key) && key[1] === name).length);
          opening.result.close();
        };
      }),
    resolution,
  );
}

/** Empties the phone's store of history. */
export function forgetPieces(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("davy");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const clearing = opening.result.transaction("pieces", "readwrite");
          clearing.objectStore("pieces").clear();
          clearing.oncomplete = () => resolve();
          clearing.onerror = () => reject(clearing.error);
          opening.result.close();
        };
      }),
  );
}

/** Does what Chromium does now and then for an installed app that has registered for it: wakes the worker with its tag. */
export async function wakeToWarm(phone: BrowserContext, page: Page): Promise<void> {
  const session = await phone.newCDPSession(page);
  const registrationId = await new Promise<string>((resolve, reject) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId);
    });
    session.send("ServiceWorker.enable").catch(reject);
  });
  const { origin } = new URL(page.url());
  await session.send("ServiceWorker.dispatchPeriodicSyncEvent", { origin, registrationId, tag: WARM_TAG });
  await session.detach();
}

/** Waits until this many pieces of a resolution are in the phone's store. */
export async function untilKept(page: Page, resolution: string, count: number): Promise<void> {
  const isThere = async () => expect(await countKept(page, resolution)).toBeGreaterThanOrEqual(count);
  await vi.waitFor(isThere, { timeout: 20_000, interval: 100 });
}

/** What the page itself would draw of a range: `[t, CO]` pairs and the known stretches. */
export function readHistory(page: Page, query: HistoryQuery) {
  return page.evaluate(async (asked) => {
    const parts = document.querySelector("davy-app")?.parts;
    if (!parts) throw new Error("The app has not started.");
    const columns = await parts.data.history.load(asked, { signal: new AbortController().signal });
    const co = columns.sensors.find(({ key }) => key === "CO");
    const points = Array.from(columns.t, (t, row) => [t, co?.values[row] ?? Number.NaN] as const);
    const extremes = Array.from(columns.t, (_, row) => [co?.min?.[row], co?.max?.[row]] as const);
    return { points, extremes, known: [...columns.known], dataUntil: columns.dataUntil };
  }, query);
}

/** How many streams the server has open. */
export async function countStreams(url: string): Promise<number> {
  const metrics = await (await fetch(url + PATHS.metrics)).text();
  return Number(/^davy_streams (\d+)$/m.exec(metrics)?.[1]);
}
