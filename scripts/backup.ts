// `npm run backup -- <folder> [--data ./data] [--url http://…]`: a consistent copy of the data folder. A running server
// gives it over HTTP; without one, the server is started on the data folder for as long as it takes.

import { existsSync, readdirSync } from "node:fs";
import { cp, rename, rm, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeFolder } from "../server/disk/folders.ts";
import { commandName } from "../shared/ground/command-name.ts";
import { PATHS } from "../shared/wire/api.ts";
import { noteBackup } from "./backup/last-backup.ts";
import { unpack } from "./backup/unpack.ts";
import { type Asked, withServer } from "./running-server.ts";

const USAGE = `${commandName("backup", "<folder> [--data ./data] [--url http://127.0.0.1:8000] [--certificates]")}
Copies the data folder of a running or stopped server; with --certificates the site's root and its key as well. To restore, start a server on the copy:
${commandName("start", "--data <folder>")}`;

/** The copy is complete under a name of its own before it gets its place: what is there is whole. */
async function backUp({ url, headers }: Asked, folder: string): Promise<void> {
  const answer = await fetch(url + PATHS.backup, { headers });
  if (!answer.ok || !answer.body) {
    const { error } = (await answer.json().catch(() => ({}))) as { error?: string };
    throw new Error(`The server refused (${answer.status}): ${error ?? "no reason given"}`);
  }
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await makeFolder(partial);
  const { files, bytes } = await unpack(answer.body, partial);
  if (existsSync(folder)) await rmdir(folder);
  await rename(partial, folder);
  console.log(`${files} files, ${(bytes / 1024 / 1024).toFixed(1)} MB, are in ${folder}.`);
  console.log(`To start a server on them: ${commandName("start", `--data ${folder}`)}`);
}

/** The server gives the root's key to nobody: whoever may read the folder copies it. */
async function copyCertificates(data: string, folder: string): Promise<void> {
  const from = join(data, "tls");
  if (values.url !== undefined || !existsSync(from))
    throw new Error(
      "There are no certificates beside this command: run it where the data folder is, without --url.",
    );
  await cp(from, join(folder, "tls"), { recursive: true, preserveTimestamps: true });
  console.log(
    "The certificates are there too, with the root's key: whoever has that copy can vouch for names of the site.",
  );
}

const { values, positionals } = parseArgs({
  options: {
    url: { type: "string" },
    data: { type: "string" },
    certificates: { type: "boolean" },
    help: { type: "boolean" },
  },
  allowPositionals: true,
});
const here = process.env["INIT_CWD"] ?? ".";
const [given] = positionals;
if (values.help || given === undefined) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}
const folder = resolve(here, given);
if (existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty. Choose a folder that is, or one that does not exist yet.`);
  process.exit(1);
}
try {
  const data = resolve(values.data ? resolve(here, values.data) : (process.env["DAVY_DATA"] ?? "data"));
  await withServer({ url: values.url, folder: data }, (server) => backUp(server, folder));
  // Of a server that was named by its address the folder is not known.
  if (values.url === undefined) await noteBackup(data, Date.now(), folder);
  if (values.certificates) await copyCertificates(data, folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
