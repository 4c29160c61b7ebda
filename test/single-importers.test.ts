// Packages that one file alone knows: whoever changes or leaves one changes that file.

import { expect, it } from "vitest";
import { importsOf, sources } from "./helpers/source-files.ts";

/** Packages that one file alone may import. */
const SINGLE_IMPORTERS = [
  ...["echarts", "idb$", "pino$", "prom-client$", "tar-stream$", "csv-stringify", "hucre", "@peculiar/x509$"],
  ...["nodemailer$", "mqtt$", "openid-client$"],
].map((name) => new RegExp(`^${name}`));

it("lets one file alone import the packages that have one owner", () => {
  const importers = new Map<string, Set<string>>();
  for (const file of sources()) {
    for (const specifier of importsOf(file)) {
      const owned = SINGLE_IMPORTERS.find((candidate) => candidate.test(specifier));
      if (owned) importers.set(owned.source, (importers.get(owned.source) ?? new Set()).add(file));
    }
  }
  const shared = [...importers]
    .filter(([, files]) => files.size > 1)
    .map(([name, files]) => `${name}: ${[...files]}`);
  expect(shared).toEqual([]);
});
