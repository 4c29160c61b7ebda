import { rm } from "node:fs/promises";
import { openTestArchive } from "../../../../helpers/open-archive.ts";
import { temporaryFolder } from "../../../../helpers/temporary-folder.ts";
import { describeArchive } from "../../archive-contract.ts";

async function create() {
  const folder = await temporaryFolder("archive");
  return {
    open: (terms: object) => openTestArchive(folder, terms),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

describeArchive("the archive in its worker", create);
