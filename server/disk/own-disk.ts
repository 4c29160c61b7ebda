// Whether files are on a disk of this machine. There the system answers at once what it was just asked about, from its memory,
// even while the disk hangs; a server of files elsewhere may keep whoever asks waiting.

import { statfs } from "node:fs/promises";

/** The kinds of file systems on a machine's own disks, as statfs(2) numbers them. */
const OWN: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // btrfs
  0xf2f52010, // F2FS
  0x2fc12fc1, // ZFS
  0x01021994, // tmpfs
  0x794c7630, // overlayfs, of containers
]);

/** Whether a folder is on such a disk. False where that is not known. */
export async function isOnOwnDisk(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && OWN.has(found.type);
}
