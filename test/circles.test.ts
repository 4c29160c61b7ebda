// Folders stand on each other one way: what can be read, tested and replaced by itself has no way back to who uses it.

import { expect, it } from "vitest";
import { foldersInCircles, type Import } from "./helpers/folder-circles.ts";
import { importsOf, sources, targetOf } from "./helpers/source-files.ts";

function importsOfAll(): Import[] {
  return sources().flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => [file, targetOf(file, specifier)] as const),
  );
}

it("keeps the folders beside each other free of circles, on every floor", () => {
  const imports = importsOfAll();
  expect(imports.length).toBeGreaterThan(1_000);
  expect(foldersInCircles(imports)).toEqual([]);
});

it("finds a circle when there is one, also a long one and one deep within", () => {
  expect(
    foldersInCircles([
      ["server/log/journal/journal.ts", "server/data-folder/backup.ts"],
      ["server/data-folder/lock.ts", "server/log/append-error.ts"],
      ["server/http/app.ts", "server/log/log.ts"],
    ]),
  ).toEqual(["server/data-folder", "server/log"]);
  expect(
    foldersInCircles([
      ["a/x/read/one.ts", "a/x/write/two.ts"],
      ["a/x/write/two.ts", "a/x/files/three.ts"],
      ["a/x/files/three.ts", "a/x/read/deep/four.ts"],
    ]),
  ).toEqual(["a/x/files", "a/x/read", "a/x/write"]);
});

it("takes a folder's own files, those above it and a way without return for no circle", () => {
  expect(
    foldersInCircles([
      ["a/x/one.ts", "a/x/two.ts"],
      ["a/x/two.ts", "a/x/one.ts"],
      ["a/x/read/three.ts", "a/x/one.ts"],
      ["a/x/one.ts", "a/x/read/three.ts"],
      ["a/x/read/three.ts", "a/x/files/four.ts"],
      ["a/y/five.ts", "a/x/one.ts"],
    ]),
  ).toEqual([]);
});
