// InfluxDB's line protocol, as its reference has it: `measurement,tag=value field=1.5,other="text" 1556813561098000000`.
// https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/

import { hasHalfCharacter } from "../../../shared/ground/half-character.ts";

/** One line, taken apart. */
export interface Line {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, number | string | boolean>;
  /** As it stands there, be it no time at all; absent where the line has none. */
  readonly timestamp?: string;
}

/** A line, or what is wrong with it. */
export type ParsedLine = { readonly line: Line } | { readonly problem: string };

/** Most tags and fields of a line. */
const MAX_PARTS = 256;

/**
 * Looks at each character that is neither escaped nor in a quoted text, until `see` answers true or the text ends. Only behind a `=` does
 * a quote begin a text; elsewhere it is a character like others. Answers whether a text was still open at the end.
 */
function scan(text: string, start: number, see: (character: string, at: number) => boolean): boolean {
  let isQuoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\\") at += 1;
    else if (character === '"' && (isQuoted || text[at - 1] === "=")) isQuoted = !isQuoted;
    else if (!isQuoted && see(character, at)) return false;
  }
  return isQuoted;
}

/** Where the line that begins at a place ends. One whose text never ends costs no other line: it ends where its first line does. */
function endOfLine(text: string, start: number): number {
  let end = text.length;
  const isOpen = scan(text, start, (character, at) => {
    if (character !== "\n") return false;
    end = at;
    return true;
  });
  const first = text.indexOf("\n", start);
  return isOpen && first >= 0 ? first : end;
}

/** The lines of a body; what stands between quotes may have line ends in it. Empty ones and comments are left out. */
export function* splitLines(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end).trim();
    if (line !== "" && !line.startsWith("#")) yield line;
    start = end + 1;
  }
}

/** Cuts text where a character stands that is neither escaped nor between quotes. */
function cut(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  scan(text, 0, (character, at) => {
    if (character !== separator) return false;
    parts.push(text.slice(start, at));
    start = at + 1;
    return false;
  });
  parts.push(text.slice(start));
  return parts;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([,= "\\])/g, "$1");
}

/** A name and its value; undefined where there is no `=` between them. */
function pairIn(text: string): readonly [string, string] | undefined {
  const [name = "", ...value] = cut(text, "=");
  return name === "" || value.length === 0 ? undefined : [unescaped(name), value.join("=")];
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WHOLE = /^[+-]?\d+[iu]$/;

/**
 * The value of a field; undefined for what is none. InfluxDB would refuse the whole line for `co=NaN` or `co=`, and with it the gas beside
 * it: here such a word is the value's text, which a sensor's fault is made of.
 */
function valueIn(text: string): number | string | boolean | undefined {
  if (/^".*"$/s.test(text) && text.length > 1) return unescaped(text.slice(1, -1));
  if (WHOLE.test(text)) return Number(text.slice(0, -1));
  if (NUMBER.test(text)) return Number(text);
  if (/^(t|true)$/i.test(text)) return true;
  if (/^(f|false)$/i.test(text)) return false;
  return text.includes('"') ? undefined : unescaped(text);
}

/** Parses one line. Never throws. */
export function parseLine(text: string): ParsedLine {
  // As `textOfBatch` has bytes that are no text.
  if (hasHalfCharacter(text)) return { problem: "it has bytes that are no UTF-8 text" };
  const [head = "", fieldText = "", timestamp, ...more] = cut(text, " ").filter((part) => part !== "");
  const [name = "", ...tagTexts] = cut(head, ",");
  const measurement = unescaped(name);
  if (measurement === "") return { problem: "it has no measurement" };
  if (fieldText === "") return { problem: "it has no fields behind its measurement and tags" };
  // A time that is none costs no value; what looks like a value is none of a time.
  if (more.length > 0 || timestamp?.includes("="))
    return { problem: "it has a space too many; one in a name or a tag needs a \\ before it" };
  const fieldTexts = cut(fieldText, ",").filter((part) => part !== "");
  if (tagTexts.length + fieldTexts.length > MAX_PARTS)
    return { problem: `it has more than ${MAX_PARTS} tags and fields` };
  const tags = new Map<string, string>();
  for (const tag of tagTexts) {
    const pair = pairIn(tag);
    if (!pair) return { problem: `its tag ${tag.slice(0, 40)} has no =` };
    tags.set(pair[0], unescaped(pair[1]));
  }
  const fields = fieldsIn(fieldTexts);
  if (typeof fields === "string") return { problem: fields };
  const line = { measurement, tags, fields };
  return { line: timestamp === undefined ? line : { ...line, timestamp } };
}

function fieldsIn(texts: readonly string[]): Line["fields"] | string {
  const fields = new Map<string, number | string | boolean>();
  for (const text of texts) {
    // One that has lost its value costs the others nothing.
    const pair = pairIn(text) ?? pairIn(`${text}=`);
    if (!pair) return `its field ${text.slice(0, 40)} has no name`;
    const value = valueIn(pair[1]);
    if (value === undefined) return `its field ${pair[0].slice(0, 40)} has no value that can be read`;
    fields.set(pair[0], value);
  }
  return fields;
}
