import { expect, it } from "vitest";
import { RefusalBursts } from "../../../server/access/access.ts";
import { HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import { accessInMemory } from "../../helpers/access-log.ts";
import { recordReport } from "../../helpers/record-report.ts";

function setUp() {
  const parts = accessInMemory();
  const bursts = new RefusalBursts({ ...parts, report: recordReport() });
  const note = (times: number, from = "10.0.0.9") => {
    for (let time = 0; time < times; time += 1) bursts.note(from);
  };
  return { ...parts, note };
}

it("notes who was refused ten times within ten minutes, once an hour", () => {
  const { note, entries, clock } = setUp();
  note(9);
  expect(entries).toEqual([]);
  note(50);
  expect(entries).toMatchObject([
    {
      kind: "access",
      what: "refused-burst",
      by: { kind: "open", from: "10.0.0.9" },
      subject: { kind: "server" },
    },
  ]);
  clock.now += HOUR_MS;
  note(9);
  expect(entries).toHaveLength(1);
  note(1);
  expect(entries).toHaveLength(2);
});

it("notes nothing of a device that is refused once in a while", () => {
  const { note, entries, clock } = setUp();
  for (let time = 0; time < 100; time += 1) {
    note(1);
    clock.now += 2 * MINUTE_MS;
  }
  expect(entries).toEqual([]);
});

it("writes 20 entries an hour, however many addresses are refused", () => {
  const { note, entries, clock } = setUp();
  for (let address = 0; address < 3_000; address += 1) note(10, `10.1.${address >> 8}.${address & 255}`);
  expect(entries).toHaveLength(20);
  clock.now += HOUR_MS;
  note(10, "10.2.0.1");
  expect(entries).toHaveLength(21);
});

it("changes nothing of how the server is guarded", () => {
  const { note, book, entries, access } = setUp();
  note(10);
  expect(entries).toHaveLength(1);
  expect([book.rows("server"), access.posts, access.mode]).toEqual([[], "open", "open"]);
});
