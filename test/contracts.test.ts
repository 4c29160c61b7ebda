// Holds the contracts apart from what keeps them: what only holds types has no file, thread or table in it.

import { expect, it } from "vitest";
import { textOf } from "./helpers/source-files.ts";

/** Contracts: they hold types, and import nothing else. */
const CONTRACTS = [
  "server/log/log.ts",
  "server/log/local-log.ts",
  "server/archive/archive.ts",
  "server/archive/local-archive.ts",
  "server/archive/columns.ts",
  "server/events/events.ts",
  "server/data-folder/data-folder.ts",
];

/** The lines of a file that are more than a type, or bring more than types in. */
function linesBeyondTypes(text: string): string[] {
  return text
    .split("\n")
    .filter((line) =>
      /^(?:import|export)\b(?! (?:type|interface)\b)|^(?:const|let|class|function)\b/.test(line),
    );
}

it("lets contracts hold and import types only", () => {
  const beyond = CONTRACTS.flatMap((file) =>
    linesBeyondTypes(textOf(file)).map((line) => `${file}: ${line}`),
  );
  expect(beyond).toEqual([]);
  expect(
    linesBeyondTypes('import type { A } from "./a.ts";\nexport interface B {}\nexport type { C };'),
  ).toEqual([]);
  for (const line of [
    'import { type A, b } from "./a.ts";',
    'export { openJournal } from "./journal/journal.ts";',
    "export class C {}",
    "const LIMIT = 1;",
    'import "./side-effect.ts";',
  ])
    expect(linesBeyondTypes(line)).toEqual([line]);
});
