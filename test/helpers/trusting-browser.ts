// The whole Chromium, as a device that was told to trust a root: the headless shell asks no store of certificates.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { describe } from "vitest";

/** The whole Chromium of this machine. */
export const WHOLE = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

function hasCertutil(): boolean {
  try {
    execFileSync("certutil", ["--version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // It knows no such flag, which it says by a code; where there is none, nothing ran.
    return error instanceof Error && "status" in error && error.status !== null;
  }
}

/** As `describe`, but skipped where there is no whole Chromium, or no certutil (libnss3-tools). In CI there is both. */
export const describeTrusting: ReturnType<typeof describe.skipIf> = describe.skipIf(
  process.env["CI"] !== "true" && (WHOLE === undefined || !hasCertutil()),
);

/** What a device is given: a folder for all that it keeps, the root that it trusts, and where names lead to. */
interface Device {
  readonly folder: string;
  readonly rootPem?: string;
  /** Rules as Chromium takes them: `MAP davy.local 127.0.0.1`. */
  readonly hosts?: readonly string[];
  /** What is run instead of Chromium itself. */
  readonly program?: string;
}

/** Starts a browser with a home of its own, in whose store the root is, if one is given. */
export async function launchTrusting({
  folder,
  rootPem,
  hosts = [],
  program,
}: Device): Promise<BrowserContext> {
  const store = join(folder, ".pki", "nssdb");
  mkdirSync(store, { recursive: true });
  const certutil = (...args: string[]) => execFileSync("certutil", ["-d", `sql:${store}`, ...args]);
  certutil("-N", "--empty-password");
  if (rootPem !== undefined) {
    await writeFile(join(folder, "root.pem"), rootPem);
    certutil("-A", "-t", "C,,", "-n", "davy", "-i", join(folder, "root.pem"));
  }
  return chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: program ?? WHOLE ?? "chromium",
    env: { ...process.env, HOME: folder },
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", `--host-resolver-rules=${hosts.join(", ")}`],
  });
}
