// `npm run sql -- "<select …>" [--from 2026-11-01] [--to 2026-11-30] [--union]`: asks the files of raw readings of a range of days in
// SQL, a day after the other, or all of them as one database. `--file` asks one file of any kind. Nothing is changed.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import initSqlJs from "sql.js";
import { commandName } from "../shared/ground/command-name.ts";
import { parseFlags } from "./parse-flags.ts";
import { DayFiles, daysIn } from "./sql/day-files.ts";
import { RowPrinter } from "./sql/print-rows.ts";

const USAGE = `${commandName("sql", '"SELECT …" [--from 2026-11-01] [--to 2026-11-30] [--union] [--file davy.sqlite] [--data ./data]')}
Asks the readings of a range of UTC days, both included: the question is answered for each day on its own, one after the other, or
with --union for all of them as one (up to 1 GB of files). values_in_words has a value a row, readings_in_words a reading.
--file asks one file of any kind instead. The files are as of the server's last checkpoint; nothing is changed. Without a question:
the files and their tables. data/README.md has examples.`;

/** Most bytes of files that are put together in memory. */
const MAX_UNION_BYTES = 1_000_000_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

const { values, positionals } = parseFlags(
  {
    options: {
      from: { type: "string" },
      to: { type: "string" },
      union: { type: "boolean" },
      file: { type: "string" },
      data: { type: "string" },
      help: { type: "boolean" },
    },
    allowPositionals: true,
  },
  USAGE,
);
const here = process.env["INIT_CWD"] ?? ".";
const folder = resolve(values.data ? resolve(here, values.data) : (process.env["DAVY_DATA"] ?? "data"));
const SQL = await initSqlJs();
const rows = new RowPrinter((line) => console.log(line));
// Whoever reads only the beginning (`| head`) has what they wanted.
process.stdout.on("error", () => process.exit(0));

function openFile(name: string) {
  const path = resolve(folder, name);
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
  return new SQL.Database(readFileSync(path));
}

function askFile(name: string, question: string): void {
  const database = openFile(name);
  try {
    rows.ask(database, question);
  } finally {
    database.close();
  }
}

function askDays(question: string): void {
  for (const day of [values.from, values.to])
    if (day !== undefined && !DAY.test(day))
      throw new Error(`"${day}" is no day. Write it as 2026-11-23, a UTC day.`);
  const days = existsSync(resolve(folder, "readings")) ? daysIn(folder, values) : [];
  if (days.length === 0) throw new Error(`There are no files of readings of these days in ${folder}.`);
  const bytes = days.reduce((sum, day) => sum + day.bytes, 0);
  if (values.union && bytes > MAX_UNION_BYTES)
    throw new Error(
      `These days are ${Math.ceil(bytes / 1e6)} MB, more than the ${MAX_UNION_BYTES / 1e6} MB that are put together. Name fewer with --from and --to, or leave --union out.`,
    );
  const files = new DayFiles(SQL, folder);
  for (const group of values.union ? [days] : days.map((day) => [day])) {
    const database = files.open(group);
    try {
      rows.ask(database, question);
    } finally {
      database.close();
    }
  }
}

function list(): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".sqlite"),
  );
  for (const name of files.sort()) {
    const database = openFile(name);
    const tables = database.exec(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name",
    );
    console.log(`${name.padEnd(36)} ${tables[0]?.values.flat().join(", ") ?? ""}`);
    database.close();
  }
}

try {
  if (!existsSync(folder)) throw new Error(`There is no data folder ${folder}; name it with --data.`);
  const [question] = positionals;
  const isOfDays = values.from !== undefined || values.to !== undefined || values.union === true;
  if (values.file !== undefined && isOfDays)
    throw new Error("--file asks one file; --from, --to and --union ask days. Leave one of them out.");
  if (question === undefined) list();
  else if (values.file === undefined) askDays(question);
  else askFile(values.file, question);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
