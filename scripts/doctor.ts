// `npm run doctor [-- --data ./data]`: looks at everything that keeps a server from working, each with a sentence and what to do. Reads
// the same settings as the server. Ends with code 1 when something is wrong.

import { resolve } from "node:path";
import { readConfig } from "../server/config.ts";
import { commandName } from "../shared/ground/command-name.ts";
import { checkCertificate } from "./doctor/certificate.ts";
import { checkClock, checkTimeZone } from "./doctor/clock.ts";
import type { Finding } from "./doctor/finding.ts";
import { checkBackup, checkFolder, checkSpace } from "./doctor/folder.ts";
import { checkNode } from "./doctor/node.ts";
import { checkServer } from "./doctor/server.ts";
import { parseFlags } from "./parse-flags.ts";

const USAGE = `${commandName("doctor", "[--data ./data]")}
Looks at Node, clock, disk, permissions, port, certificate, time zone, last backup, lock, health and access.`;
const MARKS = { ok: "  ok  ", look: " look ", bad: " BAD  " } as const;

const { values } = parseFlags({ options: { data: { type: "string" }, help: { type: "boolean" } } }, USAGE);

async function examine(): Promise<Finding[]> {
  const config = readConfig(process.env);
  const here = process.env["INIT_CWD"] ?? ".";
  const folder = values.data ? resolve(here, values.data) : resolve(config.dataFolder);
  const now = Date.now();
  return [
    checkNode({ version: process.version, path: process.execPath }),
    await checkFolder(folder),
    await checkSpace(folder),
    await checkClock(folder, now),
    checkTimeZone(config.timeZone),
    await checkCertificate({ config, folder, now }),
    ...(await checkServer(folder, config)),
    await checkBackup(folder, now),
  ];
}

try {
  const findings = await examine();
  for (const { what, state, says, todo } of findings) {
    console.log(
      `${MARKS[state]} ${what.padEnd(12)} ${says}${todo === undefined ? "" : `\n${" ".repeat(20)}→ ${todo}`}`,
    );
  }
  if (findings.some(({ state }) => state === "bad")) process.exitCode = 1;
} catch (error) {
  // Settings that the server would refuse as well.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
