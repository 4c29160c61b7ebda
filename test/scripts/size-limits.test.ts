import type { Metafile } from "esbuild";
import { expect, it } from "vitest";
import { chartFile, checkSizes, entryFiles, SIZE_LIMITS } from "../../scripts/build/size-limits.ts";

type Output = Metafile["outputs"][string];

function output(over: Partial<Output>): Output {
  return { bytes: 1, inputs: {}, imports: [], exports: [], ...over };
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

it("finds the charts' file, and refuses a bundle that spreads or lost it", () => {
  expect(chartFile(OUTPUTS)).toBe("echarts.js");
  expect(() => chartFile({ "main.js": OUTPUTS["main.js"] })).toThrow("in 0");
  expect(() => chartFile({ ...OUTPUTS, "c.js": OUTPUTS["echarts.js"] })).toThrow("in 2");
});

it("passes at the limits and names every part that is beyond", () => {
  expect(() => checkSizes(SIZE_LIMITS)).not.toThrow();
  const grown = { ...SIZE_LIMITS, entry: SIZE_LIMITS.entry + 1, precache: SIZE_LIMITS.precache + 1 };
  expect(() => checkSizes(grown)).toThrow(/entry: 150001 bytes.*\n.*precache: 3000001 bytes/);
});
