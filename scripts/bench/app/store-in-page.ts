// Runs in the browser: a day of one sensor at 1 Hz into IndexedDB and back, as the app keeps it and as a record per reading.

import { SliceStore } from "../../../pwa/offline/slice-store.ts";
import { HOUR_MS, SECOND_MS } from "../../../shared/ground/time.ts";

const START = Date.UTC(2026, 10, 23);
const HOURS = 24;
const READINGS_AN_HOUR = HOUR_MS / SECOND_MS;

/** Times in ms. */
export interface StoreTimes {
  readonly write: number;
  readonly read: number;
}

function timeOf(hour: number, row: number): number {
  return START + hour * HOUR_MS + row * SECOND_MS;
}

function valueAt(t: number): number {
  return Math.round(200 + 50 * Math.sin(t / 600_000) + ((t / 1_000) % 13)) / 10;
}

function refOf(hour: number) {
  const slice = new Date(timeOf(hour, 0)).toISOString().slice(0, "2026-11-23T14".length);
  return { device: "bench", resolution: "raw", slice } as const;
}

function hourOfReadings(hour: number) {
  const t = Float64Array.from({ length: READINGS_AN_HOUR }, (_, row) => timeOf(hour, row));
  const battery = new Float32Array(t.length).fill(90);
  const sensors = [{ key: "CO", type: "CO", values: t.map(valueAt) }];
  return { ...refOf(hour), t, battery, sensors, known: [] };
}

async function timeSlices(): Promise<StoreTimes> {
  const store = new SliceStore({ now: () => Date.now() });
  await store.note("open");
  const hours = Array.from({ length: HOURS }, (_, hour) => hourOfReadings(hour));
  const begun = performance.now();
  for (const [hour, columns] of hours.entries())
    await store.write(refOf(hour), { until: START, etag: undefined }, columns);
  const written = performance.now();
  let rows = 0;
  for (const hour of hours.keys()) rows += (await store.read(refOf(hour)))?.columns.t.length ?? 0;
  const read = performance.now();
  if (rows !== HOURS * READINGS_AN_HOUR) throw new Error(`${rows} readings came back.`);
  await store.close();
  return { write: written - begun, read: read - written };
}

function openRecords(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("records", 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore("readings", { keyPath: ["device", "t"] });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function whenDone(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
}

async function timeRecords(): Promise<StoreTimes> {
  const database = await openRecords();
  const begun = performance.now();
  for (let hour = 0; hour < HOURS; hour += 1) {
    const transaction = database.transaction("readings", "readwrite");
    const readings = transaction.objectStore("readings");
    for (let row = 0; row < READINGS_AN_HOUR; row += 1) {
      const t = timeOf(hour, row);
      readings.put({ device: "bench", t, battery: 90, CO: valueAt(t) });
    }
    await whenDone(transaction);
  }
  const written = performance.now();
  const transaction = database.transaction("readings");
  transaction.objectStore("readings").getAll();
  await whenDone(transaction);
  database.close();
  return { write: written - begun, read: performance.now() - written };
}

declare global {
  interface Window {
    storeBench: {
      readonly timeSlices: typeof timeSlices;
      readonly timeRecords: typeof timeRecords;
    };
  }
}

window.storeBench = { timeSlices, timeRecords };
