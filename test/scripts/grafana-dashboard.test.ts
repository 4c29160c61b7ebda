// The dashboard for Grafana: its form as an import asks for it, and each of its questions as a real server answers it.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { PATHS } from "../../shared/wire/api.ts";
import { parseCsv } from "../helpers/parse-csv.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const column = z.object({ selector: z.string(), text: z.string(), type: z.string() });
const target = z.object({
  refId: z.string(),
  type: z.enum(["json", "csv"]),
  source: z.literal("url"),
  parser: z.literal("backend"),
  url: z.string().startsWith("/api/v1/"),
  url_options: z.object({ params: z.array(z.object({ key: z.string(), value: z.string() })) }),
  root_selector: z.string(),
  columns: z.array(column).min(1),
});
const source = z.object({ type: z.string(), uid: z.string().regex(/^\$\{DS_DAVY\}$/) });
/** What Grafana asks of a dashboard that is imported (https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/). */
const dashboard = z.object({
  __inputs: z
    .array(z.object({ name: z.literal("DS_DAVY"), type: z.literal("datasource"), pluginId: z.string() }))
    .length(1),
  id: z.null(),
  uid: z.string().max(40),
  title: z.string().min(1),
  schemaVersion: z.number().int().min(36),
  time: z.object({ from: z.string(), to: z.string() }),
  templating: z.object({
    list: z.array(
      z.object({
        name: z.string(),
        type: z.literal("query"),
        datasource: source,
        query: z.object({ queryType: z.literal("infinity"), infinityQuery: target }),
      }),
    ),
  }),
  panels: z.array(
    z.object({
      id: z.number().int(),
      type: z.enum(["table", "timeseries"]),
      title: z.string(),
      datasource: source,
      gridPos: z.object({ h: z.number(), w: z.number().max(24), x: z.number(), y: z.number() }),
      targets: z.array(target).min(1),
    }),
  ),
});

const text = readFileSync(resolve(import.meta.dirname, "../../scripts/grafana-dashboard.json"), "utf8");
const NOW = Date.UTC(2026, 10, 23, 12);
let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => NOW });
  const body = JSON.stringify({ id: "handheld 1", pct: 70, sensors: [{ type: "CO", val: 80 }] });
  await fetch(davy.url + PATHS.receiveJson, { method: "POST", body });
});
afterAll(() => davy.stop());

/** What a question of the dashboard is answered, as rows by column. */
async function rowsOf({ url, type, url_options, root_selector }: z.infer<typeof target>) {
  const filled: Record<string, string> = {
    "${device}": "handheld 1",
    "${__from}": String(NOW - 3_600_000),
    "${__to}": String(NOW + 3_600_000),
  };
  const query = new URLSearchParams(
    url_options.params.map(({ key, value }) => [key, filled[value] ?? value]),
  );
  const answer = await fetch(`${davy.url}${url}?${query}`);
  expect(answer.status).toBe(200);
  if (type === "json") return ((await answer.json()) as Record<string, object[]>)[root_selector] ?? [];
  const [names = [], ...rows] = parseCsv(await answer.text());
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
}

it("has the form that an import asks for, with panels beside each other", () => {
  const { panels } = dashboard.parse(JSON.parse(text));
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

it("asks what the server answers, with all columns that it shows", async () => {
  const { panels, templating } = dashboard.parse(JSON.parse(text));
  const targets = [
    ...panels.flatMap((panel) => panel.targets),
    ...templating.list.map(({ query }) => query.infinityQuery),
  ];
  expect(targets).toHaveLength(5);
  for (const one of targets) {
    const [row] = await rowsOf(one);
    expect(row).toBeDefined();
    for (const { selector } of one.columns) expect(row).toHaveProperty([selector]);
  }
});
