// A screen resumes at a place of a log: a copy that may go on otherwise must not pass for the original.

import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { holdNoLogId, keepLogId } from "../../../server/data-folder/log-id.ts";
import { recordReport } from "../../helpers/record-report.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await temporaryFolder("log-id");
  folder = join(parent, "data");
  await mkdir(folder);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const idOf = (path: string, random = Math.random) => keepLogId(path, { random, report: recordReport() });

it("names a log once for all its starts, also when its folder is moved", async () => {
  const id = await idOf(folder);
  expect(id).toMatch(/^[0-9a-z]{8}$/);
  expect(await idOf(folder)).toBe(id);
  await rename(folder, join(parent, "moved"));
  expect(await idOf(join(parent, "moved"))).toBe(id);
});

it("has eight digits whatever the random number", async () => {
  expect(await idOf(folder, () => 0)).toBe("00000000");
  await rm(join(folder, "log.json"));
  expect(await idOf(folder, () => 0.999_999_999_999)).toMatch(/^[0-9a-z]{8}$/);
});

it("names a copied folder anew, and leaves the original its name", async () => {
  const id = await idOf(folder);
  await cp(folder, join(parent, "copy"), { recursive: true });
  const copied = await idOf(join(parent, "copy"));
  expect(copied).not.toBe(id);
  expect(await idOf(join(parent, "copy"))).toBe(copied);
  expect(await idOf(folder)).toBe(id);
});

it("names anew what a backup was unpacked over", async () => {
  const id = await idOf(folder);
  const { files } = await holdNoLogId();
  expect(files.map(({ path }) => path)).toEqual(["log.json"]);
  for (const { path, bytes, read } of files) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of read()) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    expect(content).toHaveLength(bytes);
    await writeFile(join(folder, path), content);
  }
  expect(await idOf(folder)).not.toBe(id);
});

it.each(["", "{", "null", '{"id":"short"}', '{"id":7}'])("names anew what says %j", async (text) => {
  await writeFile(join(folder, "log.json"), text);
  const id = await idOf(folder);
  expect(id).toMatch(/^[0-9a-z]{8}$/);
  expect(JSON.parse(await readFile(join(folder, "log.json"), "utf8"))).toMatchObject({ id });
});

it("goes on under a name that it cannot keep, and says so", async () => {
  const report = recordReport();
  const id = await keepLogId(join(parent, "nowhere"), { random: Math.random, report });
  expect(id).toMatch(/^[0-9a-z]{8}$/);
  expect(report.lines.map(({ level }) => level)).toEqual(["warn"]);
});
