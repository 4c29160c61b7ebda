// Views that are loaded when they are first looked at; the overview is in the entry, since it is what people open.

import type { Route } from "../ground/routes.ts";

/** The charts' code is the larger part of a graph: it comes beside the view, not after the history. */
function loadGraph(): Promise<unknown> {
  // A chart that misses it asks again, and says so.
  void import("../charts/echarts.ts").catch(() => undefined);
  return import("../views/graph-view.ts");
}

const LOADERS: { readonly [View in Route["view"]]?: () => Promise<unknown> } = {
  device: () => import("../views/device-view.ts"),
  graph: loadGraph,
  kiosk: () => import("../views/kiosk-view.ts"),
  settings: () => import("../views/settings-view.ts"),
};

/** Loads the code of a view. Rejects when it could not be fetched; asking again tries again. */
export async function loadView(view: Route["view"]): Promise<void> {
  await LOADERS[view]?.();
}
