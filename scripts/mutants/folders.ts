/** What is changed, and the tests that must notice: those that run the code in their own process. */
export interface Folder {
  readonly mutate: readonly string[];
  /** The cheap ones first: the first failure ends a trial. */
  readonly tests: readonly string[];
}

const RULES = "test/shared/rules/*.test.ts";
const SHARED = "test/shared/**/*.test.ts";

export const FOLDERS: Readonly<Record<string, Folder>> = {
  rules: { mutate: ["shared/rules"], tests: [RULES, SHARED] },
  fleet: { mutate: ["shared/fleet", "server/state"], tests: [SHARED, "test/server/state/**/*.test.ts"] },
  history: {
    mutate: ["shared/history"],
    tests: [SHARED, "test/pwa/charts/**/*.test.ts", "test/pwa/offline/**/*.test.ts"],
  },
  log: { mutate: ["server/log"], tests: ["test/server/log/**/*.test.ts"] },
  archive: { mutate: ["server/archive/sqlite/write"], tests: ["test/server/archive/**/*.test.ts"] },
  live: { mutate: ["server/live"], tests: ["test/server/live/**/*.test.ts"] },
};
