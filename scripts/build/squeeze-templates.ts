// Takes out of the page's templates what only people read: indents, line breaks, comments in styles, and what icons say of
// their licence (which the release names). esbuild leaves the text of a template as it is.

import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";
import { decorateAfter } from "./decorate-after.ts";
import { readIds, shortenIds } from "./short-ids.ts";

type Squeeze = (text: string) => string;

/** Styles: no comments, and no space where CSS needs none. A space after `)` or before `:` may be a combinator. */
const squeezeStyle: Squeeze = (text) =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,]) ?/g, "$1")
    .replaceAll(/: /g, ":")
    .replaceAll(/;\}/g, "}");

const asItIs: Squeeze = (text) => text;

/** Markup: a run of white space is one space to the reader of a page. */
const squeezeMarkup: Squeeze = (text) => text.replaceAll(/\s*\n\s*/g, " ");

const SQUEEZES: ReadonlyMap<string, Squeeze> = new Map([
  ["css", squeezeStyle],
  ["html", squeezeMarkup],
  ["svg", squeezeMarkup],
]);

/** A stretch of a module as it is to be, and where it ends in the module that was read. */
interface Read {
  readonly text: string;
  readonly end: number;
}

/** What may hold a brace or a backtick that is no code, and those that are. A regular expression begins where no value ends. */
const TOKENS = [
  /\/\/.*|\/\*[\s\S]*?\*\//,
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/,
  /(?<=(?:[(,=:[!&|?{;>]|return)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//,
  /(?:\b(?:css|html|svg))?`|[{}]/,
]
  .map(({ source }) => source)
  .join("|");

/** Reads the text after a backtick up to its fellow, and the code that stands between. */
function readTemplate(code: string, start: number, squeeze: Squeeze): Read {
  let text = "";
  let from = start;
  for (let at = start; at < code.length; at += 1) {
    if (code[at] === "\\") at += 1;
    else if (code[at] === "`") return { text: `${text}${squeeze(code.slice(from, at))}\``, end: at + 1 };
    else if (code.startsWith("${", at)) {
      const inner = readCode(code, at + 2);
      text += `${squeeze(code.slice(from, at))}\${${inner.text}`;
      from = inner.end;
      at = inner.end - 1;
    }
  }
  throw new Error("A template has no end.");
}

/** Reads code up to a brace that was not opened in it, or to its end. */
function readCode(code: string, start: number): Read {
  const tokens = new RegExp(TOKENS, "g");
  tokens.lastIndex = start;
  let text = "";
  let from = start;
  let depth = 0;
  for (let found = tokens.exec(code); found; found = tokens.exec(code)) {
    const [token] = found;
    if (token === "{") depth += 1;
    else if (token === "}") depth -= 1;
    if (depth < 0) return { text: text + code.slice(from, tokens.lastIndex), end: tokens.lastIndex };
    if (!token.endsWith("`")) continue;
    const squeeze = SQUEEZES.get(token.slice(0, -1)) ?? asItIs;
    const template = readTemplate(code, tokens.lastIndex, squeeze);
    text += code.slice(from, tokens.lastIndex) + template.text;
    from = template.end;
    tokens.lastIndex = from;
  }
  return { text: text + code.slice(from), end: code.length };
}

/** A module's text with its `css`, `html` and `svg` templates squeezed. */
export function squeezeTemplates(code: string): string {
  return readCode(code, 0).text;
}

/** An icon without comment, and without what the page's styles say of it. */
export function squeezeIcon(icon: string): string {
  return icon
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replace(/\s+xmlns="[^"]*"/, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/> </g, "><")
    .trim();
}

/** Squeezes every module of the page and every icon on its way into the bundle, and has decorators come after their classes. */
export const squeeze: Plugin = {
  name: "squeeze-templates",
  setup: ({ onLoad }) => {
    const ids = readIds();
    onLoad({ filter: /[/\\]pwa[/\\].*\.ts$/, namespace: "file" }, ({ path }) => ({
      contents: decorateAfter(squeezeTemplates(shortenIds(readFileSync(path, "utf8"), ids))),
      loader: "ts",
    }));
    onLoad({ filter: /\.svg$/ }, ({ path }) => ({
      contents: squeezeIcon(readFileSync(path, "utf8")),
      loader: "text",
    }));
  },
};
