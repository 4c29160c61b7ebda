// Holds the table of who may import whom: a rule that matters is executable. Type imports count.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { importsOf, sources, targetOf, textOf } from "./helpers/source-files.ts";

/** What the files of a folder may import: paths within the project, and packages. The first matching row counts. */
interface Rule {
  readonly from: RegExp;
  readonly paths: readonly RegExp[];
  readonly packages: readonly RegExp[];
}

const SHARED = /^shared\//;
const NODE = /^node:/;
/**
 * A folder's neighbours see its one public file, which carries the folder's name; those of log, archive and data folder hold types
 * alone, so the errors that they reject with are beside them.
 */
const PUBLIC_FILES =
  /^server\/(access|alarms|entrances|notices|exposure|completeness|mqtt|mirror|log|archive|events|data-folder|live|ingest|tls)\/\1\.ts$|^server\/(alarms\/(keeper|gateway-silence|site-watch)|notices\/(keeper|desk))\.ts$|^server\/state\/(deliveries|fleet|guidance|mappings|radio|site|projections|states|found-settings|recall-settings)\.ts$|^server\/(log\/append|archive\/archive)-error\.ts$/;
/** What only a storage in files can do; housekeeping and storage.ts alone see it. */
const LOCAL_FILES = /^server\/(log\/local-log|archive\/local-archive)\.ts$/;
/** What keeps things. storage.ts alone chooses among them. */
const ENGINES = /^server\/(log\/journal|archive\/sqlite|data-folder|disk)\//;
const DISK = /^server\/disk\//;
/** How parts are loaded late, and whom they report to. */
const EVERYWHERE = /^server\/(load-late|report)\.ts$/;
const NODE_WITHOUT_FILES = /^node:(?!fs)/;

/** The floors of `shared/`: a folder stands on those before it. */
const FLOORS = ["ground", "rules", "entries", "fleet", "present", "history", "wire"];

function floor(name: string, level: number): Rule {
  const below = FLOORS.slice(0, level + 1).join("|");
  return {
    from: new RegExp(`^shared/${name}/`),
    paths: [new RegExp(`^shared/(${below})/`)],
    packages: [],
  };
}

function serverFolder(name: string, packages: readonly RegExp[]): Rule {
  return {
    from: new RegExp(`^server/${name}/`),
    paths: [SHARED, PUBLIC_FILES, new RegExp(`^server/${name}/`), EVERYWHERE],
    packages,
  };
}

const RULES: readonly Rule[] = [
  ...FLOORS.map(floor),
  { from: DISK, paths: [SHARED, DISK], packages: [NODE] },
  { from: /^server\/log\//, paths: [SHARED, DISK, /^server\/(log\/|report\.ts)/], packages: [NODE] },
  {
    from: /^server\/data-folder\//,
    paths: [SHARED, DISK, /^server\/(data-folder\/|log\/append-error\.ts|report\.ts)/],
    packages: [NODE],
  },
  {
    from: /^server\/archive\//,
    paths: [SHARED, DISK, /^server\/(archive\/|(log\/log|events\/events|report|engine)\.ts)/],
    packages: [NODE, /^sql\.js$/],
  },
  {
    from: /^server\/tls\//,
    paths: [SHARED, DISK, EVERYWHERE, /^server\/tls\//],
    packages: [NODE, /^@peculiar\/x509$/, /^reflect-metadata$/],
  },
  {
    from: /^server\/storage\.ts$/,
    paths: [SHARED, PUBLIC_FILES, LOCAL_FILES, ENGINES, /^server\/(clock\/|[^/]+\.ts)/],
    packages: [NODE],
  },
  {
    from: /^server\/(local-storage|storage-figures|housekeeping)\.ts$/,
    paths: [SHARED, PUBLIC_FILES, LOCAL_FILES, /^server\/(clock\/|[^/]+\.ts)/],
    packages: [],
  },
  {
    from: /^server\/mqtt\//,
    paths: [SHARED, EVERYWHERE, /^server\/mqtt\//],
    packages: [NODE_WITHOUT_FILES, /^mqtt$/],
  },
  serverFolder("notices", [NODE_WITHOUT_FILES, /^nodemailer$/]),
  serverFolder("access", [NODE_WITHOUT_FILES, /^openid-client$/]),
  serverFolder("(alarms|entrances|exposure|completeness|mirror|state|events|live|ingest|clock)", [
    NODE_WITHOUT_FILES,
    /^zod$/,
  ]),
  {
    from: /^server\/http\//,
    paths: [SHARED, PUBLIC_FILES, EVERYWHERE, /^server\/(http\/|config\.ts)/],
    packages: [
      NODE_WITHOUT_FILES,
      /^@?koa/,
      /^zod(\/v4\/core)?$/,
      /^prom-client$/,
      /^csv-stringify/,
      /^hucre\//,
      /^tar-stream$/,
    ],
  },
  {
    from: /^server\/[^/]+\.ts$/,
    paths: [SHARED, PUBLIC_FILES, /^server\/(http|clock|tls)\//, /^server\/[^/]+\.ts$/],
    packages: [NODE, /^@?koa/, /^pino$/, /^zod$/, /^prom-client$/, /^uqr$/],
  },
  { from: /^pwa\/offline\//, paths: [SHARED, /^pwa\/offline\//], packages: [/^idb$/] },
  { from: /^pwa\/trust\//, paths: [], packages: [] },
  { from: /^pwa\/sw\//, paths: [SHARED, /^pwa\/(offline|sw)\//], packages: [/^workbox-/] },
  {
    from: /^pwa\/src\/charts\//,
    paths: [SHARED, /^pwa\/(offline\/columns\.ts|src\/charts\/)/],
    packages: [/^echarts/],
  },
  { from: /^pwa\/src\/data\//, paths: [SHARED, /^pwa\/(offline|src\/(data|ground))\//], packages: [] },
  {
    from: /^pwa\/src\/(rules|ground|preferences)\//,
    paths: [SHARED, /^pwa\/(offline\/columns\.ts|src\/)/],
    packages: [],
  },
  {
    from: /^pwa\/src\/components\/base\/((more|row)-)?icons\.ts$/,
    paths: [/^pwa\/src\/components\/base\//],
    packages: [/^lit/, /^lucide-static\//],
  },
  {
    from: /^pwa\/src\/components\/access\/qr-code\.ts$/,
    paths: [SHARED],
    packages: [/^lit/, /^uqr$/],
  },
  {
    from: /^pwa\/src\//,
    paths: [SHARED, /^pwa\/(offline\/columns\.ts|src\/)/],
    packages: [/^lit/, /^@lit/],
  },
];

function isAllowed(file: string, specifier: string): boolean {
  const rule = RULES.find((candidate) => candidate.from.test(file));
  if (!rule) return false;
  if (!specifier.startsWith(".")) return rule.packages.some((allowed) => allowed.test(specifier));
  return rule.paths.some((allowed) => allowed.test(targetOf(file, specifier)));
}

it("keeps every import within the table", () => {
  const files = sources();
  expect(files.length).toBeGreaterThan(10);
  const breaches = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => !isAllowed(file, specifier))
      .map((specifier) => `${file} imports ${specifier}`),
  );
  expect(breaches).toEqual([]);
});

it("finds a breach when there is one", () => {
  expect(isAllowed("shared/ground/time.ts", "node:fs")).toBe(false);
  expect(isAllowed("server/live/live.ts", "../log/journal/journal.ts")).toBe(false);
  expect(isAllowed("server/live/live.ts", "../log/log.ts")).toBe(true);
  expect(isAllowed("server/davy.ts", "./archive/sqlite/client/worker-archive.ts")).toBe(false);
  expect(isAllowed("server/davy.ts", "./archive/local-archive.ts")).toBe(false);
  expect(isAllowed("server/main.ts", "./log/journal/journal.ts")).toBe(false);
  expect(isAllowed("server/storage.ts", "./log/journal/journal.ts")).toBe(true);
  expect(isAllowed("server/local-storage.ts", "./log/journal/journal.ts")).toBe(false);
  expect(isAllowed("server/housekeeping.ts", "./archive/local-archive.ts")).toBe(true);
  expect(isAllowed("server/housekeeping.ts", "./data-folder/rejected.ts")).toBe(false);
  expect(isAllowed("server/http/parts.ts", "../archive/local-archive.ts")).toBe(false);
  expect(isAllowed("server/log/journal/journal.ts", "../../data-folder/folder-lock.ts")).toBe(false);
  expect(isAllowed("shared/rules/level.ts", "../fleet/fleet.ts")).toBe(false);
  expect(isAllowed("pwa/src/views/overview-view.ts", "../../../server/config.ts")).toBe(false);
});

it("reads process in main.ts alone", () => {
  const readers = sources()
    .filter((file) => file.startsWith("server/") && file !== "server/main.ts")
    .filter((file) => /\bprocess\.(env|argv|exit|on)\b|from "node:process"/.test(textOf(file)));
  expect(readers).toEqual([]);
});

// A file that somebody laid beside the folders is no part of the project. Only a checkout tells what is kept.
it.skipIf(!existsSync(".git"))("keeps nothing but the given files and folders at the top level", () => {
  const given =
    /^(\.ci|data|pwa|scripts|server|shared|test|\.gitignore|CHANGELOG\.md|LICENSE|README\.md|biome\.json|package(-lock)?\.json|tsconfig\.json)$/;
  const kept = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n");
  const tops = new Set(kept.map((path) => path.split("/")[0] ?? "").filter((top) => top !== ""));
  expect([...tops].filter((top) => !given.test(top))).toEqual([]);
  expect(tops).toContain("server");
});
