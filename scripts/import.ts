// `npm run import -- sensor_data.db [--url http://…] [--data ./data]`: takes over the original application's readings.
// A running server gets them over HTTP; without one, the server is started on the data folder for as long as it takes.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { commandName } from "../shared/ground/command-name.ts";
import { PATHS } from "../shared/wire/api.ts";
import { explainFailure } from "./explain-failure.ts";
import { type FlaskRecording, openFlaskRecording, type RecordedRow } from "./import/flask-recording.ts";
import { parseFlags } from "./parse-flags.ts";
import { type Asked, withServer } from "./running-server.ts";

const USAGE = `${commandName("import", "<sensor_data.db> [--data ./data] [--url http://127.0.0.1:8000]")}
Takes over the readings of the original application's SQLite database. May be repeated: nothing is taken twice.`;

const ROWS_PER_POST = 500;
/** How often a post that the server cannot take at present is tried. */
const MAX_TRIES = 10;

interface ImportAnswer {
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly results: readonly { readonly index: number; readonly status: string; readonly reason?: string }[];
}

function* inGroups<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let group: T[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}

function showProgress(done: number, total: number): void {
  const width = 30;
  const filled = Math.round((width * done) / Math.max(1, total));
  const bar = `[${"#".repeat(filled)}${".".repeat(width - filled)}] ${done} of ${total}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${bar}`);
  else if (done === total || done % 10_000 < ROWS_PER_POST) console.log(bar);
}

async function answerOf<T>(answer: Response): Promise<T> {
  const body = (await answer.json()) as T & { error?: string };
  if (!answer.ok)
    throw new Error(`The server refused (${answer.status}): ${body.error ?? "no reason given"}`);
  return body;
}

/** Posts rows, and again for as long as the server says that it cannot take them yet: repeated rows are known to it. */
async function postRows(
  { url: address, headers: key }: Asked,
  rows: readonly RecordedRow[],
  tries = MAX_TRIES,
): Promise<ImportAnswer> {
  const body = rows.map((row) => JSON.stringify(row)).join("\n");
  const headers = { ...key, "content-type": "application/x-ndjson" };
  const answer = await fetch(address, { method: "POST", headers, body });
  if (answer.status !== 503 || tries <= 1) return answerOf(answer);
  await answer.body?.cancel();
  await setTimeout(Number(answer.headers.get("retry-after") ?? 1) * 1_000);
  return postRows({ url: address, headers: key }, rows, tries - 1);
}

async function importInto({ url, headers }: Asked, recording: FlaskRecording): Promise<void> {
  const address = `${url}${PATHS.import}?source=${recording.source}`;
  const { lastRow } = await answerOf<{ lastRow: number }>(await fetch(address, { headers }));
  if (lastRow > 0) console.log(`Continuing after row ${lastRow}, which is stored.`);
  const totals = { stored: 0, duplicates: 0, rejected: 0 };
  const pending = recording.countAfter(lastRow);
  let done = 0;
  for (const rows of inGroups(recording.rowsAfter(lastRow), ROWS_PER_POST)) {
    const answer = await postRows({ url: address, headers }, rows);
    totals.stored += answer.stored;
    totals.duplicates += answer.duplicates;
    totals.rejected += answer.rejected;
    for (const refused of answer.results.filter((result) => result.status === "rejected").slice(0, 3)) {
      console.error(`\nRow ${rows[refused.index]?.row} was refused: ${refused.reason}`);
    }
    done += rows.length;
    showProgress(done, pending);
  }
  const { stored, duplicates, rejected } = totals;
  console.log(
    `\n${stored} readings stored, ${duplicates} known already, ${rejected} refused; ${recording.total} in the recording.`,
  );
}

const { values, positionals } = parseFlags(
  {
    options: { url: { type: "string" }, data: { type: "string" }, help: { type: "boolean" } },
    allowPositionals: true,
  },
  USAGE,
);
const here = process.env["INIT_CWD"] ?? ".";
const [given] = positionals;
if (given === undefined) {
  console.log(USAGE);
  process.exit(1);
}
const file = resolve(here, given);
if (!existsSync(file)) {
  console.error(`There is no file ${file}.`);
  process.exit(1);
}
try {
  const recording = await openFlaskRecording(file);
  const folder = resolve(values.data ? resolve(here, values.data) : (process.env["DAVY_DATA"] ?? "data"));
  await withServer({ url: values.url, folder }, async (server) => {
    await importInto(server, recording).catch((error: unknown) => {
      throw new Error(`${explainFailure(error, server.url)}\nRun the import again: it goes on where it was.`);
    });
  });
  recording.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
