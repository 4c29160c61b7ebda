import type { Finding } from "./finding.ts";

/** The oldest line of Node that still has its faults mended (20 ended in April 2026: https://github.com/nodejs/release). */
const OLDEST_KEPT_UP = 22;

/** Which Node this is, and whether anybody still mends it. */
export function checkNode({ version, path }: { readonly version: string; readonly path: string }): Finding {
  const what = "Node.js";
  const says = `${version}, ${path}.`;
  if (Number.parseInt(version.slice(1), 10) >= OLDEST_KEPT_UP) return { what, state: "ok", says };
  const todo = "Davy runs on it, but nobody mends its faults any more: install Node 24.";
  return { what, state: "look", says, todo };
}
