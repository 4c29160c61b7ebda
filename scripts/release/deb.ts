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

/** What lies in scripts/release/debian, and where it goes; scripts of the package go into DEBIAN/. */
const FILES: readonly (readonly [file: string, place: string, mode: number])[] = [
  ["davy.service", "usr/lib/systemd/system/davy.service", 0o644],
  ["davy-backup.service", "usr/lib/systemd/system/davy-backup.service", 0o644],
  ["davy-backup.timer", "usr/lib/systemd/system/davy-backup.timer", 0o644],
  ["davy.default", "etc/default/davy", 0o644],
  ["davy.sh", "usr/bin/davy", 0o755],
  ["copyright", "usr/share/doc/davy/copyright", 0o644],
  ["conffiles", "DEBIAN/conffiles", 0o644],
  ["preinst", "DEBIAN/preinst", 0o755],
  ["postinst", "DEBIAN/postinst", 0o755],
  ["prerm", "DEBIAN/prerm", 0o755],
  ["postrm", "DEBIAN/postrm", 0o755],
];
const SOURCES = "scripts/release/debian";

interface DebWish {
  /** The folder of the release. */
  readonly folder: string;
  readonly out: string;
  readonly version: string;
}

function kilobytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
    statSync(join(folder, name)),
  );
  return Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / 1024);
}

/** Makes the package with dpkg-deb; answers its path. */
export function makeDeb({ folder, out, version }: DebWish): string {
  const tree = join(out, "deb");
  rmSync(tree, { recursive: true, force: true });
  cpSync(folder, join(tree, "usr/lib/davy"), { recursive: true });
  for (const [file, place, mode] of FILES) {
    const target = join(tree, place);
    mkdirSync(join(target, ".."), { recursive: true });
    cpSync(join(SOURCES, file), target);
    chmodSync(target, mode);
  }
  const control = readFileSync(join(SOURCES, "control"), "utf8")
    .replace("@VERSION@", version)
    .replace("@SIZE@", String(kilobytesOf(join(tree, "usr"))));
  writeFileSync(join(tree, "DEBIAN/control"), control);
  const deb = join(out, `davy_${version}_all.deb`);
  execFileSync("dpkg-deb", ["--build", "--root-owner-group", tree, deb], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return deb;
}
