import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "./build-app.ts";
import { buildServer } from "./build-server.ts";
import { fingerprint } from "./fingerprint.mjs";

interface BuildOptions {
  readonly report: (line: string) => void;
  /** Where the result goes; `dist` unless a test builds beside it. */
  readonly outFolder?: string;
  /** Stands in for the fingerprint, so that a test can have two builds of the same sources. */
  readonly buildId?: string;
}

/** Builds server and app unless they are built from these very sources already. Answers the build id. */
export async function buildAll({
  report,
  outFolder = "dist",
  buildId = fingerprint(),
}: BuildOptions): Promise<string> {
  const marker = join(outFolder, "build-id");
  if (existsSync(marker) && readFileSync(marker, "utf8") === buildId) return buildId;
  const started = performance.now();
  mkdirSync(outFolder, { recursive: true });
  // What a build that fails half-way leaves must not pass for a finished one.
  rmSync(marker, { force: true });
  await Promise.all([buildServer(outFolder, buildId), buildApp(outFolder, buildId)]);
  writeFileSync(marker, buildId);
  report(`Built ${buildId} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return buildId;
}
