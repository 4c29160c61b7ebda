// One line of the journal: the JSON of an entry with the CRC-32 of what stands before it as its last member.

import { crc32 } from "node:zlib";
import type { Entry, ReadingEntry, StampedEntry } from "../../../shared/entries/entry.ts";
import { isTime, TOO_DEEP } from "../../../shared/entries/unfit-reading.ts";
import { countMembers } from "../../../shared/ground/count-members.ts";
import { nestsDeeperThan } from "../../../shared/ground/json-nesting.ts";
import type { SensorValue } from "../../../shared/rules/reading.ts";
import { JsonBytes } from "./json-bytes.ts";

const CRC_MEMBER = ',"crc":"';
/** `,"crc":"` and eight hex digits and `"}`. */
const TAIL_LENGTH = CRC_MEMBER.length + 8 + 2;
/** A reading without any of those that few have, and a sensor with nothing but its type and value. */
const ORDINARY_MEMBERS = 8;
const ORDINARY_SENSOR_MEMBERS = 2;
/** Many times as deep as anything nests that is let in. A shorter line than twice as many characters cannot nest so deep. */
const MAX_NESTING = 1_000;

function checksum(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}

/** Formats entries as lines. It has a piece of memory of its own, which it uses again. */
export class LineFormatter {
  readonly #bytes = new JsonBytes();

  /** The lines of entries, each with its line end. */
  format(entries: readonly Entry[]): Buffer {
    const bytes = this.#bytes;
    // What is left of a batch that could not be written down must not come before this one.
    bytes.cut(0);
    for (const entry of entries) {
      const start = bytes.length;
      if (entry.kind === "reading" && isOrdinary(entry)) writeReading(bytes, entry);
      else bytes.value(entry);
      // Where the object closes, the checksum takes its place.
      bytes.cut(bytes.length - 1);
      const sum = crc32(bytes.from(start));
      bytes.ascii(CRC_MEMBER);
      bytes.hex(sum);
      bytes.ascii('"}\n');
    }
    return bytes.take();
  }
}

/** Whether a reading has nothing but the members that all have, and maybe how it was let in. */
function isOrdinary(reading: ReadingEntry): boolean {
  const members = countMembers(reading);
  return (
    members === ORDINARY_MEMBERS || (members === ORDINARY_MEMBERS + 1 && typeof reading.via === "string")
  );
}

/** Writes an ordinary reading, each member of which is here. */
function writeReading(bytes: JsonBytes, reading: ReadingEntry): void {
  bytes.ascii('{"seq":');
  bytes.number(reading.seq);
  bytes.ascii(',"at":');
  bytes.number(reading.at);
  bytes.ascii(',"kind":"reading","device":');
  bytes.text(reading.device);
  bytes.ascii(',"measuredAt":');
  bytes.number(reading.measuredAt);
  bytes.ascii(',"deviceTime":');
  if (typeof reading.deviceTime === "string") bytes.text(reading.deviceTime);
  else bytes.number(reading.deviceTime);
  bytes.ascii(',"battery":');
  bytes.number(reading.battery);
  bytes.ascii(',"sensors":');
  writeSensors(bytes, reading.sensors);
  if (reading.via !== undefined) {
    bytes.ascii(',"via":');
    bytes.text(reading.via);
  }
  bytes.ascii("}");
}

function writeSensors(bytes: JsonBytes, sensors: readonly SensorValue[]): void {
  bytes.ascii("[");
  for (let index = 0; index < sensors.length; index += 1) {
    const sensor = sensors[index];
    if (index > 0) bytes.ascii(",");
    if (!sensor || countMembers(sensor) !== ORDINARY_SENSOR_MEMBERS) bytes.value(sensor);
    else {
      bytes.ascii('{"type":');
      bytes.text(sensor.type);
      bytes.ascii(',"val":');
      bytes.number(sensor.val);
      bytes.ascii("}");
    }
  }
  bytes.ascii("]");
}

/** The entry of a line (without line end), or undefined when a byte of it is not as it was written, or it has no number. */
export function parseLine(line: Buffer): Entry | undefined {
  const headLength = line.length - TAIL_LENGTH;
  if (headLength <= 0) return undefined;
  const head = line.subarray(0, headLength);
  if (line.toString("latin1", headLength) !== `${CRC_MEMBER}${checksum(head)}"}`) return undefined;
  // The checksum vouches that these are the bytes of an entry which a writer was given. That may have been another version.
  const entry = parseEntry(`${head.toString("utf8")}}`);
  return Number.isSafeInteger(entry?.seq) && entry && entry.seq > 0 ? entry : undefined;
}

/** An entry that nests so deep that to write, copy or walk through it would use up the stack becomes one that has its text. */
function parseEntry(text: string): Entry | undefined {
  const entry = parseObject(text);
  if (text.length < 2 * MAX_NESTING || !entry || !nestsDeeperThan(MAX_NESTING, text)) return entry;
  const { seq, at } = entry;
  // Whoever reads entries passes over a kind that is not known, and the archive sets this one aside.
  return { seq, at: isTime(at) ? at : 0, kind: TOO_DEEP, text } as StampedEntry as Entry;
}

function parseObject(text: string): Entry | undefined {
  try {
    return JSON.parse(text) as Entry;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
