// Pins what the archive relies on in sql.js. A version that fails here needs a look at server/archive before it is taken.

import initSqlJs, { type Database } from "sql.js";
import { beforeAll, describe, expect, it } from "vitest";
import { isSealed, seal } from "../../../server/archive/sqlite/files/seal.ts";
import { giveMemoryBack } from "../../../server/engine.ts";

let SQL: Awaited<ReturnType<typeof initSqlJs>>;

beforeAll(async () => {
  SQL = await initSqlJs();
});

function withTable(): Database {
  const db = new SQL.Database();
  db.run("CREATE TABLE t (a INTEGER PRIMARY KEY, b)");
  return db;
}

const firstOf = (db: Database, sql: string) => db.exec(sql)[0]?.values[0]?.[0];

describe("export()", () => {
  it("keeps prepared statements alive, and what they write afterwards counts", () => {
    const db = withTable();
    const insert = db.prepare("INSERT INTO t VALUES (?, ?)");
    insert.run([1, "before"]);
    const first = new SQL.Database(db.export());
    insert.run([2, "after"]);
    expect(firstOf(first, "SELECT count(*) FROM t")).toBe(1);
    expect(firstOf(new SQL.Database(db.export()), "SELECT count(*) FROM t")).toBe(2);
  });

  it("throws inside a transaction, so that no half of one gets to the disk", () => {
    const db = withTable();
    db.run("BEGIN");
    db.run("INSERT INTO t VALUES (1, 1)");
    expect(() => db.export()).toThrow();
    db.run("COMMIT");
    expect(firstOf(new SQL.Database(db.export()), "SELECT count(*) FROM t")).toBe(1);
  });

  it("hands out bytes of its own, which later changes leave alone", () => {
    const db = withTable();
    const bytes = db.export();
    const before = Buffer.from(bytes);
    db.run("INSERT INTO t SELECT value, zeroblob(1000) FROM json_each('[1,2,3,4,5,6,7,8,9]')");
    db.export();
    expect(Buffer.from(bytes).equals(before)).toBe(true);
  });

  it("keeps the rollback journal off, which a file in memory has no use for", () => {
    const db = withTable();
    db.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
    db.export();
    expect(firstOf(db, "PRAGMA journal_mode")).toBe("off");
    expect(firstOf(db, "PRAGMA synchronous")).toBe(0);
  });
});

describe("a database", () => {
  it("opens with the checksum in place of the application id, and is whole to SQLite", () => {
    const bytes = withTable().export();
    seal(bytes);
    expect(isSealed(bytes)).toBe(true);
    const db = new SQL.Database(bytes);
    expect(firstOf(db, "PRAGMA integrity_check")).toBe("ok");
  });

  it("tells its size by its pages, which is that of its export", () => {
    const db = withTable();
    db.run("INSERT INTO t SELECT value, zeroblob(3000) FROM json_each('[1,2,3,4,5,6,7,8,9]')");
    const pages = Number(firstOf(db, "PRAGMA page_count")) * Number(firstOf(db, "PRAGMA page_size"));
    expect(db.export()).toHaveLength(pages);
  });

  it("throws when the bytes are none of a database, at the first question at the latest", () => {
    expect(() => new SQL.Database(Buffer.alloc(8_192, 7)).exec("SELECT * FROM sqlite_master")).toThrow(
      /not a database/,
    );
  });

  it("has the functions that the archive's texts are built with, to the last digit", () => {
    const db = new SQL.Database();
    const value = 0.1 + 0.2;
    db.run("CREATE TABLE t (x REAL)");
    db.run("INSERT INTO t VALUES (?)", [value]);
    const text = firstOf(db, "SELECT group_concat('[' || printf('%!.17g', x) || ']') FROM t");
    expect(JSON.parse(String(text))).toEqual([value]);
    expect(firstOf(db, `SELECT json_extract('{"source":{"row":7}}', '$.source.row')`)).toBe(7);
    expect(firstOf(db, "SELECT iif(NULL IS NULL, 'null', 1)")).toBe("null");
  });

  it("returns whole numbers beyond 32 bits as they are", () => {
    const db = withTable();
    db.run("INSERT INTO t VALUES (?, ?)", [Number.MAX_SAFE_INTEGER, 1_795_521_600_000]);
    expect(db.exec("SELECT * FROM t")[0]?.values[0]).toEqual([Number.MAX_SAFE_INTEGER, 1_795_521_600_000]);
  });

  it("frees its memory when it is closed", () => {
    const open = () => {
      const db = withTable();
      db.run("INSERT INTO t SELECT value, zeroblob(2000000) FROM json_each('[1,2,3,4,5]')");
      db.export();
      db.close();
    };
    // Exports that nothing refers to any more are not what is looked for.
    const held = () => {
      giveMemoryBack();
      return process.memoryUsage();
    };
    open();
    const before = held();
    for (let round = 0; round < 20; round += 1) open();
    const after = held();
    // Kept, 20 databases of 10 MB would be 200 MB, and their exports as much again.
    const grown = after.arrayBuffers + after.external - before.arrayBuffers - before.external;
    expect(grown).toBeLessThan(150 * 1024 * 1024);
  });
});
