// Built into dist/server/start.js: takes the flags of `npm start` and serves. `--port 8001 --host 0.0.0.0 --data /elsewhere` win over the environment.

import { resolve } from "node:path";
import { commandName, isRelease } from "../shared/ground/command-name.ts";
import { parseFlags } from "./parse-flags.ts";

const USAGE = `${commandName("start", "[--port 8000] [--host 127.0.0.1] [--data ./data] [--https-port 8443] [--tls-cert file --tls-key file]")}
Everything else is set by environment variables; see the table in ${isRelease ? "MANUAL.md" : "README.md"}.`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  "https-port": { type: "string" },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  help: { type: "boolean" },
} as const;

const VARIABLES = {
  port: "PORT",
  host: "HOST",
  data: "DAVY_DATA",
  "https-port": "DAVY_HTTPS_PORT",
  "tls-cert": "DAVY_TLS_CERT",
  "tls-key": "DAVY_TLS_KEY",
} as const;

const { values: flags } = parseFlags({ options: OPTIONS, allowPositionals: false }, USAGE);
const here = process.env["INIT_CWD"] ?? ".";
for (const [flag, variable] of Object.entries(VARIABLES)) {
  const given = flags[flag as keyof typeof VARIABLES] ?? process.env[variable];
  if (given === undefined || given === "") continue;
  // A path is relative to where the user stands, not to the project.
  const isPath = flag === "data" || flag.startsWith("tls-");
  process.env[variable] = isPath ? resolve(here, given) : given;
}
const started = performance.now();
await import("../server/main.ts");
if (process.env["DAVY_LOG"] === "debug") console.log(`Up in ${Math.round(performance.now() - started)} ms.`);
