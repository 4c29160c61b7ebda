// Which parts of the app a phone keeps beforehand, for when there is no network.

import type { Metafile } from "esbuild";

/**
 * Views that show or change what the server alone has: without a network they have nothing to show. A phone keeps them from when
 * somebody opens them.
 */
const SERVERS_OWN =
  /pwa\/src\/views\/(access\/(people|gateways|entrances|displays|refused)|notices\/notices|report\/report|log)-view\.ts$/;

type Outputs = Metafile["outputs"];

/** The files of a bundle, however they are reached from its entry, but those that only views of the server's own need. */
export function offlineFiles(outputs: Outputs, entry: string): Set<string> {
  const files = new Set(Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === entry));
  for (const file of files)
    for (const { path } of outputs[file]?.imports ?? [])
      if (!SERVERS_OWN.test(outputs[path]?.entryPoint ?? "")) files.add(path);
  return files;
}
