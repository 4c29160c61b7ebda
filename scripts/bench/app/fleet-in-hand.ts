// A large fleet in the hand: 245 devices on a slow phone, from the first card to a graph and back, and a search among them.

import type { BrowserContext, Page } from "playwright-core";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { median, type Row } from "../table.ts";
import { hasCard, openSlowPage, timeOpening } from "./phone.ts";

export const FLEET = 245;
const SETTLE_MS = 4_000;
/** Each device posts this often, ms, while it is measured. */
const POST_MS = 10 * SECOND_MS;

function readingOf(index: number, t: number): string {
  const sensors = `[{"type":"CO","val":${index % 40 === 0 ? 80 : 5 + (index % 9)}},{"type":"CH4","val":${200 + index}},{"type":"O2","val":209000},{"type":"H2S","val":${index % 5}}]`;
  return `{"id":"handheld ${index}","pct":90,"ts":${Math.round(t)},"sensors":${sensors}}`;
}

async function postFleet(url: string, indices: readonly number[], t: number): Promise<void> {
  const headers = { "Content-Type": "application/x-ndjson" };
  const body = indices.map((index) => readingOf(index, t)).join("\n");
  const answer = await fetch(url + PATHS.readings, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`The server refused a batch (${answer.status}).`);
}

const ALL = Array.from({ length: FLEET }, (_, index) => index);

/** Posts for the whole fleet, a tenth of it a second; answers what ends it. */
function keepPosting(url: string): () => Promise<void> {
  let second = 0;
  let posting = Promise.resolve();
  const timer = setInterval(() => {
    second += 1;
    const part = ALL.filter((index) => index % (POST_MS / SECOND_MS) === second % (POST_MS / SECOND_MS));
    posting = posting.then(() => postFleet(url, part, Date.now()));
    // Kept for whoever ends it; until then a refusal must not end the process.
    posting.catch(() => undefined);
  }, SECOND_MS);
  return async () => {
    clearInterval(timer);
    await posting;
  };
}

/** Runs in the page: does what is named, and answers how long it took until its outcome is on the screen, ms. */
async function timeStep(step: "graph" | "back" | "search"): Promise<number> {
  const view = (name: string) =>
    document.querySelector("davy-app")?.shadowRoot?.querySelector(name)?.shadowRoot;
  const overview = () => view("overview-view");
  const cards = () =>
    [...(overview()?.querySelectorAll("place-sheet") ?? [])].flatMap((sheet) => [
      ...(sheet.shadowRoot?.querySelectorAll("device-row") ?? []),
    ]);
  const begin = {
    graph: () => view("app-header")?.querySelector<HTMLElement>("a[href*=graph]")?.click(),
    back: () => history.back(),
    search: () => {
      const field = overview()?.querySelector("overview-tools")?.shadowRoot?.querySelector("input");
      if (field) field.value = "handheld 17";
      field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
  };
  const chart = () => view("graph-view")?.querySelector("chart-card")?.shadowRoot?.querySelector("gas-chart");
  const isDone = {
    graph: () => Boolean(chart()?.shadowRoot?.querySelector("canvas")),
    back: () => cards().some((card) => card.shadowRoot?.querySelector(".row")),
    search: () => cards().length > 0 && cards().length < 20,
  };
  const begun = performance.now();
  begin[step]();
  while (!isDone[step]()) {
    // A literal, since this runs in the page.
    if (performance.now() - begun > 30_000) throw new Error(`The step "${step}" did not come to its end.`);
    await new Promise(requestAnimationFrame);
  }
  // Until it is painted.
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}

async function walk(page: Page, url: string) {
  const card = await timeOpening(page, url, hasCard);
  await page.waitForTimeout(SETTLE_MS);
  const graph = await page.evaluate(timeStep, "graph" as const);
  await page.waitForTimeout(SETTLE_MS);
  const back = await page.evaluate(timeStep, "back" as const);
  await page.waitForTimeout(SETTLE_MS);
  const nodes = await page.locator("device-row .row").count();
  const search = await page.evaluate(timeStep, "search" as const);
  return { card, graph, back, search, nodes };
}

/** The table's rows. Each run begins in a new page, so that the code of the graph is loaded anew. */
export async function measureFleet(phone: BrowserContext, url: string, runs: number): Promise<Row[]> {
  for (let age = 12; age > 0; age -= 1) await postFleet(url, ALL, Date.now() - age * POST_MS);
  const stop = keepPosting(url);
  const found: Awaited<ReturnType<typeof walk>>[] = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const page = await openSlowPage(phone);
      found.push(await walk(page, url));
      await page.close();
    }
  } finally {
    await stop();
  }
  const row = (measured: string, name: keyof (typeof found)[number], atMost: number): Row => ({
    measured,
    davy: median(found.map((one) => one[name])),
    aim: { of: "figure", atMost },
  });
  return [
    row(`${FLEET} devices: until a row, ms`, "card", 1_500),
    row(`${FLEET} devices: from the overview to a graph, the first time, ms`, "graph", 1_000),
    row(`${FLEET} devices: back to the overview, ms`, "back", 400),
    row(`${FLEET} devices: a search, ms`, "search", 100),
    row(`${FLEET} devices: rows in the document`, "nodes", 40),
  ];
}
