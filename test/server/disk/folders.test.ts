import { execFileSync } from "node:child_process";
import { mkdir, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "../../../server/disk/folders.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder("folders");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("makeFolder", () => {
  it("makes a folder with all those above it, and lets one that is there be", async () => {
    const deep = join(folder, "a/b/c");
    await makeFolder(deep);
    await writeFile(join(deep, "kept"), "");
    await makeFolder(deep);
    expect(await readdir(deep)).toEqual(["kept"]);
  });

  it("takes a link to a folder as one", async () => {
    await mkdir(join(folder, "disk"));
    await symlink(join(folder, "disk"), join(folder, "data"));
    await makeFolder(join(folder, "data/journal"));
    expect((await stat(join(folder, "disk/journal"))).isDirectory()).toBe(true);
  });

  it("has two make the same folder at the same moment", async () => {
    const same = Array.from({ length: 8 }, () => makeFolder(join(folder, "a/b/c")));
    await expect(Promise.all(same)).resolves.toHaveLength(8);
  });

  it("rejects where a file stands in the way, and makes nothing beside it", async () => {
    await writeFile(join(folder, "file"), "");
    execFileSync("mkfifo", [join(folder, "fifo")]);
    await symlink(join(folder, "nowhere"), join(folder, "dangling"));
    await symlink(join(folder, "loop"), join(folder, "loop"));
    for (const [name, inTheWay] of [
      ["file", "file"],
      ["file/below", "file"],
      ["file/below/deeper", "file"],
      ["fifo", "fifo"],
      ["dangling", "dangling"],
      ["dangling/below", "dangling"],
      ["loop", "loop"],
      ["loop/below", "loop"],
    ] as const)
      await expect(makeFolder(join(folder, name)), name).rejects.toMatchObject({
        code: "EEXIST",
        message: `${join(folder, inTheWay)} must be a folder, and is none. Move it away, then start again.`,
      });
    await expect(makeFolder(join(folder, "x".repeat(300)))).rejects.toMatchObject({ code: "ENAMETOOLONG" });
    expect((await readdir(folder)).toSorted()).toEqual(["dangling", "fifo", "file", "loop"]);
  });

  // Node's own way of making all folders of a path asks for ever there.
  it.runIf(process.platform === "linux")(
    "rejects where the system takes no folders, as below /proc",
    async () => {
      await expect(makeFolder("/proc/davy")).rejects.toMatchObject({
        code: "ENOENT",
        message: "/proc/davy cannot be made: the system takes no folders there. Choose another.",
      });
      await expect(makeFolder("/proc/davy/data")).rejects.toMatchObject({ code: "ENOENT" });
    },
  );
});
