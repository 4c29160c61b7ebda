// Processes that start at the same moment on one folder: one of them must have it, never two.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockFolder } from "../../../server/log/lock.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

interface Answer {
  readonly got: boolean;
  readonly reason?: string;
}

const CONTENDERS = 3;
const ROUNDS = 25;
/** No process has this id: it is beyond the greatest that Linux gives out. */
const DEAD = { pid: 2 ** 22 + 1, started: "1", since: "2026-11-23T12:00:00.000Z" };

let folder: string;
let contenders: ChildProcess[] = [];

beforeEach(async () => {
  folder = await temporaryFolder("lock");
});
afterEach(async () => {
  for (const child of contenders) child.kill();
  contenders = [];
  await rm(folder, { recursive: true, force: true });
});

async function startContenders(): Promise<void> {
  const outfile = join(folder, "contender.mjs");
  const entryPoints = [join(import.meta.dirname, "lock-contender.ts")];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm" });
  contenders = Array.from({ length: CONTENDERS }, () => fork(outfile));
}

/** What the contenders are answered on one folder, all at the same moment. */
function contend(data: string): Promise<Answer[]> {
  const at = Date.now() + 10;
  return Promise.all(
    contenders.map(async (child) => {
      child.send({ folder: data, at });
      const [answer] = (await once(child, "message")) as [Answer];
      return answer;
    }),
  );
}

/** A data folder with the given files in it. */
async function folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const data = join(folder, name);
  await mkdir(data);
  for (const [file, text] of Object.entries(files)) await writeFile(join(data, file), text);
  return data;
}

it.each([
  ["without a lock", {}],
  ["with the lock of a dead process", { "davy.lock": JSON.stringify(DEAD) }],
  [
    "with the locks of two dead processes, the second of which died when it took over",
    { "davy.lock": JSON.stringify(DEAD), "davy.lock.next": JSON.stringify(DEAD) },
  ],
])("gives a folder %s to exactly one of the processes that start at the same moment", async (_, files) => {
  await startContenders();
  for (let round = 0; round < ROUNDS; round += 1) {
    const data = await folderWith(`data-${round}`, files);
    const answers = await contend(data);
    expect(answers.filter(({ got }) => got)).toHaveLength(1);
    for (const { got, reason } of answers) if (!got) expect(reason).toMatch(/Another Davy uses/);
    const winner = contenders[answers.findIndex(({ got }) => got)];
    expect(JSON.parse(await readFile(join(data, "davy.lock"), "utf8"))).toMatchObject({ pid: winner?.pid });
    expect(await readdir(data)).toEqual(["davy.lock"]);
  }
});

it("takes a lock that a crash left half-written, and leaves nothing behind when it is released", async () => {
  const data = await folderWith("data", { "davy.lock": '{"pid":' });
  const lock = await lockFolder(data, { pid: process.pid, now: Date.now });
  await lock.announce("http://127.0.0.1:8000");
  expect(JSON.parse(await readFile(join(data, "davy.lock"), "utf8"))).toMatchObject({
    pid: process.pid,
    url: "http://127.0.0.1:8000",
  });
  await lock.release();
  expect(await readdir(data)).toEqual([]);
});
