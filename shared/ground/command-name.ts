// How a person calls a script: by npm in a checkout, by `davy` where a release is installed.

/** Set in the bundles of a release. */
declare const __RELEASE__: boolean | undefined;

/** Whether this is a release: the server is bundled beside, and there is nothing to build. */
export const isRelease = typeof __RELEASE__ !== "undefined" && __RELEASE__;

function inCheckout(script: string, args: string): string {
  const called = script === "start" ? "npm start" : `npm run ${script}`;
  return args === "" ? called : `${called} -- ${args}`;
}

function inRelease(script: string, args: string): string {
  return `davy ${script} ${args}`.trimEnd();
}

/** How a script is called, with arguments or without: `npm run backup -- /copy`, or `davy backup /copy` in a release. */
export const commandName: (script: string, args?: string) => string = isRelease
  ? (script, args = "") => inRelease(script, args)
  : (script, args = "") => inCheckout(script, args);
