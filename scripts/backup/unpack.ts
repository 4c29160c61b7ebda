import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";

/** What came out of an archive. */
export interface Unpacked {
  readonly files: number;
  readonly bytes: number;
}

/** Where a name leads within the folder; names that lead out of it are refused. */
function pathWithin(folder: string, name: string): string {
  const path = join(folder, normalize(name));
  if (!path.startsWith(folder + sep)) throw new Error(`The archive has a file outside of it: ${name}`);
  return path;
}

type Entry = AsyncIterable<unknown> & { readonly header: { readonly name: string } };

async function writeEntry(entry: Entry, folder: string): Promise<void> {
  const path = pathWithin(folder, entry.header.name);
  await mkdir(dirname(path), { recursive: true });
  // `wx`: an archive that names a file twice is not one of ours; `flush`: a copy must survive a power cut.
  await pipeline(entry, createWriteStream(path, { flags: "wx", mode: 0o600, flush: true }));
}

/** Unpacks a tar stream into a folder, durably. Rejects when the stream ends too early. */
export async function unpack(body: AsyncIterable<Uint8Array>, folder: string): Promise<Unpacked> {
  const archive = extract();
  const fed = pipeline(Readable.from(body), archive);
  // Reported by whoever awaits it below; until then the loop may see the failure first.
  fed.catch(() => undefined);
  let files = 0;
  let bytes = 0;
  for await (const entry of archive) {
    await writeEntry(entry, folder);
    files += 1;
    bytes += entry.header.size ?? 0;
  }
  await fed;
  return { files, bytes };
}
