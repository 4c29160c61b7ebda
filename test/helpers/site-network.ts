// A network of a site between this machine and a phone: two ends of a cable, one of them in a namespace of its own. Linux, as root.

import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Such a network. The server's end has `serverAddress`. */
export interface SiteNetwork {
  readonly serverAddress: string;
  /** Writes a program that runs another one at the phone's end; answers its path. */
  atPhone(command: string, folder: string): string;
  remove(): void;
}

const run = (command: string) => {
  const [program = "", ...args] = command.split(" ");
  return execFileSync(program, args, { stdio: ["ignore", "pipe", "pipe"] });
};

/** Lays the cable; undefined where that may not be done. `tag`: at most eight letters or digits that nobody else uses. */
export function laySiteNetwork(tag: string): SiteNetwork | undefined {
  const [space, ours, theirs] = [`davy-${tag}`, `dvs${tag}`, `dvp${tag}`];
  const removeSpace = () => run(`ip netns del ${space}`);
  // The cable by itself: with its namespace it would go a moment later, and until then have the name of the next one.
  const remove = () => {
    run(`ip link del ${ours}`);
    removeSpace();
  };
  try {
    run(`ip netns add ${space}`);
  } catch {
    // Not Linux, not root, or a machine that has no namespaces.
    return undefined;
  }
  try {
    run(`ip link add ${ours} type veth peer name ${theirs}`);
    run(`ip link set ${theirs} netns ${space}`);
    // No address but ours: one that comes by itself a second later is another network to a browser.
    run(`ip link set ${ours} addrgenmode none`);
    run(`ip netns exec ${space} ip link set ${theirs} addrgenmode none`);
    run(`ip addr add 192.168.77.1/24 dev ${ours}`);
    run(`ip link set ${ours} up`);
    run(`ip netns exec ${space} ip addr add 192.168.77.2/24 dev ${theirs}`);
    run(`ip netns exec ${space} ip link set ${theirs} up`);
    run(`ip netns exec ${space} ip link set lo up`);
  } catch {
    removeSpace();
    return undefined;
  }
  const atPhone = (command: string, folder: string) => {
    const path = join(folder, "at-phone");
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${space} ${command} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  };
  return { serverAddress: "192.168.77.1", atPhone, remove };
}
