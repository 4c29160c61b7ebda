import type { SqlValue } from "sql.js";
import type { DataFile } from "../files/data-file.ts";
import { isInMore, type MoreMembers } from "../files/stored-readings.ts";
import type { PackedReading } from "./packed-reading.ts";

const COLUMNS = 9;
/** Rows of one insert: measured, more of them gain nothing. */
const ROWS_PER_INSERT = 32;
const ROW = `(${"?,".repeat(COLUMNS - 1)}?)`;
const INSERT_ONE = `INSERT OR IGNORE INTO readings VALUES ${ROW}`;
const INSERT_MANY = `INSERT OR IGNORE INTO readings VALUES ${Array(ROWS_PER_INSERT).fill(ROW).join(",")}`;

function moreOf({ rare, at, via }: PackedReading): string | null {
  // Of a server with keys nearly each has this and no more.
  if (!rare) return via === undefined ? null : `{"via":${JSON.stringify(via)}}`;
  const { receivedAt, deviceTime, ...members } = rare;
  const more: MoreMembers = {
    ...members,
    ...(via === undefined ? {} : { via }),
    ...(receivedAt === undefined ? {} : { at }),
    ...(isInMore(deviceTime) ? { deviceTime } : {}),
  };
  return Object.keys(more).length === 0 ? null : JSON.stringify(more);
}

/** Gathers rows for one file and inserts them many at a time. */
export class ReadingWriter {
  readonly #file: DataFile;
  #params: SqlValue[] = [];

  constructor(file: DataFile) {
    this.#file = file;
  }

  add(reading: PackedReading): void {
    const { seq, measuredAt, receivedAt } = reading;
    this.#params.push(
      seq,
      this.#file.names.idOf("devices", reading.device),
      measuredAt,
      receivedAt,
      Number.isNaN(reading.battery) ? null : reading.battery,
      this.#file.names.idOf("layouts", reading.layout.text),
      reading.valuesText,
      isInMore(reading.deviceTime) ? null : reading.deviceTime,
      moreOf(reading),
    );
    const { info } = this.#file;
    info.rows += 1;
    info.minSeq = info.minSeq === 0 ? seq : Math.min(info.minSeq, seq);
    info.maxSeq = Math.max(info.maxSeq, seq);
    info.maxReceivedAt = Math.max(info.maxReceivedAt, receivedAt);
    info.lastAdditionAt = reading.at;
    info.firstMeasuredAt = info.rows === 1 ? measuredAt : Math.min(info.firstMeasuredAt, measuredAt);
    info.lastMeasuredAt = Math.max(info.lastMeasuredAt, measuredAt);
    if (this.#params.length === COLUMNS * ROWS_PER_INSERT) {
      this.#file.statement(INSERT_MANY).run(this.#params);
      this.#params = [];
    }
  }

  /** Inserts what is left. */
  finish(): void {
    const insert = this.#file.statement(INSERT_ONE);
    for (let at = 0; at < this.#params.length; at += COLUMNS)
      insert.run(this.#params.slice(at, at + COLUMNS));
    this.#params = [];
  }
}
