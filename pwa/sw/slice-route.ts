// History for the page: slices out of store and network, as columns.

import type { RouteHandlerCallbackOptions, RouteMatchCallbackOptions } from "workbox-core/types.js";
import { withoutBasePath } from "../../shared/ground/base-path.ts";
import type { SliceName } from "../../shared/history/slice.ts";
import { encodeColumns } from "../offline/encode-columns.ts";
import type { SliceLibrary } from "../offline/slice-library.ts";
import { COLUMNS_TYPE, ORIGIN_HEADER, parseSlicePath } from "../offline/slice-ref.ts";

/** Whether a request is the page's own for a slice. Other programs' requests for the same address are the server's. */
export function isSliceRequest(
  { request, sameOrigin, url }: RouteMatchCallbackOptions,
  base: string,
): boolean {
  return sameOrigin && request.headers.get("Accept") === COLUMNS_TYPE && refOf(url, base) !== undefined;
}

function refOf({ pathname }: URL, base: string): SliceName | undefined {
  const path = withoutBasePath(base, pathname);
  return path === undefined ? undefined : parseSlicePath(path);
}

/** Answers a slice request; what the network still brings after the answer is stored before the worker may sleep. */
export async function answerSlice(
  library: Pick<SliceLibrary, "answer" | "idle">,
  { request, event }: RouteHandlerCallbackOptions,
  base: string,
): Promise<Response> {
  const ref = refOf(new URL(request.url), base);
  if (!ref) return Response.error();
  const { columns, origin } = await library.answer(ref);
  event.waitUntil(library.idle());
  return new Response(encodeColumns(columns), {
    headers: { "Content-Type": COLUMNS_TYPE, [ORIGIN_HEADER]: origin },
  });
}
