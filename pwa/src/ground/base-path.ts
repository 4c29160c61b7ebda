// Where on its origin the server is that this page came from. The document says so.

import { inBasePath, withoutBasePath } from "../../../shared/ground/base-path.ts";

function readBasePath(): string {
  if (typeof document === "undefined") return "/";
  return document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? "/";
}

/** `/`, or a path such as `/davy/`. */
export const BASE_PATH = readBasePath();

/** The address of one of the server's paths, `/graph` or `/healthz`. */
export function inBase(path: string): string {
  return inBasePath(BASE_PATH, path);
}

/** The server's own path of an address; what lies outside stays as it is, and names no view. */
export function withoutBase(path: string): string {
  return withoutBasePath(BASE_PATH, path) ?? path;
}
