// `npm start`: builds what changed and serves. `--port 8001 --host 0.0.0.0 --data /elsewhere` win over the environment.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { buildAll } from "./build/build-all.ts";

const USAGE = `npm start -- [--port 8000] [--host 127.0.0.1] [--data ./data] [--tls-cert file --tls-key file]
Everything else is set by environment variables; see the table in README.md.`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  help: { type: "boolean" },
} as const;

const VARIABLES = {
  port: "PORT",
  host: "HOST",
  data: "DAVY_DATA",
  "tls-cert": "DAVY_TLS_CERT",
  "tls-key": "DAVY_TLS_KEY",
} as const;

function readFlags() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    return process.exit(1);
  }
}

const flags = readFlags();
if (flags.help) {
  console.log(USAGE);
  process.exit(0);
}
for (const [flag, variable] of Object.entries(VARIABLES)) {
  const given = flags[flag as keyof typeof VARIABLES];
  // A path on the command line is relative to where the user stands.
  const isPath = flag !== "port" && flag !== "host";
  if (given !== undefined)
    process.env[variable] = isPath ? resolve(process.env["INIT_CWD"] ?? ".", given) : given;
}
const started = performance.now();
await buildAll({ report: console.log });
await import(pathToFileURL(resolve("dist/server/main.js")).href);
if (process.env["DAVY_LOG"] === "debug") console.log(`Up in ${Math.round(performance.now() - started)} ms.`);
