// Which streams end with an entry: those of whoever may no longer hear what they heard, or may hear more.

import { expect, it } from "vitest";
import { endedOwners, OF_PLACES, ownerKey } from "../../../server/live/ended-owners.ts";
import type { AccessEntry, AccessRecord } from "../../../shared/entries/access.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { buildEntry } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";

const accessOf = (kind: string, record?: AccessRecord | null): Entry =>
  buildEvent(1, {
    ...{ kind: "access", what: "changed", subject: { kind, id: "7" } as AccessEntry["subject"] },
    ...(record === undefined ? {} : { record }),
  });

it.each(["person", "display"])("ends those of a %s whatever was changed of it", (kind) => {
  expect(endedOwners(accessOf(kind, { name: "Ada" }))).toEqual([`${kind} 7`]);
  expect(endedOwners(accessOf(kind, null))).toEqual([`${kind} 7`]);
});

it.each(["session", "key"])("ends those of a %s that is gone or has ended, and of no other", (kind) => {
  expect(endedOwners(accessOf(kind, null))).toEqual([`${kind} 7`]);
  expect(endedOwners(accessOf(kind, { endedAt: 5 }))).toEqual([`${kind} 7`]);
  expect(endedOwners(accessOf(kind, { name: "Phone" }))).toEqual([]);
});

it.each(["person", "display", "session", "key"])("ends none where nothing was said of a %s", (kind) => {
  expect(endedOwners(accessOf(kind))).toEqual([]);
});

it("ends none of what hears nothing, as an invitation", () => {
  expect(endedOwners(accessOf("invitation", null))).toEqual([]);
  expect(endedOwners(accessOf("rule", { endedAt: 5 }))).toEqual([]);
});

it("ends those that hear of some places where a device comes to a place, leaves one, or is forgotten", () => {
  expect(OF_PLACES).toBe("places");
  expect(endedOwners(buildEvent(1, { patch: { place: "Shaft" } }))).toEqual(["places"]);
  expect(endedOwners(buildEvent(1, { patch: { place: null } }))).toEqual(["places"]);
  expect(endedOwners(buildEvent(1, { patch: { name: "Gate" } }))).toEqual([]);
  expect(endedOwners(buildEvent(1, { kind: "forget", data: "keep" }))).toEqual(["places"]);
});

it("ends none with a reading, nor with a kind of its own", () => {
  expect(endedOwners(buildEntry(1))).toEqual([]);
  expect(endedOwners(buildEvent(1, { kind: "a later kind" }))).toEqual([]);
});

it("finds a stream by what it is of and by which", () => {
  expect(ownerKey("session", "9")).toBe("session 9");
});
