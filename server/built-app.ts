// The built app as it lies on the disk: whether it is whole, and its files that change with the server's path.

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { rebase } from "./http/guards/base-path.ts";
import type { Report } from "./report.ts";

/** The files of the app in which addresses stand; scripts ask the document, and the worker goes by its own address. */
const NAMING_ADDRESSES = ["/index.html", "/manifest.webmanifest"];

/** What cannot be read is as good as missing, and told of as such. */
function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/** Their texts for a server with a path of its own, by the app's path of each that there is; none where the path is `/`. */
async function readRebased(appFolder: string, basePath: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (basePath === "/") return texts;
  for (const file of NAMING_ADDRESSES) {
    const text = await readText(join(appFolder, file));
    if (text !== undefined) texts.set(file, rebase(text, basePath));
  }
  return texts;
}

/** By the address of a view, what its build says that it needs first; written by the build. */
const FIRST_PARTS = "first-parts.json";

const firstPartsForm = z.record(z.string(), z.array(z.string()));

/** What cannot be read names none: views ask for their files all the same, only later. */
function parseFirstParts(text = "{}"): z.infer<typeof firstPartsForm> {
  try {
    return firstPartsForm.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** What names the files that a view needs first, for the head of its document's answer, by the view's address. */
async function readFirstParts(appFolder: string, basePath: string): Promise<ReadonlyMap<string, string>> {
  const told = parseFirstParts(await readText(join(appFolder, FIRST_PARTS)));
  const link = (name: string) => `<${basePath}assets/${name}>; rel=modulepreload`;
  return new Map(Object.entries(told).map(([address, names]) => [address, names.map(link).join(", ")]));
}

/** What the worker says of each file that it keeps; its build has put it there. */
const LISTED = /"url":"([^"]+)"/g;

/** What is wrong with it, in words: a copy of a release may have come without some of it. */
async function findProblems(appFolder: string): Promise<readonly string[]> {
  const worker = (await readText(join(appFolder, "sw.js"))) ?? "";
  const listed = Array.from(worker.matchAll(LISTED), ([, url = ""]) => url);
  const files = [...new Set(["index.html", "sw.js", ...listed])];
  const isLacking = async (file: string) =>
    !(await stat(join(appFolder, file)).catch(() => undefined))?.isFile();
  const lacking = await Promise.all(files.map(isLacking));
  const first = files.find((_, index) => lacking[index]);
  if (first === undefined) return [];
  const count = lacking.filter(Boolean).length;
  return [
    `The app is not whole, so that screens may show nothing: ${join(appFolder, first)} is missing${count > 1 ? `, and ${count - 1} more` : ""}. Readings are taken; bring all files of the release again and restart Davy`,
  ];
}

interface AppOptions {
  /** Where it was built to. */
  readonly appFolder: string;
  readonly basePath: string;
  readonly report: Report;
}

/** The app as the server shows it. Tells the report of what is missing; readings are taken all the same. */
export async function readBuiltApp({ appFolder, basePath, report }: AppOptions) {
  const appProblems = await findProblems(appFolder);
  for (const problem of appProblems) report.warn({}, problem);
  const [rebased, firstParts] = await Promise.all([
    readRebased(appFolder, basePath),
    readFirstParts(appFolder, basePath),
  ]);
  return { appFolder, appProblems, rebased, firstParts };
}
