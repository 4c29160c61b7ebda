// The offline store in a page: what tests of it drive in the browser, since there alone is an IndexedDB.

import { SliceLibrary } from "../../../pwa/offline/slice-library.ts";
import { SliceStore } from "../../../pwa/offline/slice-store.ts";
import { TailStore } from "../../../pwa/offline/tail-store.ts";
import { rawColumns } from "../../pwa/offline/build-columns.ts";

declare global {
  interface Window {
    offline: {
      readonly SliceStore: typeof SliceStore;
      readonly TailStore: typeof TailStore;
      readonly SliceLibrary: typeof SliceLibrary;
      readonly rawColumns: typeof rawColumns;
    };
  }
}

window.offline = { SliceStore, TailStore, SliceLibrary, rawColumns };
