import { expect, it } from "vitest";
import { createSite } from "../../../server/state/site.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { NOON } from "../../helpers/build-entry.ts";

const change = (seq: number, patch: object, kind = "site") =>
  ({ seq, at: NOON, kind, patch, was: {} }) as unknown as Entry;

it("is as the log tells it, and so are the limits that sensors are judged by", () => {
  const site = createSite();
  expect(site.rules().preset).toBe("instrument");
  const before = site.rules();
  site.observe({ entries: [change(1, { name: "West" })] });
  expect(site.rules()).toBe(before);
  site.observe({ entries: [change(2, { preset: "eu", timeZone: "Europe/Berlin" })] });
  expect(site.current()).toMatchObject({ name: "West", preset: "eu", presetChosen: true });
  expect(site.rules().preset).toBe("eu");
  const restored = createSite();
  restored.restore(JSON.parse(JSON.stringify(site.snapshot())), 2);
  expect(restored.current()).toEqual(site.current());
  expect(restored.rules().preset).toBe("eu");
});

it("passes over kinds of a later version, and a change that is none", () => {
  const site = createSite();
  site.observe({ entries: [change(1, { name: "West" }, "later"), change(2, 7 as never)] });
  expect(site.current().name).toBe("");
});

it("answers the time zone that the server was started with before the site's, and says that it is fixed", () => {
  const answerOf = (timeZone?: string) => {
    const site = createSite({ timeZone });
    site.observe({ entries: [change(1, { name: "West", timeZone: "Europe/Berlin" })] });
    const { name, timeZone: zone, timeZoneFixed } = site.answer();
    return [name, zone, timeZoneFixed];
  };
  expect(answerOf()).toEqual(["West", "Europe/Berlin", false]);
  expect(answerOf("UTC")).toEqual(["West", "UTC", true]);
});
