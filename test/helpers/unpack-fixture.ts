import { execFileSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A data folder as an earlier version left it, unpacked into a folder of its own; whoever asks removes it. */
export async function unpackFixture(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "davy-fixture-"));
  execFileSync("tar", ["-xf", resolve(import.meta.dirname, "../fixtures", name), "-C", folder]);
  return folder;
}
