import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";
import { slicePath } from "../../../../shared/wire/api.ts";
import { decodeColumns } from "../../../offline/encode-columns.ts";
import type { SliceAnswer, SliceLibrary } from "../../../offline/slice-library.ts";
import { COLUMNS_TYPE, ORIGIN_HEADER } from "../../../offline/slice-ref.ts";

/** A worker that has not answered by then does not, ms; longer than its own patience with the network. */
const WORKER_TIMEOUT_MS = 12 * SECOND_MS;

/** Answers a slice; rejects only when aborted. */
export type ReadSlice = (ref: SliceName, signal: AbortSignal) => Promise<SliceAnswer>;

export interface SliceReaderParts {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Whether a service worker answers this page's requests. */
  readonly hasWorker: () => boolean;
  readonly library: Pick<SliceLibrary, "answer">;
}

/** Reads slices through the service worker; where there is none, or an older one that answers otherwise, by itself. */
export function createSliceReader({ fetch, hasWorker, library }: SliceReaderParts): ReadSlice {
  return async (ref, signal) => {
    const answer = hasWorker() ? await askWorker(fetch, ref, signal) : undefined;
    signal.throwIfAborted();
    return answer ?? (await library.answer(ref));
  };
}

async function askWorker(
  fetch: SliceReaderParts["fetch"],
  { device, resolution, slice }: SliceName,
  signal: AbortSignal,
): Promise<SliceAnswer | undefined> {
  try {
    const response = await fetch(slicePath(device, resolution, slice), {
      headers: { Accept: COLUMNS_TYPE },
      signal: AbortSignal.any([signal, AbortSignal.timeout(WORKER_TIMEOUT_MS)]),
    });
    if (response.headers.get("Content-Type") !== COLUMNS_TYPE) return undefined;
    const columns = decodeColumns(new Uint8Array(await response.arrayBuffer()));
    return { columns, origin: response.headers.get(ORIGIN_HEADER) === "network" ? "network" : "store" };
  } catch {
    // No worker after all, or one of another version: the page reads by itself.
    return undefined;
  }
}
