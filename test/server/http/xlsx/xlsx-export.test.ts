import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { EXPORTED_DAY, startExportedSite } from "../../../helpers/exported-site.ts";
import { momentOf, type ReadCell, readWorkbook } from "../../../helpers/read-workbook.ts";
import type { TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;

const ask = (query: Record<string, string>) =>
  fetch(`${davy.url}${PATHS.exportXlsx}?${new URLSearchParams(query)}`);

/** The rows of the first sheet, by the names of their columns. */
async function records(query: Record<string, string>): Promise<Record<string, ReadCell | undefined>[]> {
  const [sheet] = readWorkbook(Buffer.from(await (await ask(query)).arrayBuffer()));
  const [head, ...rows] = sheet?.rows ?? [];
  const names = [...(head ?? [])].map(([column, { text }]) => [column, text] as const);
  return rows.map((row) => Object.fromEntries(names.map(([column, name]) => [name, row.get(column)])));
}

const textsOf = (row: Record<string, ReadCell | undefined> | undefined, names: readonly string[]) =>
  names.map((name) => row?.[name]?.text);

beforeAll(async () => {
  davy = await startExportedSite();
});
afterAll(() => davy.stop());

it("has the rows of the CSV, with times in UTC as their columns say", async () => {
  const response = await ask(EXPORTED_DAY);
  expect(response.headers.get("content-type")).toBe(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  );
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="davy_all devices_2026-11-23T000000Z_2026-11-24T000000Z_raw.xlsx"',
  );
  await response.arrayBuffer();
  const rows = await records(EXPORTED_DAY);
  const names = ["device", "name", "sensor", "gas", "value", "unit", "zero", "gain", "battery", "quality"];
  expect(rows.map((row) => textsOf(row, names))).toEqual([
    ["=cmd()", "Pümp, old", "CO", "CO", "-12.5", "mg/m³", "2", "0.5", "90", "late"],
    ["=cmd()", "Pümp, old", "CO-2", "CO", undefined, "ppm", "0", "1", "90", "fault"],
    ["b", undefined, "O2", "O2", "20.9", "%vol", "0", "1", "50", "live"],
  ]);
  const times = rows.map((row) => [row["measured_at (UTC)"], row["received_at (UTC)"]]);
  expect(times.flat().map((cell) => cell && momentOf(cell))).toEqual([
    "2026-11-23T11:00:00.000Z",
    "2026-11-23T12:00:00.000Z",
    "2026-11-23T11:00:00.000Z",
    "2026-11-23T12:00:00.000Z",
    "2026-11-23T11:59:50.000Z",
    "2026-11-23T12:00:00.000Z",
  ]);
  expect(rows.flatMap((row) => Object.values(row)).some((cell) => cell?.isFormula)).toBe(false);
});

it("shows times as clocks of the zone that was asked for, and says which", async () => {
  const [row] = await records({ ...EXPORTED_DAY, device: "b", tz: "Europe/Berlin" });
  const cell = row?.["measured_at (Europe/Berlin)"];
  expect(cell && momentOf(cell)).toBe("2026-11-23T12:59:50.000Z");
});

it.each(["minute", "hour"])("has what was lowest and highest in each %s", async (resolution) => {
  const rows = await records({ ...EXPORTED_DAY, resolution });
  const names = ["sensor", "count", "faults", "min", "max", "resolution"];
  expect(rows.map((row) => textsOf(row, names))).toEqual([
    ["CO", "1", "0", "-12.5", "-12.5", resolution],
    ["CO-2", "0", "1", undefined, undefined, resolution],
    ["O2", "1", "0", "20.9", "20.9", resolution],
  ]);
  const start = rows[0]?.["start (UTC)"];
  expect(start && momentOf(start)).toBe("2026-11-23T11:00:00.000Z");
});

it("takes the query of the CSV, and says what it cannot export", async () => {
  expect((await ask({ ...EXPORTED_DAY, separator: ";", decimal: "," })).status).toBe(200);
  expect((await ask({ ...EXPORTED_DAY, device: "nobody" })).status).toBe(404);
  expect((await ask({ ...EXPORTED_DAY, to: "2026-11-22" })).status).toBe(400);
  expect((await ask({ from: "2026-11-23" })).status).toBe(400);
});
