// The bundle's files beside themselves as they are sent: brotli where the browser takes it, gzip over plain HTTP. Done once
// here, at the best quality, it costs a server in a shaft nothing.

import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  // Brotli's own default is its best quality.
  const [small, plain] = await Promise.all([toBrotli(bytes), toGzip(bytes, { level: 9 })]);
  await Promise.all([writeFile(`${path}.br`, small), writeFile(`${path}.gz`, plain)]);
}

/** Writes `<name>.br` and `<name>.gz` for every script in a folder. */
export async function compressAssets(folder: string): Promise<void> {
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  await Promise.all(scripts.map((name) => compressFile(join(folder, name))));
}
