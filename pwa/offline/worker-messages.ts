// What page and worker tell each other beside requests.

/** The page to a waiting worker: take over. */
export const SKIP_WAITING = "skip-waiting";

/** The page to the worker that answers its requests, with a port: which build it is of. */
export const WHICH_BUILD = "which-build";

/** The tag of the Periodic Background Sync that keeps graphs warm. */
export const WARM_TAG = "davy-warm";
