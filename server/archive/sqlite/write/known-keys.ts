// The keys by which repeated posts are known, in files by the day on which the log took them.

import { sliceOf } from "../../../../shared/history/slice.ts";
import type { OpenFiles } from "../files/open-files.ts";
import { lookUpText } from "../files/stored-text.ts";

/** The key of a post is one line, the device of which its reading was another; 0.1.0 kept the first alone. */
const POST = /^(post [^\n]*)\n/;

/** Keys are looked for in the files of so many days, today's and those before: at least 48 h. */
const KEY_DAYS = 3;

/** Remembers a key; the first entry that has it counts. */
export function keepKey(
  files: OpenFiles,
  key: string,
  { at, seq }: { readonly at: number; readonly seq: number },
): void {
  const file = files.forWriting("keys", sliceOf("minute", at));
  file.statement("INSERT OR IGNORE INTO keys VALUES (?, ?)").run([lookUpText(key), seq]);
  file.info.lastAdditionAt = at;
  files.touched(file);
}

/** The seqs of the keys that are known. */
export function findKeys(files: OpenFiles, keys: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  const days = files.days("keys").slice(-KEY_DAYS);
  for (const file of days.flatMap((day) => files.opened("keys", day))) {
    for (const key of keys) {
      const former = POST.exec(key)?.[1] ?? key;
      const seq = file.value("SELECT seq FROM keys WHERE key IN (?, ?)", [lookUpText(key), former]);
      if (seq !== undefined && !found.has(key)) found.set(key, Number(seq));
    }
  }
  return found;
}
