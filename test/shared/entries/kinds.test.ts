import { expect, it } from "vitest";
import { frameOf } from "../../../server/live/frame.ts";
import { createSite } from "../../../server/state/site.ts";
import { nameOfActor, parseActor } from "../../../shared/entries/actor.ts";
import type { Entry, StampedEntry } from "../../../shared/entries/entry.ts";
import { aboutOf, type EntryKind, KINDS, recognise } from "../../../shared/entries/kinds.ts";

const stamped = (members: object) => ({ seq: 7, at: 1_000, ...members }) as Entry;
const setting = stamped({ kind: "setting", device: "d", patch: { name: "Shaft" } });

interface Toy extends StampedEntry {
  readonly pump: string;
}

const toy: EntryKind<Toy> = {
  kind: "toy",
  parse: (entry) => ("pump" in entry && typeof entry.pump === "string" ? (entry as Toy) : undefined),
  streamEvent: "toy",
  about: ({ pump }) => ({ device: pump }),
};
const withToy = {
  kinds: new Map([...KINDS, ["toy", toy]]),
  settingsOf: () => ({ name: "whole" }),
  idOf: String,
  site: createSite(),
};

it("recognises the entries of each kind, and what they are about", () => {
  const forget = stamped({ kind: "forget", device: "d", data: "keep" });
  expect(recognise(setting, KINDS)?.entry).toBe(setting);
  expect([setting, forget].map((entry) => aboutOf(entry, KINDS))).toEqual([{ device: "d" }, { device: "d" }]);
});

it("recognises neither a kind that it does not know nor an entry of another form", () => {
  const odd = [
    stamped({ kind: "toy", pump: "p" }),
    stamped({ kind: "setting", device: 1, patch: {} }),
    stamped({ kind: "setting", device: "d", patch: null }),
    stamped({ kind: "forget", device: "d", data: "some" }),
    stamped({ kind: "reading", device: "d" }),
    stamped({ kind: "__proto__" }),
    stamped({}),
  ];
  expect(odd.map((entry) => recognise(entry, KINDS))).toEqual(odd.map(() => undefined));
  expect(odd.map((entry) => aboutOf(entry, KINDS))).toEqual(odd.map(() => ({})));
});

it("tells the stream of a kind that is described, with nothing else changed", () => {
  const frame = frameOf(stamped({ kind: "toy", pump: "p" }), withToy);
  expect(frame).toMatchObject({ seq: 7, device: "p" });
  expect(frame.text).toContain("event: toy\n");
  expect(frame.text).toContain('data: {"seq":7,"at":1000,"kind":"toy","pump":"p"}\n');
  expect(frameOf(setting, withToy).text).toContain('"settings":{"name":"whole"}');
});

it("passes over what the stream cannot tell", () => {
  const options = { ...withToy, kinds: KINDS };
  for (const entry of [stamped({ kind: "toy", pump: "p" }), stamped({ kind: "setting", device: 5 })])
    expect(frameOf(entry, options)).toEqual({ seq: 7, device: undefined, text: "" });
});

it("names an actor by its name, or else by its kind", () => {
  expect(nameOfActor({ kind: "person", name: "Ada", from: "10.0.0.1" })).toBe("Ada");
  expect(nameOfActor({ kind: "system", name: "", from: "" })).toBe("system");
});

it("reads no actor from what has another form", () => {
  const open = { kind: "open", name: "", from: "10.0.0.1" };
  expect(parseActor({ ...open, more: 1 })).toEqual(open);
  for (const odd of [
    undefined,
    null,
    "open",
    {},
    { ...open, kind: "ghost" },
    { ...open, name: 1 },
    { kind: "open" },
  ])
    expect(parseActor(odd)).toBeUndefined();
});
