// The build puts these in.

/** Which build of the app this is: a hash over its sources. */
declare const __BUILD__: string;
/** The version in package.json. */
declare const __VERSION__: string;
