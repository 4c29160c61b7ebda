// Asks routes of a server as its document names them, such as `GET /healthz`.

import type { Bodies, OpenBody } from "../../server/http/bodies/bodies.ts";

/** What is sent along; `base` where it goes to another server than the usual one. */
export interface Asking {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly base?: string;
}

/** Asks a server whose address is known by then. A body that is no text is sent as JSON. */
export function askerOf(url: () => string) {
  return (route: string, { body, headers = {}, base = url() }: Asking = {}): Promise<Response> => {
    const [method = "", path = ""] = route.split(" ");
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return fetch(base + path, { method, headers, ...(body === undefined ? {} : { body: text }) });
  };
}

/** Bodies of which none comes: each is cut as too slow as soon as it begins. */
export const SLOW_BODIES = {
  begin: ({ cut }: OpenBody) => ({
    grow: () => cut("slow"),
    end: () => undefined,
    release: () => undefined,
  }),
} as unknown as Bodies;
