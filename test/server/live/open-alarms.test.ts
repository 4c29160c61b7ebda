// What a stream is told of the alarms that are open as it begins.

import { expect, it } from "vitest";
import { openAlarms } from "../../../server/live/open-alarms.ts";
import { Audience } from "../../../server/live/scopes.ts";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";

const OPEN = [
  buildAlarm({ id: "of a", device: "a" }),
  buildAlarm({ id: "of b", device: "b" }),
  buildAlarm({ id: "of the site", device: null }),
];

function told(audience: Audience, open: readonly Alarm[] = OPEN) {
  const pieces = openAlarms({ open: () => [...open] }, { audience, at: 5, id: "7.log" });
  const text = Buffer.concat(pieces).toString();
  const [, data = "null"] = /^event: alarms\nid: 7\.log\ndata: (.*)\n\n$/.exec(text) ?? [];
  const { alarms } = JSON.parse(data) as { alarms: Alarm[] | null };
  return { pieces, alarms, ids: alarms?.map(({ id }) => id) };
}

it("tells who hears of everything of all that is open", () => {
  expect(told(new Audience("", { kind: "everything" })).ids).toEqual(["of a", "of b", "of the site"]);
});

it("tells who hears of some devices of theirs alone, and of none of the site itself", () => {
  expect(told(new Audience("b", { kind: "devices", devices: ["b", "c"] })).ids).toEqual(["of b"]);
});

it("tells of 500 in pieces of 256 KiB, and of more that they are to be asked for", () => {
  const flood = Array.from({ length: 501 }, (_, index) => buildAlarm({ id: `${index}` }));
  const everything = new Audience("", { kind: "everything" });
  const { pieces, alarms } = told(everything, flood.slice(1));
  expect(alarms).toHaveLength(500);
  expect([pieces[0]?.length, pieces.length]).toEqual([262_144, 2]);
  expect(told(everything, flood).alarms).toBeNull();
});
