// What a file of refused things says of each, without the bodies.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { REFUSED_WHYS } from "../../shared/wire/refused.ts";
import type { EarlierRejected } from "./data-folder.ts";

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** What a line says; undefined for one that was cut by a crash or damaged. */
function parseRejectedLine(line: string): EarlierRejected | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Nothing else is lost for it.
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { at, reason, why, from, address, device } = value as { readonly [member: string]: unknown };
  const time = Date.parse(String(at));
  if (Number.isNaN(time) || typeof reason !== "string") return undefined;
  return {
    at: time,
    reason,
    why: REFUSED_WHYS.find((each) => each === why),
    from: textOf(from),
    address: textOf(address),
    device: textOf(device),
  };
}

/** The first `bytes` of a file, line by line: others may be added to it meanwhile. */
export async function* readRejected(path: string, bytes: number): AsyncGenerator<EarlierRejected> {
  if (bytes === 0) return;
  const input = createReadStream(path, { end: bytes - 1 });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const item = parseRejectedLine(line);
    if (item) yield item;
  }
}
