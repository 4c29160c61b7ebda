// Graphs kept warm while no page is open, where the browser wakes the worker from time to time
// (https://wicg.github.io/periodic-background-sync/).

import { FLEET_NOTE, parseFleetNote } from "../offline/fleet-note.ts";
import { keptDevices, LOOKED_NOTE, PINNED_NOTE, parseLooked, parsePinned } from "../offline/kept-devices.ts";
import type { SliceLibrary } from "../offline/slice-library.ts";
import type { SliceStore } from "../offline/slice-store.ts";
import { warm } from "../offline/warm.ts";
import { WARM_TAG } from "../offline/worker-messages.ts";

export interface BackgroundParts {
  readonly store: Pick<SliceStore, "note">;
  readonly library: Pick<SliceLibrary, "refresh">;
  /** The phone's clock, unix ms. */
  readonly now: () => number;
  /** Sees to it that a failure is told. */
  readonly watch: (work: Promise<void>) => Promise<void>;
}

function isWarming(event: Event): event is ExtendableEvent {
  return event instanceof ExtendableEvent && "tag" in event && event.tag === WARM_TAG;
}

function isSparing(navigator: WorkerNavigator): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/** Warms on every wake-up that the page registered for, unless the person asked the browser to spare data. */
export function warmInBackground(worker: ServiceWorkerGlobalScope, parts: BackgroundParts): void {
  worker.addEventListener("periodicsync", (event) => {
    if (isWarming(event) && !isSparing(worker.navigator)) event.waitUntil(parts.watch(warmKept(parts)));
  });
}

async function warmKept({ store, library, now }: BackgroundParts): Promise<void> {
  const looked = parseLooked(await store.note(LOOKED_NOTE));
  const pinned = parsePinned(await store.note(PINNED_NOTE));
  const { wallOffset = 0 } = parseFleetNote(await store.note(FLEET_NOTE)) ?? {};
  await warm({
    library,
    devices: keptDevices(looked, pinned),
    pinned,
    confirm: true,
    now: now() + wallOffset,
    signal: new AbortController().signal,
  });
}
