import { createWriteStream, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { pack } from "tar-stream";

/** One moment for all files: the same sources make the same archive. */
const MTIME = new Date("2026-01-01T00:00:00Z");

/** Packs a folder, under its own name, into a tar.gz. */
export async function packFolder(folder: string, archive: string): Promise<void> {
  const tar = pack();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
  for (const path of files) {
    const name = [basename(folder), ...relative(folder, path).split(sep)].join("/");
    const mode = statSync(path).mode & 0o111 ? 0o755 : 0o644;
    tar.entry({ name, mode, mtime: MTIME }, readFileSync(path));
  }
  tar.finalize();
  await pipeline(tar, createGzip({ level: constants.Z_BEST_COMPRESSION }), createWriteStream(archive));
}
