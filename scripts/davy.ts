// The `davy` command of a release: what the npm scripts of a checkout do for whoever runs a server.

import { commandName } from "../shared/ground/command-name.ts";

const COMMANDS: Readonly<Record<string, { readonly does: string; readonly run: () => Promise<unknown> }>> = {
  start: { does: "serves", run: () => import("./serve.ts") },
  backup: { does: "copies the data folder of a running or stopped server", run: () => import("./backup.ts") },
  doctor: { does: "looks at everything that keeps a server from working", run: () => import("./doctor.ts") },
  import: { does: "takes over the original application's database", run: () => import("./import.ts") },
  replay: { does: "takes up again what the archive could not take in", run: () => import("./replay.ts") },
  admin: { does: "makes an admin, or gives one a new password", run: () => import("./admin.ts") },
  clock: { does: "confirms that this machine's clock is right", run: () => import("./clock.ts") },
  sql: { does: "asks the files of the data folder in SQL", run: () => import("./sql.ts") },
};

const USAGE = Object.entries(COMMANDS)
  .map(([name, { does }]) => `  ${commandName(name).padEnd(14)} ${does}`)
  .join("\n");

const [name = "help", ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
process.argv = [process.argv[0] ?? "node", name, ...args];
if (command) await command.run();
else {
  const isHelp = ["help", "--help", "-h"].includes(name);
  console.log(
    `${isHelp ? "" : `There is no command "${name}".\n`}davy <command>, with --help for more:\n${USAGE}`,
  );
  process.exitCode = isHelp ? 0 : 1;
}
