import { expect, it } from "vitest";
import { numberIds, readIds, shortenIds } from "../../scripts/build/short-ids.ts";

const GERMAN = [
  'export const shell = {\n  "shell.live": "Live",\n  "shell.find":\n    "Suchen",\n};',
  'export const graph = {\n  "graph.title": str`Verlauf (§{0})`,\n};',
];

it("gives a message the same short id in the code and in the German texts", () => {
  const ids = numberIds(GERMAN);
  expect([...ids]).toEqual([
    ["graph.title", "0"],
    ["shell.find", "1"],
    ["shell.live", "2"],
  ]);
  const code = 'msg("Live", { id: "shell.live" }) + msg(str`Graph (§{n})`, {\n  id: "graph.title",\n})';
  expect(shortenIds(code, ids)).toBe('msg("Live", { id: "2" }) + msg(str`Graph (§{n})`, {\n  id: "0",\n})');
  expect(shortenIds(GERMAN[0] ?? "", ids)).toBe(
    'export const shell = {\n  "2": "Live",\n  "1":\n    "Suchen",\n};',
  );
});

it("leaves what is no message's id, and an id that no German text has", () => {
  const code =
    'choiceField({ id: "zone", key: "shell.live" }); msg("New", { id: "shell.new" }); a = "shell.live";';
  expect(shortenIds(code, numberIds(GERMAN))).toBe(code);
});

it("finds every id of the app's German texts", async () => {
  const { templates } = await import("../../pwa/src/i18n/de/german.ts");
  expect([...readIds().keys()]).toEqual(Object.keys(templates).sort());
});
