// Puts the decorators of a class behind it. esbuild turns each private member of a class that has one into an entry of a WeakMap,
// since the decorator could put another class in its place; those of lit never do.

/** Decorators at the beginning of a line, one above the other, and the class that they stand before. */
const DECORATED = /^((?:@\w+\(.*\)\n)+)(?=(?:export )?class (\w+) )/gm;

/** A module's text in which each decorated class is followed, at the module's end, by calls of its decorators: the last one first, as ever. */
export function decorateAfter(code: string): string {
  const calls: string[] = [];
  const plain = code.replaceAll(DECORATED, (_, decorators: string, name: string) => {
    for (const line of decorators.trim().split("\n").reverse()) calls.push(`${line.slice(1)}(${name});`);
    return "";
  });
  return [plain, ...calls].join("\n");
}
