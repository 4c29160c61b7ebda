// Views that are loaded when they are first looked at; the overview is in the entry, since it is what people open.

import type { Route } from "./routes.ts";

const LOADERS: { readonly [View in Route["view"]]?: () => Promise<unknown> } = {
  device: () => import("../views/device-view.ts"),
  graph: () => import("../views/graph-view.ts"),
  kiosk: () => import("../views/kiosk-view.ts"),
  settings: () => import("../views/settings-view.ts"),
};

/** Loads the code of a view. Rejects when it could not be fetched; asking again tries again. */
export async function loadView(view: Route["view"]): Promise<void> {
  await LOADERS[view]?.();
}
