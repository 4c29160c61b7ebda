import { expect, it } from "vitest";
import { squeezeIcon, squeezeTemplates } from "../../scripts/build/squeeze-templates.ts";

/** Code in which § stands for the sign of a placeholder. */
function written(text: string): string {
  return text.replaceAll("§", "$");
}

it("takes indents and comments out of styles, and leaves their meaning", () => {
  const code = [
    "const a = css`",
    "  /* a mark */",
    "  :host([x]) > a :is(b, i):hover {",
    "    color: var(--ink);",
    "    margin: calc(1px + 2px) 0;",
    `  }\n  .n::before {\n    content: "– ";\n  }`,
    "`;",
  ].join("\n");
  expect(squeezeTemplates(code)).toBe(
    `const a = css\` :host([x]) > a :is(b,i):hover{color:var(--ink);margin:calc(1px + 2px) 0}.n::before{content:"– "}\`;`,
  );
});

it("leaves one space where markup has a line break, and what is in one line as it is", () => {
  expect(squeezeTemplates("html`<p>\n    one  two\n  </p>`")).toBe("html`<p> one  two </p>`");
});

it("squeezes templates within templates, and nothing else of the code between", () => {
  const code = written(
    'html`<ul>\n  §{list.map((x) => { return svg`<g>\n  <a/></g>`; })}\n  §{x ? `a\n  b` : "}`"}\n</ul>`',
  );
  expect(squeezeTemplates(code)).toBe(
    written('html`<ul> §{list.map((x) => { return svg`<g> <a/></g>`; })} §{x ? `a\n  b` : "}`"} </ul>`'),
  );
});

it.each([
  ["a comment", "// css` {\n/* ` */ const a = 1;"],
  ["a string", `const a = "css\`  { "; const b = '\`';`],
  ["a regular expression", "return /[`\"'{]/.test(a) ? b.replaceAll(/\\/`/g, c) : d / e;"],
  ["a template of another kind", "msg(str`a\n  §{b}\n  c`)"],
  ["an escape", "html`\\`  \\§{`"],
])("changes nothing in %s", (_name, code) => {
  expect(squeezeTemplates(written(code))).toBe(written(code));
});

it("leaves of an icon what is drawn", () => {
  expect(
    squeezeIcon(
      '<!-- @license x -->\n<svg\n  class="a"\n  xmlns="http://www.w3.org/2000/svg"\n  width="24"\n>\n  <path d="M1 2" />\n</svg>\n',
    ),
  ).toBe('<svg class="a" width="24" ><path d="M1 2" /></svg>');
});
