// The ids of messages are words for those who write them. The page carries numbers in their place: each id stands in its code
// and once more in the German texts, and no browser reads them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const GERMAN = join("pwa", "src", "i18n", "de");
/** As `msg` is given it, and as the German texts have it. */
const USED = /\bid: "([a-z0-9]+\.[\w.]+)"/gi;
const GIVEN = /^( *)"([a-z0-9]+\.[\w.]+)":/gim;

/** A short id for each message that has a German text, by its id. */
export function numberIds(german: readonly string[]): ReadonlyMap<string, string> {
  const ids = german.flatMap((text) => [...text.matchAll(GIVEN)].map(([, , id = ""]) => id));
  return new Map([...new Set(ids)].sort().map((id, index) => [id, index.toString(36)]));
}

/** Gives the messages of a module, or the German texts that it has, their short ids. */
export function shortenIds(code: string, ids: ReadonlyMap<string, string>): string {
  return code
    .replaceAll(USED, (whole, id: string) => (ids.has(id) ? `id: "${ids.get(id)}"` : whole))
    .replaceAll(GIVEN, (whole, indent: string, id: string) =>
      ids.has(id) ? `${indent}"${ids.get(id)}":` : whole,
    );
}

/** The short ids of the page's messages. */
export function readIds(): ReadonlyMap<string, string> {
  return numberIds(readdirSync(GERMAN).map((name) => readFileSync(join(GERMAN, name), "utf8")));
}
