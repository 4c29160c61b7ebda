// The values of a payload by their paths: `gas.co`, `values.0`.

import type { Json } from "../reading.ts";

/** How many values are looked at. */
export const MAX_LEAVES = 512;
/** How deep values are looked for. */
const MAX_STEPS = 5;

/** A value that is no object and no list, and where it stands. */
export interface Leaf {
  readonly path: string;
  readonly value: Json;
}

/** The values of a payload, the first `MAX_LEAVES` of them. */
export function leavesOf(payload: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  collect(payload, [], leaves);
  return leaves;
}

function collect(value: unknown, steps: readonly string[], leaves: Leaf[]): void {
  if (leaves.length >= MAX_LEAVES) return;
  if (typeof value !== "object" || value === null) {
    if (steps.length > 0) leaves.push({ path: steps.join("."), value: value as Json });
    return;
  }
  if (steps.length >= MAX_STEPS) return;
  for (const [name, member] of Object.entries(value)) collect(member, [...steps, name], leaves);
}

/** What stands at a path; undefined for nothing. A name with dots in it is found as well; the empty path is the payload itself. */
export function valueAt(payload: unknown, path: string): unknown {
  if (path === "") return payload;
  if (typeof payload !== "object" || payload === null) return undefined;
  if (Object.hasOwn(payload, path)) return (payload as { readonly [name: string]: unknown })[path];
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(payload, head)) continue;
    const found = valueAt((payload as { readonly [name: string]: unknown })[head], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
