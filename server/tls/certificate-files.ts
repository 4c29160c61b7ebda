// The folder of certificates within the data folder: what an own root and its leaf are kept in, for the server's user alone.

import { createPrivateKey, X509Certificate } from "node:crypto";
import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../disk/folders.ts";
import { ignoreMissing } from "../disk/ignore.ts";
import { writeFileDurably } from "../disk/write-file.ts";
import { normalName } from "./names.ts";
import type { Pair } from "./tls.ts";

const FOLDER = "tls";
const OWNER_ALONE = 0o600;
const FOLDER_OF_OWNER = 0o700;
const BLOCK = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----\n?/g;
/** Programs pass over what stands before the first block of a PEM file. */
const DOMAINS_LINE = /^Domains:(.*)$/m;

/** A root as it is kept: with the domains that it may vouch for beside the local ones. */
export interface KeptRoot extends Pair {
  readonly domains: readonly string[];
}

/** The files; each reading rejects with what is wrong with one that cannot be used. */
export interface CertificateFiles {
  /** Where the files are, for sentences. */
  readonly folder: string;
  readRoot(): Promise<KeptRoot | undefined>;
  writeRoot(root: KeptRoot): Promise<void>;
  readLeaf(): Promise<Pair | undefined>;
  writeLeaf(leaf: Pair): Promise<void>;
  /** Names that an admin has added. */
  readNames(): Promise<readonly string[]>;
  writeNames(names: readonly string[]): Promise<void>;
}

/** The pair in a PEM file's text. Throws when it is none, or when certificate and key do not belong together. */
function pairIn(text: string): Pair {
  const blocks = [...text.matchAll(BLOCK)].map(([block, kind]) => ({ block, isKey: kind?.endsWith("KEY") }));
  const cert = blocks.flatMap(({ block, isKey }) => (isKey ? [] : [block])).join("");
  const key = blocks.find(({ isKey }) => isKey)?.block ?? "";
  return checkedPair({ cert, key });
}

/** A pair whose key belongs to its first certificate. Throws with the reason for another. */
export function checkedPair(pair: Pair): Pair {
  const certificate = new X509Certificate(pair.cert);
  if (!certificate.checkPrivateKey(createPrivateKey(pair.key)))
    throw new Error("The key is another certificate's.");
  return pair;
}

function parseNames(text: string | undefined): readonly string[] {
  const parsed: unknown = JSON.parse(text ?? "[]");
  if (!Array.isArray(parsed)) throw new Error("It is no list of names.");
  return parsed.flatMap((name) => (typeof name === "string" ? (normalName(name) ?? []) : []));
}

async function readWith<T>(path: string, parse: (text: string) => T): Promise<T | undefined> {
  const text = await readFile(path, "utf8").catch(ignoreMissing);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${path} cannot be used: ${reason}`, { cause });
  }
}

/** The files within a data folder. Nothing is made before something is written. */
export function certificateFiles(dataFolder: string): CertificateFiles {
  const folder = join(dataFolder, FOLDER);
  const root = join(folder, "root.pem");
  const leaf = join(folder, "server.pem");
  const names = join(folder, "names.json");
  const write = async (path: string, text: string) => {
    await makeFolder(folder);
    await chmod(folder, FOLDER_OF_OWNER);
    await writeFileDurably(path, text, OWNER_ALONE);
  };
  return {
    folder,
    readRoot: () =>
      readWith(root, (text) => ({
        ...pairIn(text),
        domains: (DOMAINS_LINE.exec(text)?.[1] ?? "").split(",").flatMap((name) => normalName(name) ?? []),
      })),
    writeRoot: ({ cert, key, domains }) => write(root, `Domains: ${domains.join(", ")}\n${cert}${key}`),
    readLeaf: () => readWith(leaf, pairIn),
    writeLeaf: ({ cert, key }) => write(leaf, cert + key),
    readNames: async () => (await readWith(names, parseNames)) ?? [],
    writeNames: (list) => write(names, `${JSON.stringify(list)}\n`),
  };
}
