// The log of the whole site: groups, search, places, CSV.

import { afterAll, beforeAll, expect, it } from "vitest";
import { ALARM_PATHS, type AlarmsAnswer, acknowledgementsPath } from "../../../../shared/wire/alarms.ts";
import { devicePath, type LogbookAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { parseCsv } from "../../../helpers/parse-csv.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;

const send = (path: string, body: unknown, method = "POST") =>
  fetch(davy.url + path, { method, body: JSON.stringify(body) });
const post = (id: string, co: number | null) =>
  send(PATHS.receiveJson, { id, pct: 80, sensors: [{ type: "CO", val: co }] });

async function log(query: string): Promise<LogbookAnswer> {
  return (await (await fetch(`${davy.url}${PATHS.logbook}?${query}`)).json()) as LogbookAnswer;
}
const kinds = async (query: string) => (await log(query)).events.map(({ kind }) => kind);

beforeAll(async () => {
  davy = await startTestDavy({ now: () => Date.UTC(2026, 10, 24, 12) });
  await post("handheld 1", 0);
  await send(devicePath("handheld 1"), { name: "=Pump", place: "Shaft 3" }, "PATCH");
  await post("handheld 1", 80);
  const { alarms } = (await (await fetch(davy.url + ALARM_PATHS.alarms)).json()) as AlarmsAnswer;
  await send(acknowledgementsPath(alarms[0]?.id ?? ""), { by: "Ada", comment: "Fan is on" });
  await post("handheld 2", null);
});
afterAll(() => davy.stop());

it("is narrowed by groups", async () => {
  expect(await kinds("group=alarm")).toEqual(["alarm", "alarm"]);
  expect(await kinds("group=answer")).toEqual(["ack"]);
  expect(await kinds("group=instrument")).toEqual(["alarm"]);
  expect(await kinds("group=setting")).toEqual(["setting"]);
  expect(await kinds("group=outage")).toEqual([]);
  expect(await kinds("group=answer&group=setting")).toEqual(["ack", "setting"]);
  expect((await fetch(`${davy.url}${PATHS.logbook}?group=none`)).status).toBe(400);
});

it("is searched by what people wrote, by device, name and person, in any case", async () => {
  expect(await kinds("q=fan%20IS")).toEqual(["alarm", "ack"]);
  expect(await kinds("q=ada&group=answer")).toEqual(["ack"]);
  expect(await kinds("q=pump&group=alarm")).toEqual(["alarm", "alarm"]);
  expect(await kinds("q=nobody")).toEqual([]);
});

it("is narrowed by the place of an alarm, or of a device", async () => {
  expect(await kinds("place=Shaft%203&group=alarm&group=setting")).toEqual(["alarm", "alarm", "setting"]);
  expect(await kinds("place=Shaft%204")).toEqual([]);
});

it("comes page by page, each entry once", async () => {
  const seen: number[] = [];
  let cursor = "";
  for (let pages = 0; pages < 10; pages += 1) {
    const page = await log(`group=alarm&group=answer&limit=1${cursor}`);
    seen.push(...page.events.map(({ seq }) => seq));
    if (page.cursor === undefined) break;
    cursor = `&cursor=${page.cursor}`;
  }
  expect(seen).toEqual((await log("group=alarm&group=answer")).events.map(({ seq }) => seq));
});

it("goes out as CSV that no spreadsheet runs", async () => {
  const answer = await fetch(`${davy.url}${PATHS.logbookCsv}?group=alarm&tz=Europe/Berlin`);
  expect(answer.headers.get("content-type")).toContain("text/csv");
  const [head, ...rows] = parseCsv(await answer.text());
  expect(head?.slice(0, 14)).toEqual(
    "seq time group what device name place sensor condition level value unit by details".split(" "),
  );
  const raised = rows.at(-1)?.slice(1, 12);
  expect(raised).toEqual([
    "2026-11-24T13:00:00.000+01:00",
    "alarm",
    "alarm-raised",
    "handheld 1",
    "'=Pump",
    "Shaft 3",
    "CO",
    "a2",
    "a2",
    "80",
    "ppm",
  ]);
});
