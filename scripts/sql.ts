// `npm run sql -- "<select …>" [--file readings/2026-11-23.sqlite] [--data ./data]`: asks one file of the data folder in SQL, without
// changing it. What a running server has not written to its files yet is not in them.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import initSqlJs from "sql.js";
import { commandName } from "../shared/ground/command-name.ts";
import { parseFlags } from "./parse-flags.ts";

const USAGE = `${commandName("sql", '"SELECT …" [--file davy.sqlite] [--data ./data]')}
Asks one file of the data folder, read as of its last checkpoint; nothing is changed. Without a question: the files and their tables.`;

const { values, positionals } = parseFlags(
  {
    options: { file: { type: "string" }, data: { type: "string" }, help: { type: "boolean" } },
    allowPositionals: true,
  },
  USAGE,
);
const here = process.env["INIT_CWD"] ?? ".";
const folder = resolve(values.data ? resolve(here, values.data) : (process.env["DAVY_DATA"] ?? "data"));
const SQL = await initSqlJs();

function openFile(name: string) {
  const path = resolve(folder, name);
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
  return new SQL.Database(readFileSync(path));
}

/** Rows as tab-separated text, the names first. */
function print(name: string, question: string): void {
  const database = openFile(name);
  try {
    for (const { columns, values: rows } of database.exec(question)) {
      console.log(columns.join("\t"));
      for (const row of rows)
        console.log(row.map((value) => (value === null ? "" : String(value))).join("\t"));
    }
  } finally {
    database.close();
  }
}

function list(): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".sqlite"),
  );
  for (const name of files.sort()) {
    const database = openFile(name);
    const tables = database.exec("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    console.log(`${name.padEnd(36)} ${tables[0]?.values.flat().join(", ") ?? ""}`);
    database.close();
  }
}

try {
  if (!existsSync(folder)) throw new Error(`There is no data folder ${folder}; name it with --data.`);
  const [question] = positionals;
  if (question === undefined) list();
  else print(values.file ?? "davy.sqlite", question);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
