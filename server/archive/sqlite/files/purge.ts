// Devices that were forgotten with their data. What a file has of one is gone as soon as the file is open, so that no question
// sees it; housekeeping opens the others one by one and writes them anew.

import type { DataFile } from "./data-file.ts";
import type { FileInfo } from "./file-info.ts";
import { lookUpText } from "./stored-text.ts";

/** Which devices are being removed, and from which files. The catalogue keeps it. */
export interface Purging {
  /** The seq up to which a device's readings are gone. */
  readonly forgotten: Map<string, number>;
  /** Paths of the files that may have some of them on the disk. */
  readonly unpurged: Set<string>;
}

/** A device, and up to which entry it is. */
interface ForgottenDevice {
  readonly device: string;
  readonly seq: number;
}

/** Whether a reading is of a device that was forgotten after it. */
export function isForgotten({ forgotten }: Purging, device: string, seq: number): boolean {
  return forgotten.size > 0 && seq <= (forgotten.get(device) ?? 0);
}

/** Takes note that a device is forgotten, of which any of the files may have something. */
export function forgetDevice(
  { forgotten, unpurged }: Purging,
  { device, seq }: ForgottenDevice,
  files: readonly FileInfo[],
): void {
  forgotten.set(device, Math.max(seq, forgotten.get(device) ?? 0));
  for (const { path } of files) unpurged.add(path);
}

/** Once no file and no entry of the log has anything of them any more, nobody has to remember what was forgotten. */
export function endPurge({ forgotten, unpurged }: Purging, checkpointSeq: number): void {
  if (unpurged.size === 0 && [...forgotten.values()].every((seq) => seq <= checkpointSeq)) forgotten.clear();
}

function removeReadings(file: DataFile, device: string, seq: number): boolean {
  const id = file.names.findId("devices", device);
  if (id === undefined) return false;
  const before = Number(file.value("SELECT count(*) FROM readings WHERE device = ?", [id]));
  file.statement("DELETE FROM readings WHERE device = ? AND seq <= ?").run([id, seq]);
  const left = Number(file.value("SELECT count(*) FROM readings WHERE device = ?", [id]));
  file.info.rows -= before - left;
  if (left === 0) file.names.removeName("devices", device);
  return true;
}

function removeRollUps(file: DataFile, device: string): boolean {
  const id = file.names.findId("devices", device);
  if (id === undefined) return false;
  file.statement("DELETE FROM roll_ups WHERE device = ?").run([id]);
  file.statement("DELETE FROM strays WHERE device = ?").run([id]);
  file.statement("DELETE FROM batteries WHERE device = ?").run([id]);
  file.names.removeName("devices", device);
  return true;
}

/**
 * Keys that name the device: those of its uids first, those of posts in their second line. One that begins with the name of a
 * longer-named device may be of that: its repetitions must stay known.
 */
function removeKeys(file: DataFile, { device, seq }: ForgottenDevice, devices: ReadonlySet<string>): boolean {
  const prefix = `uid ${device} `;
  const others = [...devices]
    .map((one) => `uid ${one} `)
    .filter((one) => one.startsWith(prefix) && one !== prefix);
  const isOfDevice =
    "(substr(key, 1, length(?)) = ? OR (key LIKE 'post %' AND substr(key, instr(key, char(10)) + 1) = ?))";
  const params = [prefix, prefix, device, seq];
  const found = file.rows(`SELECT key FROM keys WHERE ${isOfDevice} AND seq <= ?`, params);
  const own = found
    .map(([key]) => String(key))
    .filter((key) => !others.some((other) => key.startsWith(other)));
  for (const key of own) file.statement("DELETE FROM keys WHERE key = ?").run([key]);
  return own.length > 0;
}

/**
 * What is left of an event about a device that was forgotten with its data: when it was, of which kind, and by whom. Nobody can
 * hide what was done by forgetting the device.
 */
export function blankEvent(text: string): string {
  const { seq, at, kind, by } = JSON.parse(text) as { readonly [member: string]: unknown };
  return JSON.stringify({ seq, at, kind, by, forgotten: true });
}

/**
 * An event that names several devices, without those that are forgotten; without what it said where none is left. The text as it
 * was where it names none of them.
 */
export function withoutForgotten(text: string, isGone: (device: string) => boolean): string {
  if (!text.includes('"devices":[')) return text;
  const event = JSON.parse(text) as { readonly devices?: unknown };
  if (!Array.isArray(event.devices)) return text;
  const devices: unknown[] = event.devices;
  const left = devices.filter((device) => typeof device !== "string" || !isGone(device));
  if (left.length === devices.length) return text;
  return left.length === 0 ? blankEvent(text) : JSON.stringify({ ...event, devices: left });
}

/** Takes a device out of the events that are about several. */
function leaveOut(file: DataFile, device: string, seq: number): boolean {
  const sql = `SELECT seq, entry FROM events WHERE device IS NULL AND seq <= ? AND entry LIKE '%"devices":[%'`;
  const change = file.statement("UPDATE events SET entry = ? WHERE seq = ?");
  let isChanged = false;
  for (const [own = 0, entry] of file.rows(sql, [seq])) {
    const text = withoutForgotten(String(entry), (named) => named === device);
    if (text === entry) continue;
    change.run([text, own]);
    isChanged = true;
  }
  return isChanged;
}

function blankEvents(file: DataFile, device: string, seq: number): boolean {
  const params = [lookUpText(device), seq];
  const rows = file.rows("SELECT seq, entry FROM events WHERE device = ? AND seq <= ?", params);
  const blank = file.statement("UPDATE events SET device = NULL, entry = ? WHERE seq = ?");
  for (const [own = 0, text] of rows) blank.run([blankEvent(String(text)), own]);
  return leaveOut(file, device, seq) || rows.length > 0;
}

function remove(file: DataFile, forgotten: ForgottenDevice, devices: ReadonlySet<string>): boolean {
  const { device, seq } = forgotten;
  file.beginWriting();
  switch (file.info.kind) {
    case "readings":
      return removeReadings(file, device, seq);
    case "keys":
      return removeKeys(file, forgotten, devices);
    case "events":
      return blankEvents(file, device, seq);
    default:
      return removeRollUps(file, device);
  }
}

/**
 * Removes from an open file what it has of forgotten devices, each once: figures that are in it after that are of a new device
 * of the same name.
 */
export function purge(
  file: DataFile,
  { purging: { forgotten }, devices }: { readonly purging: Purging; readonly devices: ReadonlySet<string> },
): void {
  const { info } = file;
  const due = [...forgotten].filter(([, seq]) => seq > info.purgedSeq);
  if (due.length === 0) return;
  // What is removed must not stay behind in pages that are free.
  file.db.run("PRAGMA secure_delete = ON");
  for (const [device, seq] of due) if (remove(file, { device, seq }, devices)) file.dirty = true;
  info.purgedSeq = Math.max(...due.map(([, seq]) => seq));
}
