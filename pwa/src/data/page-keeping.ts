// The parts that keep history in this browser, and doubt what is kept, put together over the ground.

import type { SliceLibrary } from "../../offline/slice-library.ts";
import { BASE_PATH } from "../ground/base-path.ts";
import { idMemory, SliceDoubts } from "./history/slice-doubts.ts";
import type { SliceHistory } from "./history/slice-history.ts";
import { OfflineKeeper } from "./offline/offline-keeper.ts";
import type { Ground } from "./page-ground.ts";
import { networkOf } from "./page-life.ts";

interface KeeperNeeds {
  readonly library: SliceLibrary;
  readonly isLive: () => boolean;
  /** All that was kept is gone. */
  readonly onCleared: () => void;
}

/** What keeps graphs for when there is no network. */
export function createKeeper(ground: Ground, needs: KeeperNeeds): OfflineKeeper {
  const { window, timers, notify, store, clock } = ground;
  return new OfflineKeeper({
    ...needs,
    store,
    notifier: notify.offline,
    storage: window.navigator.storage,
    now: () => Date.now(),
    serverNow: () => clock.now(),
    saveData: () => networkOf(window.navigator)?.saveData === true,
    after: timers.after,
  });
}

/** What doubts kept slices after late readings. Both are asked for when there is a doubt. */
export function createDoubts(
  { window, store, timers }: Ground,
  parts: () => { readonly history: SliceHistory; readonly offline: OfflineKeeper },
): SliceDoubts {
  return new SliceDoubts({
    store,
    after: timers.after,
    memory: idMemory(() => window.localStorage, BASE_PATH),
    onDoubted: (slices) => {
      const { history, offline } = parts();
      if (slices) for (const ref of slices) history.changed(ref);
      else history.missed();
      offline.changed();
    },
  });
}
