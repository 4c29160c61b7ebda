import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { templates } from "../../../pwa/src/i18n/de/german.ts";

const source = resolve(import.meta.dirname, "../../../pwa/src");

function usedIds(): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("i18n/de/"))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), "utf8");
      return [...text.matchAll(/\bid: "([a-z0-9]+\.[\w.]+)"/gi)].map((match) => match[1] ?? "");
    });
}

function messagesWithoutId(): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), "utf8");
      return text
        .split(/\bmsg\(/)
        .slice(1)
        .filter((rest) => !/^.{0,600}?\{\s*id: "/s.test(rest))
        .map((rest) => `${file}: ${rest.slice(0, 60)}`);
    });
}

it("has a German text for every message", () => {
  const used = usedIds();
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((id) => !(id in templates))).toEqual([]);
});

it("has no German text that nothing uses", () => {
  const used = new Set(usedIds());
  expect(Object.keys(templates).filter((id) => !used.has(id))).toEqual([]);
});

it("gives every message an id", () => {
  expect(messagesWithoutId()).toEqual([]);
});

it("makes elements localized before they are defined, or those already in the page would never follow the language", () => {
  const late = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => /@localized\(\)\s+@customElement/.test(readFileSync(join(source, file), "utf8")));
  expect(late).toEqual([]);
});
