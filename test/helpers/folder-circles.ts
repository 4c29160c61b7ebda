import { dirname } from "node:path";

/** A file that imports another one; both are paths from the project's folder. */
export type Import = readonly [from: string, to: string];

/** Two folders beside each other, the first of which stands on the second. */
type Step = readonly [from: string, to: string];

/** The folders beside each other by which an import goes; undefined when one of the files lies above the other. */
function stepOf([from, to]: Import): Step | undefined {
  const [own, other] = [dirname(from).split("/"), dirname(to).split("/")];
  const parting = own.findIndex((name, place) => name !== other[place]);
  if (parting < 0 || parting >= other.length) return undefined;
  return [own.slice(0, parting + 1).join("/"), other.slice(0, parting + 1).join("/")];
}

/** All that a folder stands on. */
function below(folder: string, steps: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const other of steps.get(next) ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      waiting.push(other);
    }
  }
  return found;
}

/** The folders that stand on themselves by way of folders beside them. */
export function foldersInCircles(imports: readonly Import[]): string[] {
  const steps = new Map<string, Set<string>>();
  for (const step of imports.map(stepOf)) {
    if (step) steps.set(step[0], (steps.get(step[0]) ?? new Set()).add(step[1]));
  }
  return [...steps.keys()].filter((folder) => below(folder, steps).has(folder)).sort();
}
