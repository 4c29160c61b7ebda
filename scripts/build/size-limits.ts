// What a phone has to load, held within limits: a build that grows beyond them fails, so that it is noticed.

import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Metafile } from "esbuild";

/**
 * Bytes: the code that any screen waits for, that of the first overview with it, and of the charts, as sent (brotli); and all that
 * the worker keeps.
 */
export const SIZE_LIMITS = { entry: 40_000, overview: 53_800, chart: 55_000, precache: 1_000_000 } as const;

export type Sizes = { readonly [Part in keyof typeof SIZE_LIMITS]: number };

const ENTRY = "pwa/src/main.ts";
const OVERVIEW = "pwa/src/views/overview-view.ts";
const CHART = "node_modules/echarts/";

type Outputs = Metafile["outputs"];

/** A file and all that it imports at once, however deep. */
export function withImports(outputs: Outputs, first: string): Set<string> {
  const files = new Set([first]);
  for (const file of files)
    for (const { kind, path } of outputs[file]?.imports ?? [])
      if (kind === "import-statement") files.add(path);
  return files;
}

/**
 * The files of a bundle that the page loads before any screen: the entry and what it imports at once, the first to be
 * run first. An entry whose code lies in another file, since lazy parts stand on it, is left out: the document loads that file.
 */
export function entryFiles(outputs: Outputs): string[] {
  const [entry] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === ENTRY) ?? [];
  if (entry === undefined) throw new Error(`The bundle has no entry for ${ENTRY}.`);
  const isEmpty = Object.keys(outputs[entry]?.inputs ?? {}).length === 0;
  return [...withImports(outputs, entry)].filter((file) => file !== entry || !isEmpty);
}

/** The files that the overview, which is what people open, needs beside those of the entry. */
export function overviewFiles(outputs: Outputs): string[] {
  const [view] = Object.keys(outputs).filter((file) => OVERVIEW in (outputs[file]?.inputs ?? {}));
  if (view === undefined) throw new Error(`The bundle has no part for ${OVERVIEW}.`);
  const entry = new Set(entryFiles(outputs));
  return [...withImports(outputs, view)].filter((file) => !entry.has(file));
}

/** The file of a bundle that holds the chart library. */
export function chartFile(outputs: Outputs): string {
  const files = Object.keys(outputs).filter((file) =>
    Object.keys(outputs[file]?.inputs ?? {}).some((input) => input.includes(CHART)),
  );
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new Error(`The chart library must lie in one file of its own, not in ${files.length}.`);
  return file;
}

function sentBytes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(resolve(`${file}.br`)).size, 0);
}

/** Measures a bundle whose compressed copies are written; `precache` is what the worker keeps, bytes. */
export function measureSizes({ outputs }: Metafile, precache: number): Sizes {
  const entry = sentBytes(entryFiles(outputs));
  const overview = entry + sentBytes(overviewFiles(outputs));
  return { entry, overview, chart: sentBytes([chartFile(outputs)]), precache };
}

/** Throws with every limit that is exceeded. */
export function checkSizes(sizes: Sizes): void {
  const problems = Object.entries(SIZE_LIMITS)
    .map(([part, limit]) => ({ part, limit, size: sizes[part as keyof Sizes] }))
    .filter(({ limit, size }) => size > limit)
    .map(({ part, limit, size }) => `${part}: ${size} bytes, the limit is ${limit}`);
  if (problems.length > 0) throw new Error(`The app is too large for a phone.\n${problems.join("\n")}`);
}
