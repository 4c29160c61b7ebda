import fc from "fast-check";
import { expect, it } from "vitest";
import { html } from "../../../../server/http/docs/html.ts";

it("lets no text break out of its place", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", "amp;") }), (text) => {
      const made = html`<p title="${text}">${text}</p>`.text;
      const [, title = "", content = ""] = /^<p title="([^"<>']*)">([^"<>']*)<\/p>$/.exec(made) ?? [];
      expect([title, content]).toEqual([title, title]);
      const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
      expect(title.replace(/&([\w#]+);/g, (_, name: string) => ENTITIES[name] ?? "?")).toBe(text);
    }),
  );
});

it("takes pieces of HTML as they are, one or many", () => {
  const item = (text: string) => html`<li>${text}</li>`;
  expect(html`<ul>${["a", "<"].map(item)}</ul>${html`<hr>`}`.text).toBe(
    "<ul><li>a</li><li>&lt;</li></ul><hr>",
  );
});
