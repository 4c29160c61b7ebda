/** What is changed, and the tests that must notice: those that run the code in their own process. */
export interface Folder {
  readonly mutate: readonly string[];
  /** Globs; one with `!` before it leaves out what starts a whole server, which takes longer than a trial may. */
  readonly tests: readonly string[];
}

/** Without the one that compares hundreds of looks at a fleet: what it finds, tests with figures tell at once. */
const SHARED = ["test/shared/**/*.test.ts", "!**/present-fleet.test.ts"];

export const FOLDERS: Readonly<Record<string, Folder>> = {
  rules: { mutate: ["shared/rules"], tests: SHARED },
  fleet: {
    mutate: ["shared/fleet", "server/state"],
    tests: [...SHARED, "test/server/state/**/*.test.ts", "!**/fleet-restart.test.ts"],
  },
  history: {
    mutate: ["shared/history"],
    tests: [...SHARED, "test/pwa/charts/**/*.test.ts", "test/pwa/offline/**/*.test.ts"],
  },
  log: { mutate: ["server/log"], tests: ["test/server/log/**/*.test.ts"] },
  // What runs in the archive's thread has no mutants in it: only tests of the store itself can tell.
  archive: {
    mutate: ["server/archive/sqlite/write"],
    tests: [
      "test/server/archive/sqlite/write/*.test.ts",
      "test/server/events/event-keeping.test.ts",
      "!**/set-aside.test.ts",
    ],
  },
  live: {
    mutate: ["server/live"],
    tests: [
      "test/server/live/*.test.ts",
      ...["changed-since", "http2", "live", "real-server", "scopes", "streams-under-stress"].map(
        (name) => `!**/${name}.test.ts`,
      ),
    ],
  },
};
