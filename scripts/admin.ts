// `npm run admin -- <name> [--data ./data]`: makes an admin, or gives one a new password. A running server is told to over HTTP, by
// the key that it has laid into its data folder; without one, the server is started on the folder for as long as it takes.

import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { newCode } from "../server/access/access.ts";
import { commandName } from "../shared/ground/command-name.ts";
import { ACCESS_PATHS, type PeopleAnswer } from "../shared/wire/access.ts";
import { type Asked, withServer } from "./running-server.ts";

const USAGE = `${commandName("admin", "<name> [--data ./data]")}
Makes <name> an admin and prints a new password, also for one who has forgotten theirs. Whoever may read the data folder may
run it, while the server runs or not.`;

/** Four groups of four letters, 69 bits: to be typed once and changed in the app. */
function newPassword(): string {
  const letters = `${newCode(randomBytes)}${newCode(randomBytes)}`.toLowerCase();
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

async function ask(
  { url, headers }: Asked,
  path: string,
  change?: { method: string; body: object },
): Promise<unknown> {
  const init = change ? { method: change.method, body: JSON.stringify(change.body), headers } : { headers };
  const answer = await fetch(url + path, init);
  const body = (await answer.json()) as { error?: string };
  if (!answer.ok)
    throw new Error(`The server refused (${answer.status}): ${body.error ?? "no reason given"}`);
  return body;
}

async function makeAdmin(server: Asked, name: string): Promise<void> {
  const password = newPassword();
  const { people } = (await ask(server, ACCESS_PATHS.people)) as PeopleAnswer;
  const known = people.find((person) => person.name.toLowerCase() === name.toLowerCase());
  const change = known
    ? { path: `${ACCESS_PATHS.people}/${known.id}`, method: "PATCH", body: { role: "admin", password } }
    : { path: ACCESS_PATHS.people, method: "POST", body: { name, role: "admin", password } };
  await ask(server, change.path, change);
  console.log(`${known ? "A new password" : "A new admin"}: ${known?.name ?? name}`);
  console.log(`Password: ${password}`);
  console.log("Change it in the app after the first sign-in. All devices of this name are signed out.");
}

const { values, positionals } = parseArgs({
  options: { data: { type: "string" }, help: { type: "boolean" } },
  allowPositionals: true,
});
const [name = ""] = positionals;
const here = process.env["INIT_CWD"] ?? ".";
if (values.help || name.trim() === "" || positionals.length !== 1) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}
const folder = resolve(values.data ? resolve(here, values.data) : (process.env["DAVY_DATA"] ?? "data"));
try {
  await withServer({ url: undefined, folder }, (server) => makeAdmin(server, name.trim()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
