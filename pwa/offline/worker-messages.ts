// What page and worker tell each other beside requests.

/** The page to a waiting worker: take over. */
export const SKIP_WAITING = "skip-waiting";

/** The tag of the Periodic Background Sync that keeps graphs warm. */
export const WARM_TAG = "davy-warm";
