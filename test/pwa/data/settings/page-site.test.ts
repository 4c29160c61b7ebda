import { expect, it } from "vitest";
import { parseFleetNote } from "../../../../pwa/offline/fleet-note.ts";
import { PageSite } from "../../../../pwa/src/data/settings/page-site.ts";
import { parseSiteAnswer } from "../../../../pwa/src/data/stream/parse-events.ts";
import { DEFAULT_SITE } from "../../../../shared/rules/site.ts";

const named = (name: string) => ({ ...DEFAULT_SITE, name, timeZoneFixed: false });

function startSite() {
  const site = new PageSite(async () => undefined);
  const told: string[] = [];
  site.subscribe(() => told.push(site.current().name));
  return { site, told };
}

it("begins with the defaults, then with what an earlier visit knew, until the server speaks", () => {
  const { site, told } = startSite();
  expect([site.isKnown(), site.current()]).toEqual([false, named("")]);
  site.restore(named("as noted"));
  site.adopt(named("as told"));
  site.restore(named("as noted"));
  expect(told).toEqual(["as noted", "as told"]);
  expect([site.isKnown(), site.noted()]).toEqual([true, named("as told")]);
});

it("tells of a change, and of nothing else", () => {
  const { site, told } = startSite();
  for (const name of ["a", "a", "b"]) site.adopt(named(name));
  expect(told).toEqual(["a", "b"]);
});

it("takes a site from a note, and its zone alone from a note of 0.1.0", () => {
  const note = { serverTime: 1, wallOffset: 0, devices: [] };
  const siteOf = (more: object) => parseSiteAnswer(parseFleetNote({ ...note, ...more })?.site);
  expect(siteOf({ site: named("pit") })).toEqual(named("pit"));
  expect(siteOf({ timeZone: "Asia/Tokyo" })).toEqual({ ...named(""), timeZone: "Asia/Tokyo" });
  expect(siteOf({})).toBeUndefined();
  expect(siteOf({ site: "pit" })).toBeUndefined();
});
