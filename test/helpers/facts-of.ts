import { readFileSync } from "node:fs";
import initSqlJs from "sql.js";

/** What a file of the archive says of itself: counts and times. */
export async function factsOf(path: string): Promise<Record<string, number>> {
  const SQL = await initSqlJs();
  const db = new SQL.Database(readFileSync(path));
  const [found] = db.exec("SELECT value FROM about WHERE name = 'facts'");
  db.close();
  return JSON.parse(String(found?.values[0]?.[0])) as Record<string, number>;
}
