// Entries that are no readings into the file of their month, each once.

import type { SqlValue } from "sql.js";
import type { Catalogue } from "../files/catalogue.ts";
import type { FileInfo } from "../files/file-info.ts";
import { fileDayAt } from "../files/file-periods.ts";
import type { OpenFiles } from "../files/open-files.ts";
import { blankEvent, isForgotten, withoutForgotten } from "../files/purge.ts";
import { lookUpText } from "../files/stored-text.ts";
import type { PackedEvent } from "./packed-event.ts";

interface EventFiles {
  readonly files: OpenFiles;
  readonly catalogue: Catalogue;
}

/** Whether one of the month's files has it: after a crash the log brings again what some have. */
function hasEvent({ files, catalogue }: EventFiles, month: string, seq: number): boolean {
  const mayHave = ({ minSeq, maxSeq }: FileInfo) => seq >= minSeq && seq <= maxSeq;
  return catalogue.files
    .of("events", month)
    .filter(mayHave)
    .some((info) => files.open(info)?.value("SELECT 1 FROM events WHERE seq = ?", [seq]) !== undefined);
}

function note(info: FileInfo, { seq, at }: PackedEvent): void {
  info.rows += 1;
  if (seq > info.maxSeq) info.lastAdditionAt = at;
  info.minSeq = info.minSeq === 0 ? seq : Math.min(info.minSeq, seq);
  info.maxSeq = Math.max(info.maxSeq, seq);
  info.firstMeasuredAt = info.rows === 1 ? at : Math.min(info.firstMeasuredAt, at);
  info.lastMeasuredAt = info.rows === 1 ? at : Math.max(info.lastMeasuredAt, at);
}

function textOrNull(text: string | null): string | null {
  return text === null ? null : lookUpText(text);
}

/** Of a device that was forgotten since, with its data, nothing is kept; the entry that forgets it is the last about it. */
function rowOf({ seq, at, kind, device, by, text }: PackedEvent, { purging }: Catalogue): SqlValue[] {
  const isBlank = device !== null && isForgotten(purging, device, seq);
  const about = isBlank ? null : textOrNull(device);
  const left = device === null ? withoutForgotten(text, (one) => isForgotten(purging, one, seq)) : text;
  return [seq, at, lookUpText(kind), about, textOrNull(by), isBlank ? blankEvent(text) : left];
}

/** Puts an event where it belongs unless it is there. Throws when a file cannot be read; the same call may be tried again. */
export function keepEvent(parts: EventFiles, event: PackedEvent): void {
  const { seq, at } = event;
  const month = fileDayAt("events", at);
  if (hasEvent(parts, month, seq)) return;
  const { file } = parts.files.forEntry("events", month, seq);
  file.statement("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)").run(rowOf(event, parts.catalogue));
  note(file.info, event);
  parts.files.touched(file);
}
