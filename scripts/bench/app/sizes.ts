// What a phone has to load, as sent: brotli, beside the same files as they are.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../table.ts";

const FOLDER = join("dist", "pwa");
const AIMS = { entry: 40_000, chart: 190_000, precache: 1_000_000 } as const;

interface Bytes {
  readonly sent: number;
  readonly plain: number;
}

function bytesOf(files: readonly string[]): Bytes {
  const sum = (names: readonly string[]) =>
    names.reduce((all, name) => all + statSync(join(FOLDER, name)).size, 0);
  return { sent: sum(files.map((file) => `${file}.br`)), plain: sum(files) };
}

/** The entry and every chunk that it imports at once, out of the built files themselves. */
function entryFiles(): string[] {
  const document = readFileSync(join(FOLDER, "index.html"), "utf8");
  const [, entry = ""] = /src="\/(assets\/[^"]+\.js)"/.exec(document) ?? [];
  const files = new Set([entry]);
  for (const file of files) {
    const code = readFileSync(join(FOLDER, file), "utf8");
    for (const [, chunk = ""] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g))
      files.add(join("assets", chunk));
  }
  return [...files];
}

/** What the worker keeps, by the list that the build put into it. */
function keptBytes(): number {
  const worker = readFileSync(join(FOLDER, "sw.js"), "utf8");
  const files = [...worker.matchAll(/url:"([^"]+)"|"url":"([^"]+)"/g)].map(([, a, b]) => a ?? b ?? "");
  return files.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0);
}

function row(measured: string, { sent, plain }: Bytes, atMost: number): Row {
  return { measured, davy: sent, yardstick: plain, against: "uncompressed", aim: { of: "figure", atMost } };
}

/** The table's rows for the built app. */
export function measureBytes(): Row[] {
  // Beside each file stand its compressed copies, which are the same code once more.
  const chart = readdirSync(join(FOLDER, "assets"))
    .filter((name) => name.startsWith("echarts-") && name.endsWith(".js"))
    .map((name) => join("assets", name));
  return [
    row("code of the first screen, bytes (brotli)", bytesOf(entryFiles()), AIMS.entry),
    row("code of the charts, bytes (brotli)", bytesOf(chart), AIMS.chart),
    {
      measured: "kept for an offline start, bytes",
      davy: keptBytes(),
      aim: { of: "figure", atMost: AIMS.precache },
    },
  ];
}
