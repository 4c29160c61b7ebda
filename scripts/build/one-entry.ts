// The bundler makes a file of its own of each set of modules that the same lazy parts share with the entry: a dozen requests, and
// each compressed by itself. But the entry is always there before a lazy part is: what it holds may be one file.

import { resolve } from "node:path";
import type { Plugin } from "esbuild";

const LAZY = "lazy";
const INNER = { isLazyPart: true };

/** Modules that lazy parts share, named in a file; the parts that stand on it by their paths. */
export interface Kit {
  readonly file: string;
  readonly of: RegExp;
}

/**
 * Has every part that is imported lazily stand on the whole entry and on the kits that are its, so that each of them is one
 * file. One that stands `alone` has nothing of them: it keeps its name, and phones their copy, when a new build leaves it as it was.
 */
export function oneEntry(entry: string, kits: readonly Kit[], alone: RegExp): Plugin {
  return {
    name: "one-entry",
    setup({ onResolve, onLoad, resolve: find }) {
      onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (kind !== "dynamic-import" || pluginData === INNER) return undefined;
        const found = await find(path, { kind, resolveDir, importer, pluginData: INNER });
        if (found.errors.length > 0 || alone.test(found.path)) return found;
        return { path: found.path, namespace: LAZY };
      });
      onLoad({ filter: /./, namespace: LAZY }, ({ path }) => {
        const ground = [entry, ...kits.filter(({ of }) => of.test(path)).map(({ file }) => file)];
        const imports = ground.map((file) => `import ${JSON.stringify(resolve(file))};`);
        return {
          contents: [...imports, `export * from ${JSON.stringify(path)};`].join("\n"),
          resolveDir: resolve("."),
          loader: "js",
        };
      });
    },
  };
}
