// The sources of the project and what they import, for tests of its architecture.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Paths of all sources, from the project's folder. */
export function sources(): string[] {
  return ["shared", "server", "pwa"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  );
}

/** The text of a source. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** What a source imports, types included. */
export function importsOf(file: string): string[] {
  const text = textOf(file);
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^;"']*?\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"|^import\s+"([^"]+)"/gm,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** The path of an imported file. */
export function targetOf(file: string, specifier: string): string {
  return relative(root, resolve(root, dirname(file), specifier));
}
