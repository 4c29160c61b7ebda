// Reads a workbook by what ZIP and ECMA-376 say of it, and not with the package that wrote it.

import { inflateRawSync } from "node:zlib";

/** A cell as it stands in the file. */
export interface ReadCell {
  /** `inlineStr` for text, `n` for a number. */
  readonly kind: string;
  readonly text: string;
  /** The number format of the cell; none is "General". */
  readonly format: string;
  readonly isFormula: boolean;
}

/** A sheet: its name, and its rows by column letter. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly ReadonlyMap<string, ReadCell>[];
}

const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** The files of an archive by name, by its central directory. Throws for what is no whole archive. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.length - 22;
  if (bytes.readUInt32LE(end) !== END) throw new Error("The archive has no end.");
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error("The archive's list is damaged.");
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const name = bytes.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    files.set(name, (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString());
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

const SIGNS: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

function unescapeXml(text: string): string {
  return text
    .replaceAll(/&(?:lt|gt|quot|amp);/g, (sign) => SIGNS[sign] ?? sign)
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescapeXml(found);
}

/** By style, the format of numbers. */
function formatsOf(styles: string): string[] {
  const own = new Map(
    [...styles.matchAll(/<numFmt [^>]*>/g)].map(([tag]) => [
      attribute(tag, "numFmtId"),
      attribute(tag, "formatCode"),
    ]),
  );
  const [cells = ""] = /<cellXfs.*<\/cellXfs>/s.exec(styles) ?? [];
  return [...cells.matchAll(/<xf [^>]*>/g)].map(([tag]) => own.get(attribute(tag, "numFmtId")) ?? "General");
}

function cellsOf(row: string, formats: readonly string[]): Map<string, ReadCell> {
  const cells = [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, head = "", body = ""]) => {
    const text = unescapeXml(/<(?:t|v)(?: [^>]*)?>(.*)<\/(?:t|v)>/s.exec(body)?.[1] ?? "");
    const column = (attribute(head, "r") ?? "").replace(/\d+$/, "");
    const format = formats[Number(attribute(head, "s") ?? 0)] ?? "General";
    return [
      column,
      { kind: attribute(head, "t") ?? "n", text, format, isFormula: body.includes("<f") },
    ] as const;
  });
  return new Map(cells.filter(([, { text }]) => text !== ""));
}

/** Its sheets, in order. */
export function readWorkbook(bytes: Buffer): ReadSheet[] {
  const files = unzip(bytes);
  const formats = formatsOf(files.get("xl/styles.xml") ?? "");
  const sheets = [...(files.get("xl/workbook.xml") ?? "").matchAll(/<sheet [^>]*>/g)];
  return sheets.map(([tag], index) => {
    const xml = files.get(`xl/worksheets/sheet${index + 1}.xml`) ?? "";
    const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = ""]) => cellsOf(row, formats));
    return { name: attribute(tag, "name") ?? "", rows };
  });
}

/** The moment that a number of a sheet shows, by the calendar that begins in 1900. */
export function momentOf({ text }: ReadCell): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400_000)).toISOString();
}
