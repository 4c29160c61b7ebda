// How a person calls a script: by npm in a checkout, by `davy` where a release is installed.

/** Set in the bundles of a release. */
declare const __RELEASE__: boolean | undefined;

/** Whether this is a release: the server is bundled beside, and there is nothing to build. */
export const isRelease = typeof __RELEASE__ !== "undefined" && __RELEASE__;

/** How a script is called, with arguments or without: `npm run backup -- /copy`, or `davy backup /copy` in a release. */
export function commandName(script: string, args = ""): string {
  const called = isRelease ? `davy ${script}` : script === "start" ? "npm start" : `npm run ${script}`;
  if (args === "") return called;
  return isRelease ? `${called} ${args}` : `${called} -- ${args}`;
}
