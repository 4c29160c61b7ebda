// The Debian package of a release: the folder under /usr/lib/davy, a systemd unit with a user of its own, the `davy` command.

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { bringShippedNode, type Machine } from "../node-binary.ts";

/** What lies in scripts/release/debian, and where it goes; scripts of the package go into DEBIAN/. */
const FILES: readonly (readonly [file: string, place: string, mode: number])[] = [
  ["davy.service", "usr/lib/systemd/system/davy.service", 0o644],
  ["davy-backup.service", "usr/lib/systemd/system/davy-backup.service", 0o644],
  ["davy-backup.timer", "usr/lib/systemd/system/davy-backup.timer", 0o644],
  ["davy.default", "etc/default/davy", 0o644],
  ["davy.sh", "usr/bin/davy", 0o755],
  ["launch", "usr/lib/davy/launch", 0o755],
  ["copyright", "usr/share/doc/davy/copyright", 0o644],
  ["conffiles", "DEBIAN/conffiles", 0o644],
  ["postinst", "DEBIAN/postinst", 0o755],
  ["prerm", "DEBIAN/prerm", 0o755],
  ["postrm", "DEBIAN/postrm", 0o755],
];
/** How hard it is pressed, as xz counts. More presses Node from 34 MB to 30 in three times the time. */
const PRESSURE = 2;
const SOURCES = "scripts/release/debian";

/** Looks for the machine's Node; a package that brings its own needs none. */
const PREINST = ["preinst", "DEBIAN/preinst", 0o755] as const;

/** What the Node that is brought was linked against. */
const NEEDS_WITH_NODE = "Depends: adduser, libc6 (>= 2.28), libstdc++6 (>= 8)";
const NEEDS_WITHOUT = "Depends: adduser\nRecommends: nodejs (>= 20.19)";

interface DebWish {
  /** The folder of the release. */
  readonly folder: string;
  readonly out: string;
  readonly version: string;
  /** Brings the current LTS of Node for this machine; without it the package is for all machines, and needs theirs. */
  readonly nodeFor?: Machine | undefined;
  /** How hard it is pressed, where nobody has to download it. */
  readonly pressure?: number;
}

function kilobytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
    statSync(join(folder, name)),
  );
  return Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / 1024);
}

function layFile(tree: string, [file, place, mode]: (typeof FILES)[number]): void {
  const target = join(tree, place);
  mkdirSync(join(target, ".."), { recursive: true });
  cpSync(join(SOURCES, file), target);
  chmodSync(target, mode);
}

function layNode(tree: string, machine: Machine): void {
  const brought = bringShippedNode(machine);
  const folder = join(tree, "usr/lib/davy/node");
  mkdirSync(folder);
  cpSync(join(brought, "bin/node"), join(folder, "node"));
  cpSync(join(brought, "LICENSE"), join(folder, "LICENSE"));
}

/** Makes the package with dpkg-deb; answers its path. */
export function makeDeb({ folder, out, version, nodeFor, pressure = PRESSURE }: DebWish): string {
  const tree = join(out, "deb");
  rmSync(tree, { recursive: true, force: true });
  cpSync(folder, join(tree, "usr/lib/davy"), { recursive: true });
  for (const file of FILES) layFile(tree, file);
  if (nodeFor) layNode(tree, nodeFor);
  else layFile(tree, PREINST);
  const machine = nodeFor ?? "all";
  const control = readFileSync(join(SOURCES, "control"), "utf8")
    .replace("@VERSION@", version)
    .replace("@MACHINE@", machine)
    .replace("@NEEDS@", nodeFor ? NEEDS_WITH_NODE : NEEDS_WITHOUT)
    .replace("@SIZE@", String(kilobytesOf(join(tree, "usr"))));
  writeFileSync(join(tree, "DEBIAN/control"), control);
  const deb = join(out, `davy_${version}_${machine}.deb`);
  execFileSync("dpkg-deb", ["-Zxz", `-z${pressure}`, "--root-owner-group", "--build", tree, deb], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return deb;
}
