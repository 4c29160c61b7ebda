// The bundler makes a file of its own of each set of modules that the same lazy parts share with the entry: a dozen requests, and
// each compressed by itself. But the entry is always there before a lazy part is: what it holds may be one file.

import { resolve } from "node:path";
import type { Plugin } from "esbuild";

const LAZY = "lazy";
const INNER = { isLazyPart: true };

/**
 * Has every part that is imported lazily stand on the whole entry and on the `kit` that views share, so that each of the two is one
 * file. One that stands `alone` has nothing of them: it keeps its name, and phones their copy, when a new build leaves it as it was.
 */
export function oneEntry(entry: string, kit: string, alone: RegExp): Plugin {
  return {
    name: "one-entry",
    setup({ onResolve, onLoad, resolve: find }) {
      onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (kind !== "dynamic-import" || pluginData === INNER) return undefined;
        const found = await find(path, { kind, resolveDir, importer, pluginData: INNER });
        if (found.errors.length > 0 || alone.test(found.path)) return found;
        return { path: found.path, namespace: LAZY };
      });
      onLoad({ filter: /./, namespace: LAZY }, ({ path }) => ({
        contents: `import ${JSON.stringify(resolve(entry))};\nimport ${JSON.stringify(resolve(kit))};\nexport * from ${JSON.stringify(path)};`,
        resolveDir: resolve("."),
        loader: "js",
      }));
    },
  };
}
