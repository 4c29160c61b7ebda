import type { Database, SqlValue } from "sql.js";

/** A cell in a line: what would end it stands as a space. */
function cellOf(value: SqlValue): string {
  return value === null ? "" : String(value).replaceAll(/[\t\r\n]/g, " ");
}

/** Prints rows as tab-separated text, the names of the columns once. */
export class RowPrinter {
  readonly #print: (line: string) => void;
  #names = "";

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Asks a database and prints what it answers, a row at a time. */
  ask(database: Database, question: string): void {
    for (const statement of database.iterateStatements(question)) {
      const names = statement.getColumnNames().join("\t");
      if (names !== this.#names && names !== "") this.#print(names);
      this.#names = names;
      while (statement.step()) this.#print(statement.get().map(cellOf).join("\t"));
    }
  }
}
