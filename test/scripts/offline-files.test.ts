import type { Metafile } from "esbuild";
import { expect, it } from "vitest";
import { offlineFiles } from "../../scripts/build/offline-files.ts";

type Output = Metafile["outputs"][string];

function output(over: Partial<Output> & { needs?: readonly string[] }): Output {
  const { needs = [], ...rest } = over;
  const imports = needs.map((path) => ({ path, kind: "dynamic-import" as const }));
  return { bytes: 1, inputs: {}, exports: [], imports, ...rest };
}

it("keeps all that a phone may need without a network, and leaves out what only the server's own views need", () => {
  const outputs = {
    "main.js": output({ entryPoint: "pwa/src/main.ts", needs: ["graph.js", "people.js", "log.js"] }),
    "graph.js": output({
      entryPoint: "lazy:/x/pwa/src/views/graph-view.ts",
      needs: ["both.js", "charts.js"],
    }),
    "people.js": output({
      entryPoint: "lazy:/x/pwa/src/views/access/people-view.ts",
      needs: ["both.js", "invitation.js"],
    }),
    "log.js": output({ entryPoint: "lazy:/x/pwa/src/views/log-view.ts" }),
    "both.js": output({}),
    "charts.js": output({ entryPoint: "pwa/src/charts/echarts.ts" }),
    "invitation.js": output({}),
  };
  expect([...offlineFiles(outputs, "pwa/src/main.ts")].sort()).toEqual([
    "both.js",
    "charts.js",
    "graph.js",
    "main.js",
  ]);
});
