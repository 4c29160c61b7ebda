// Stands in a release for what a package asks for and Davy never uses: ways through proxies and web sockets, timers of browsers.

/** Never called. */
export const SocksClient = undefined;

export const setInterval: typeof globalThis.setInterval = globalThis.setInterval;
export const clearInterval: typeof globalThis.clearInterval = globalThis.clearInterval;
export const setTimeout: typeof globalThis.setTimeout = globalThis.setTimeout;
export const clearTimeout: typeof globalThis.clearTimeout = globalThis.clearTimeout;
