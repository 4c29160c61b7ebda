// `npm run replay [-- --data ./data] [--url http://…]`: takes up again what the archive could not take in. A running server is
// told to over HTTP; without one, the server is started on the data folder for as long as it takes.

import { resolve } from "node:path";
import { commandName } from "../shared/ground/command-name.ts";
import { PATHS, type TakenUpAnswer } from "../shared/wire/api.ts";
import { parseFlags } from "./parse-flags.ts";
import { type Asked, withServer } from "./running-server.ts";

const USAGE = `${commandName("replay", "[--data ./data] [--url http://127.0.0.1:8000]")}
Takes up again the entries in set-aside/ of the data folder, which the archive could not take in.`;

async function replay({ url, headers }: Asked): Promise<void> {
  const answer = await fetch(url + PATHS.setAside, { method: "POST", headers });
  const body = (await answer.json()) as TakenUpAnswer & { error?: string };
  if (!answer.ok)
    throw new Error(`The server refused (${answer.status}): ${body.error ?? "no reason given"}`);
  console.log(`${body.taken} entries were taken up, ${body.left} stay in set-aside/.`);
  for (const { seq, reason } of body.reasons) console.log(`  ${seq}: ${reason}`);
}

const { values } = parseFlags(
  { options: { url: { type: "string" }, data: { type: "string" }, help: { type: "boolean" } } },
  USAGE,
);
const here = process.env["INIT_CWD"] ?? ".";
const folder = resolve(values.data ? resolve(here, values.data) : (process.env["DAVY_DATA"] ?? "data"));
try {
  await withServer({ url: values.url, folder }, replay);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
