// The real server in this process, on a free port and a folder of its own.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readConfig } from "../../server/config.ts";
import { type Davy, type DavyOptions, startDavy } from "../../server/davy.ts";
import { type RecordedReport, recordReport } from "./record-report.ts";

/** A server under test. `stop` also removes its folder unless it was given from outside. */
export interface TestDavy extends Davy {
  readonly folder: string;
  readonly report: RecordedReport;
  stop(): Promise<void>;
}

/** Overrides for a server under test: environment variables of server/config.ts, and any of the server's seams. */
export interface TestDavyOptions
  extends Partial<
    Pick<
      DavyOptions,
      | "kinds"
      | "passwordCost"
      | "now"
      | "mono"
      | "random"
      | "build"
      | "appFolder"
      | "workerUrl"
      | "onEnd"
      | "lostGraceMs"
      | "lookUpPush"
    >
  > {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

const DIST = resolve(import.meta.dirname, "../../dist");

/** What is safe is pinned in test/server/access/passwords.test.ts. */
const QUICK_PASSWORDS = { N: 16, r: 1, p: 1 };

/** Starts a server as `npm start` would, but for port, folder and the given overrides. Needs the built archive worker. */
export async function startTestDavy({
  env,
  folder: given,
  ...seams
}: TestDavyOptions = {}): Promise<TestDavy> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), "davy-")));
  const report = recordReport();
  const davy = await startDavy({
    config: readConfig({ PORT: "0", DAVY_DATA: folder, ...env }),
    report,
    now: Date.now,
    mono: seams.now ?? (() => performance.now()),
    random: Math.random,
    pid: process.pid,
    build: "test-build",
    version: "0.0.0",
    passwordCost: QUICK_PASSWORDS,
    appFolder: join(DIST, "pwa"),
    workerUrl: pathToFileURL(join(DIST, "server", "archive-worker.js")),
    ...seams,
  });
  const stop = async () => {
    await davy.close();
    if (given === undefined) await rm(folder, { recursive: true, force: true });
  };
  return { ...davy, folder, report, stop };
}
