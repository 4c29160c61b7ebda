import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { rebase } from "./http/guards/base-path.ts";

/** The files of the app in which addresses stand; scripts ask the document, and the worker goes by its own address. */
const NAMING_ADDRESSES = ["/index.html", "/manifest.webmanifest"];

/** Their texts for a server with a path of its own, by the app's path of each; none where the path is `/`. */
export async function readRebased(appFolder: string, basePath: string): Promise<ReadonlyMap<string, string>> {
  if (basePath === "/") return new Map();
  const read = async (file: string) =>
    [file, rebase(await readFile(join(appFolder, file), "utf8"), basePath)] as const;
  return new Map(await Promise.all(NAMING_ADDRESSES.map(read)));
}
