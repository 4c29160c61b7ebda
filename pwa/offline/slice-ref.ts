// Which slice is meant, and how the app's own requests for slices look.

import { RESOLUTIONS, type SliceName, slicePeriod } from "../../shared/history/slice.ts";
import { PATHS } from "../../shared/wire/api.ts";

/** What the page accepts for a slice; the worker answers such requests, and leaves every other to the server. */
export const COLUMNS_TYPE = "application/vnd.davy.columns";

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape names no device.
    return undefined;
  }
}

/** The slice that a path names, the inverse of `slicePath`; undefined for every other path. */
export function parseSlicePath(path: string): SliceName | undefined {
  if (!path.startsWith(`${PATHS.devices}/`)) return undefined;
  const [name = "", history, grain, slice = "", ...rest] = path.slice(PATHS.devices.length + 1).split("/");
  const device = decode(name);
  const resolution = RESOLUTIONS.find((candidate) => candidate === grain);
  if (!device || history !== "history" || !resolution || rest.length > 0) return undefined;
  return slicePeriod(resolution, slice) ? { device, resolution, slice } : undefined;
}

/** Tells the page where the worker's answer is from: `network` or `store`. */
export const ORIGIN_HEADER = "Davy-Origin";

/** The channel on which whoever refreshed slices in the background names them (as `SliceName`). */
export const CHANGED_CHANNEL = "davy-slices";

/** What is told on that channel when the worker's store, which did not answer, does so again. */
export const STORE_BACK = "store-back";

/** A slice named in a message; undefined when the message is something else. */
export function parseSliceRef(message: unknown): SliceName | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  if (!("device" in message && "resolution" in message && "slice" in message)) return undefined;
  const { device, slice } = message;
  const resolution = RESOLUTIONS.find((candidate) => candidate === message.resolution);
  if (typeof device !== "string" || typeof slice !== "string" || !resolution) return undefined;
  return slicePeriod(resolution, slice) ? { device, resolution, slice } : undefined;
}
