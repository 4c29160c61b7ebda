import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import initSqlJs from "sql.js";
import { expect, it } from "vitest";
import { rehearse } from "../../../../server/archive/sqlite/rehearsal.ts";

it("rehearses in many steps, and leaves nothing on the disk", async () => {
  const steps = [...rehearse(await initSqlJs(), 2)];
  expect(steps.length).toBeGreaterThan(10);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("davy-rehearsal"))).toEqual([]);
});
