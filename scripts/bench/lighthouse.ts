// `npm run bench -- lighthouse [--quick] [word …]`: every view in Lighthouse 12, as a phone on a slow network sees it the first time, over
// a plant that shows every state. Words select views by name. `--quick` looks once at each, else the middle of three counts.

import { join } from "node:path";
import { buildAll } from "../build/build-all.ts";
import { launchChromium } from "../launch-chromium.ts";
import { letIn, signIn } from "../screenshots/people.ts";
import { playPlant } from "../screenshots/plant.ts";
import { audit, type Findings, loadLighthouse, startBrowser } from "./lighthouse/audit.ts";
import { type AuditedView, CLOSED_VIEWS, openViews } from "./lighthouse/views.ts";
import { startDavy, withFolder } from "./process.ts";
import { median, printTable, type Row } from "./table.ts";

const AIMS = { performance: 95, accessibility: 100, bestPractices: 100, layoutShift: 0.02 } as const;

interface Looks {
  readonly url: string;
  readonly folder: string;
  readonly times: number;
  readonly words: readonly string[];
  readonly cookie?: string;
}

function rowsOf(name: string, found: readonly Findings[]): Row[] {
  const of = (what: keyof typeof AIMS) => median(found.map((one) => one[what]));
  return [
    {
      measured: `${name}: performance`,
      davy: of("performance"),
      aim: { of: "figure", atLeast: AIMS.performance },
    },
    {
      measured: `${name}: accessibility`,
      davy: of("accessibility"),
      aim: { of: "figure", atLeast: AIMS.accessibility },
    },
    {
      measured: `${name}: best practices`,
      davy: of("bestPractices"),
      aim: { of: "figure", atLeast: AIMS.bestPractices },
    },
    {
      measured: `${name}: layout shift`,
      davy: of("layoutShift"),
      aim: { of: "figure", atMost: AIMS.layoutShift },
    },
  ];
}

/** Each look has a browser of its own: a first visit, with nothing kept. */
async function lookAt(view: AuditedView, { url, folder, times, cookie }: Looks): Promise<Row[]> {
  const lighthouse = await loadLighthouse();
  const found: Findings[] = [];
  for (let time = 0; time < times; time += 1) {
    const browser = await startBrowser(join(folder, `profile ${view.name.replaceAll("'", "")} ${time}`));
    try {
      const signed = view.isSignedIn ? { cookie } : {};
      found.push(await audit(lighthouse, url + view.path, { port: browser.port, ...signed }));
    } finally {
      await browser.stop();
    }
  }
  const complaints = new Set(found.flatMap((one) => one.complaints));
  console.log([view.name, ...complaints].join("\n  "));
  return rowsOf(view.name, found);
}

async function lookAtAll(views: readonly AuditedView[], looks: Looks): Promise<Row[]> {
  const rows: Row[] = [];
  for (const view of views)
    if (looks.words.every((word) => view.name.includes(word))) rows.push(...(await lookAt(view, looks)));
  return rows;
}

async function adminCookie(url: string): Promise<string> {
  const browser = await launchChromium();
  const cookies = await signIn(browser, url);
  await browser.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Runs the benchmark. */
export async function run(args: readonly string[]): Promise<void> {
  const words = args.filter((arg) => !arg.startsWith("--"));
  const times = args.includes("--quick") ? 1 : 3;
  await loadLighthouse();
  await buildAll({ report: console.log });
  await withFolder(async (folder) => {
    const data = join(folder, "data");
    const server = await startDavy(data);
    const plant = await playPlant(server.url);
    try {
      const looks = { url: server.url, folder, times, words };
      const rows = await lookAtAll(await openViews(server.url), looks);
      await letIn(data);
      const cookie = await adminCookie(server.url);
      rows.push(...(await lookAtAll(CLOSED_VIEWS, { ...looks, cookie })));
      printTable(`Lighthouse, a phone's first visit${times > 1 ? `, the middle of ${times}` : ""}`, rows);
    } finally {
      plant.stop();
      await server.stop();
    }
  });
}
