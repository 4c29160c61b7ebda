// The small tables of a file that give names their ids: a row has the id alone.

import type { DataFile } from "./data-file.ts";
import { textOf } from "./stored-text.ts";

/** The small tables that give names their ids, and the column that has the name. */
const NAME_COLUMN = { devices: "name", layouts: "sensors", sensors: "identity" } as const;
export type NameTable = keyof typeof NAME_COLUMN;

interface Names {
  readonly ids: Map<string, number>;
  readonly byId: Map<number, string>;
  lastId: number;
}

/** The names of one file, each table read when it is first asked for. */
export class NameTables {
  readonly #file: Pick<DataFile, "statement" | "each">;
  readonly #tables = new Map<NameTable, Names>();

  constructor(file: Pick<DataFile, "statement" | "each">) {
    this.#file = file;
  }

  /** The id of a name, given out when it is new. */
  idOf(table: NameTable, name: string): number {
    const names = this.#namesOf(table);
    const known = names.ids.get(name);
    if (known !== undefined) return known;
    const id = names.lastId + 1;
    this.#file.statement(`INSERT INTO ${table} VALUES (?, ?)`).run([id, name]);
    keep(names, id, name);
    return id;
  }

  /** The id of a name if the file has it. */
  findId(table: NameTable, name: string): number | undefined {
    return this.#namesOf(table).ids.get(name);
  }

  /** Removes a name that nothing in the file refers to any more. */
  removeName(table: NameTable, name: string): void {
    const names = this.#namesOf(table);
    const id = names.ids.get(name);
    if (id === undefined) return;
    this.#file.statement(`DELETE FROM ${table} WHERE id = ?`).run([id]);
    names.ids.delete(name);
    names.byId.delete(id);
  }

  /** How many names there are. */
  countNames(table: NameTable): number {
    return this.#namesOf(table).ids.size;
  }

  /** The name behind an id. */
  nameOf(table: NameTable, id: number): string {
    return this.#namesOf(table).byId.get(id) ?? "";
  }

  #namesOf(table: NameTable): Names {
    const known = this.#tables.get(table);
    if (known) return known;
    const names: Names = { ids: new Map(), byId: new Map(), lastId: 0 };
    const sql = `SELECT id, CAST(${NAME_COLUMN[table]} AS BLOB) FROM ${table} ORDER BY id`;
    this.#file.each(sql, [], ([id, name]) => keep(names, Number(id), textOf(name)));
    this.#tables.set(table, names);
    return names;
  }
}

function keep(names: Names, id: number, name: string): void {
  names.ids.set(name, id);
  names.byId.set(id, name);
  names.lastId = Math.max(names.lastId, id);
}
