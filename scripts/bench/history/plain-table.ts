// The yardstick: all readings in one indexed table in memory; a range is grouped by SQL into lowest and highest per bucket.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import initSqlJs from "sql.js";
import { batchAt, type Series } from "../storage/series.ts";

const BATCH = 10_000;

const { series, readings } = JSON.parse(process.env["BENCH_SERIES"] ?? "{}") as {
  series: Series;
  readings: number;
};
const SQL = await initSqlJs();
const db = new SQL.Database();
db.run(
  "PRAGMA journal_mode = OFF; CREATE TABLE readings (t INTEGER PRIMARY KEY, a REAL, b REAL, c REAL, d REAL)",
);
const insert = db.prepare("INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?, ?)");
db.run("BEGIN");
for (let first = 0; first < readings; first += BATCH) {
  for (const { measuredAt, sensors } of batchAt(series, first, BATCH).entries)
    insert.run([Math.round(measuredAt), ...sensors.map(({ val }) => val)]);
}
db.run("COMMIT");
const select = db.prepare(
  `SELECT min(t), min(a), max(a), min(b), max(b), min(c), max(c), min(d), max(d)
   FROM readings WHERE t >= ? AND t < ? GROUP BY (t - ?) / ?`,
);

const server = createServer((request, response) => {
  const query = new URL(request.url ?? "/", "http://localhost").searchParams;
  const [from, to, points] = ["from", "to", "points"].map((name) => Number(query.get(name)));
  const rows: unknown[] = [];
  const width = ((to ?? 0) - (from ?? 0)) / ((points ?? 1) / 2);
  select.bind([from ?? 0, to ?? 0, from ?? 0, Math.max(1, Math.floor(width))]);
  while (select.step()) rows.push(select.get());
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(rows));
});
server.listen(0, "127.0.0.1", () => {
  console.log(`Answers on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
