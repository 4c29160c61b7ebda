/** Asks the server for one of its own paths, as the window's own `fetch` does. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;
