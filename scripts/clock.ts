// `npm run clock -- confirm [--data ./data]`: an operator's word that this machine's clock is right.

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { confirmClock } from "../server/data-folder/clock-file.ts";
import { commandName } from "../shared/ground/command-name.ts";

const USAGE = `${commandName("clock", "confirm [--data ./data]")}
Says that this machine's clock is right. Davy deletes what is old again where it had doubts; where its own time is ahead, the
next start within a day goes by the machine's.`;

const { values, positionals } = parseArgs({
  options: { data: { type: "string" }, help: { type: "boolean" } },
  allowPositionals: true,
});
const here = process.env["INIT_CWD"] ?? ".";
if (values.help || positionals[0] !== "confirm" || positionals.length !== 1) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}
const folder = resolve(values.data ? resolve(here, values.data) : (process.env["DAVY_DATA"] ?? "data"));
try {
  const now = Date.now();
  await confirmClock(folder, now);
  console.log(`Noted in ${folder} that it is ${new Date(now).toISOString()}.`);
  console.log("A running Davy looks within the hour; where its time is ahead, restart it.");
} catch (error) {
  console.error(`Could not write into ${folder}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
