// What only the server and the receivers of its notices know: addresses with tokens, passwords, keys. In a file of its own for the
// owner of the folder alone: in no log, no answer and no backup.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ignoreMissing } from "../disk/ignore.ts";
import { writeFileDurably } from "../disk/write-file.ts";
import type { Report } from "../report.ts";
import type { ChannelSecrets, Secrets } from "./data-folder.ts";

const NAME = "channel-secrets.json";
const MODE = 0o600;
/** One object: whoever has opened a channel by its secrets looks whether they are still the same. */
const NONE: Secrets = {};

function parse(text: string): Map<string, Secrets> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("It is no object.");
  const isSecrets = (one: unknown) =>
    typeof one === "object" && one !== null && Object.values(one).every((each) => typeof each === "string");
  return new Map(Object.entries(value).filter(([, one]) => isSecrets(one)) as [string, Secrets][]);
}

/** Opens the secrets of a folder; without a file there are none. One that cannot be read is told of: its channels fail then. */
export async function openChannelSecrets(folder: string, report: Report): Promise<ChannelSecrets> {
  const path = join(folder, NAME);
  let kept = new Map<string, Secrets>();
  try {
    kept = parse((await readFile(path, "utf8").catch(ignoreMissing)) ?? "{}");
  } catch (error) {
    report.warn({ error }, `${NAME} cannot be read: set the passwords of the notices' channels again`);
  }
  let writing: Promise<void> = Promise.resolve();
  return {
    of: (channel) => kept.get(channel) ?? NONE,
    set(channel, secrets) {
      const write = async () => {
        const next = new Map(kept);
        if (secrets) next.set(channel, secrets);
        else next.delete(channel);
        await writeFileDurably(path, `${JSON.stringify(Object.fromEntries(next))}\n`, MODE);
        kept = next;
      };
      const written = writing.then(write);
      writing = written.catch(() => undefined);
      return written;
    },
  };
}
