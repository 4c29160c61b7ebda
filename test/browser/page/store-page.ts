// The offline store in a page: what tests of it drive in the browser, since there alone is an IndexedDB.

import { dropDevices } from "../../../pwa/offline/drop-devices.ts";
import { partingName, partingNote } from "../../../pwa/offline/parting.ts";
import { SliceLibrary } from "../../../pwa/offline/slice-library.ts";
import { SliceStore } from "../../../pwa/offline/slice-store.ts";
import { TailStore } from "../../../pwa/offline/tail-store.ts";
import { startTimer } from "../../../pwa/offline/timers.ts";
import { rawColumns } from "../../helpers/build-columns.ts";

declare global {
  interface Window {
    offline: {
      readonly SliceStore: typeof SliceStore;
      readonly TailStore: typeof TailStore;
      readonly SliceLibrary: typeof SliceLibrary;
      readonly dropDevices: typeof dropDevices;
      readonly startTimer: typeof startTimer;
      readonly partingName: typeof partingName;
      readonly partingNote: typeof partingNote;
      readonly rawColumns: typeof rawColumns;
    };
  }
}

window.offline = {
  SliceStore,
  TailStore,
  SliceLibrary,
  dropDevices,
  startTimer,
  partingName,
  partingNote,
  rawColumns,
};
