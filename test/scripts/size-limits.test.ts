import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Metafile } from "esbuild";
import { expect, it } from "vitest";
import { SETTINGS_PAGES } from "../../pwa/src/ground/routes.ts";
import { bundlePage } from "../../scripts/build/build-app.ts";
import { firstParts } from "../../scripts/build/first-parts.ts";
import {
  chartFile,
  checkSizes,
  entryFiles,
  overviewFiles,
  SIZE_LIMITS,
} from "../../scripts/build/size-limits.ts";
import { VIEWS } from "../../shared/ground/view-paths.ts";

type Output = Metafile["outputs"][string];

const CODE = { "some/file.ts": { bytesInOutput: 1 } };

function output(over: Partial<Output>): Output {
  return { bytes: 1, inputs: CODE, imports: [], exports: [], ...over };
}

const importing = (path: string, kind: "import-statement" | "dynamic-import") => ({ path, kind });
const OUTPUTS = {
  "main.js": output({
    entryPoint: "pwa/src/main.ts",
    imports: [importing("a.js", "import-statement"), importing("graph.js", "dynamic-import")],
  }),
  "a.js": output({
    imports: [importing("b.js", "import-statement"), importing("main.js", "import-statement")],
  }),
  "b.js": output({}),
  "graph.js": output({ imports: [importing("echarts.js", "dynamic-import")] }),
  "echarts.js": output({ inputs: { "node_modules/echarts/core.js": { bytesInOutput: 1 } } }),
};

it("counts what the first screen imports at once, however deep, and nothing that is loaded later", () => {
  expect(entryFiles(OUTPUTS)).toEqual(["main.js", "a.js", "b.js"]);
  expect(() => entryFiles({})).toThrow("no entry");
});

it("leaves an entry out whose code lies in another file", () => {
  const emptied = { ...OUTPUTS, "main.js": { ...OUTPUTS["main.js"], inputs: {} } };
  expect(entryFiles(emptied)).toEqual(["a.js", "b.js"]);
});

it("counts with the overview what it imports at once, but not the entry", () => {
  const overview = output({
    inputs: { "pwa/src/views/overview-view.ts": { bytesInOutput: 1 } },
    imports: [importing("kit.js", "import-statement"), importing("main.js", "import-statement")],
  });
  expect(overviewFiles({ ...OUTPUTS, "overview.js": overview, "kit.js": output({}) })).toEqual([
    "overview.js",
    "kit.js",
  ]);
  expect(() => overviewFiles(OUTPUTS)).toThrow("no part");
});

it("sends what any screen waits for in one file of at most 40 kB, the overview in few more, and other views in others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "davy-bundle-"));
  try {
    const { metafile } = await bundlePage(folder, "test");
    const files = entryFiles(metafile.outputs);
    const [file] = files;
    // Beside it is what the bundler's own code needs, which the charts' file has as well.
    const inputsOf = (one: string) => Object.keys(metafile.outputs[one]?.inputs ?? {});
    expect(files.filter((one) => inputsOf(one).length > 0)).toEqual([file]);
    expect(files.length).toBeLessThanOrEqual(2);
    const sent = (files: readonly string[]) =>
      files.reduce((sum, one) => sum + brotliCompressSync(readFileSync(one)).length, 0);
    expect(sent(files)).toBeLessThanOrEqual(40_000);
    const overview = overviewFiles(metafile.outputs);
    expect(overview.length).toBeLessThanOrEqual(3);
    expect(sent([...files, ...overview])).toBeLessThanOrEqual(53_800);
    const held = [...files, ...overview].flatMap(inputsOf);
    expect(held).toContain("pwa/src/views/overview-view.ts");
    expect(held.filter((input) => /views\/(device|graph|kiosk|settings)-view/.test(input))).toEqual([]);
    // On a network each of them takes its time to come.
    for (const [address, files] of Object.entries(firstParts(metafile.outputs)))
      expect(files.length, address).toBeLessThanOrEqual(18);
    const pages = SETTINGS_PAGES.map((name) => `/settings/${name}`);
    const own = VIEWS.filter((view) => !/^\/(settings\/:page|sign-in|set-up|join)$/.test(view));
    expect(Object.keys(firstParts(metafile.outputs))).toEqual(
      expect.arrayContaining([...own, ...pages, "out"]),
    );
    // The charts' library is the largest part, and no other build's: what stands on the entry has a new name with each.
    const { imports } = metafile.outputs[chartFile(metafile.outputs)] ?? {};
    expect(imports?.map(({ path }) => path)).not.toContain(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("finds the charts' file, and refuses a bundle that spreads or lost it", () => {
  expect(chartFile(OUTPUTS)).toBe("echarts.js");
  expect(() => chartFile({ "main.js": OUTPUTS["main.js"] })).toThrow("in 0");
  expect(() => chartFile({ ...OUTPUTS, "c.js": OUTPUTS["echarts.js"] })).toThrow("in 2");
});

it("passes at the limits and names every part that is beyond", () => {
  expect(() => checkSizes(SIZE_LIMITS)).not.toThrow();
  const grown = { ...SIZE_LIMITS, entry: SIZE_LIMITS.entry + 1, precache: SIZE_LIMITS.precache + 1 };
  expect(() => checkSizes(grown)).toThrow(/entry: 40001 bytes.*\n.*precache: 1000001 bytes/);
});
