// What became of the mutants of a folder.

import { existsSync, readFileSync } from "node:fs";
import { EQUIVALENT } from "./equivalent.ts";
import { resultsOf } from "./stryker.ts";

/** One change of the code that was tried. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** What stands in the code, and what stood there instead. */
  readonly code: string;
  readonly instead: string;
  readonly outcome: "killed" | "timeout" | "survived" | "equivalent";
}

/** As Stryker writes it; columns and lines begin with 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}
interface Tried {
  readonly status: string;
  readonly replacement?: string;
  readonly testsCompleted?: number;
  readonly location: { readonly start: Position; readonly end: Position };
}
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Tried[] }>>;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

function spanOf(source: string, { start, end }: Tried["location"]): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const cut = lines.map((line, at) =>
    line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined),
  );
  return oneLine(cut.join("\n"));
}

function outcomeOf({ status, testsCompleted }: Tried, isEquivalent: boolean): Mutant["outcome"] {
  if (status === "Timeout") return "timeout";
  if (status === "Killed") return "killed";
  // No test could even load the code, which Stryker's runner for vitest takes for a pass.
  if (status === "Survived" && testsCompleted === 0) return "killed";
  return isEquivalent ? "equivalent" : "survived";
}

function isEquivalent(file: string, code: string, instead: string): boolean {
  return (EQUIVALENT[file] ?? []).some(([was, is]) => was === code && is === instead);
}

/** All mutants of a folder that were tried, in the files that are still there. */
export function mutantsOf(folder: string): readonly Mutant[] {
  if (!existsSync(resultsOf(folder))) return [];
  const { files } = JSON.parse(readFileSync(resultsOf(folder), "utf8")) as Report;
  return Object.entries(files)
    .filter(([file]) => existsSync(file))
    .flatMap(([file, { source, mutants }]) =>
      mutants
        .filter(({ status }) => status !== "RuntimeError" && status !== "CompileError")
        .map((tried) => {
          const code = spanOf(source, tried.location);
          const instead = oneLine(tried.replacement ?? "");
          const outcome = outcomeOf(tried, isEquivalent(file, code, instead));
          return { file, line: tried.location.start.line, code, instead, outcome };
        }),
    );
}

function listed(mutants: readonly Mutant[], outcome: Mutant["outcome"]): string {
  const found = mutants.filter((mutant) => mutant.outcome === outcome);
  const lines = found.map(
    ({ file, line, code, instead }) => `  ${file}:${line}\n    - ${code}\n    + ${instead}\n`,
  );
  return found.length === 0 ? "" : `${outcome}:\n${lines.join("")}`;
}

/** The share of mutants that a test noticed, percent; those that change nothing do not count. */
export function shareKilled(mutants: readonly Mutant[]): number {
  const counted = mutants.filter(({ outcome }) => outcome !== "equivalent");
  const killed = counted.filter(({ outcome }) => outcome !== "survived");
  return (100 * killed.length) / counted.length;
}

/** The survivors and those that ran out of time one by one, and how many there are of each outcome. */
export function textOf(mutants: readonly Mutant[]): string {
  const count = (outcome: Mutant["outcome"]) => mutants.filter((mutant) => mutant.outcome === outcome).length;
  const counts = (["killed", "timeout", "survived", "equivalent"] as const).map(
    (outcome) => `${count(outcome)} ${outcome}`,
  );
  const share = shareKilled(mutants).toFixed(1);
  return `${listed(mutants, "timeout")}${listed(mutants, "survived")}${mutants.length} mutants: ${counts.join(", ")}; ${share} % noticed`;
}
