// Loaded into a server before all else (node --import): writes down what it does to its data folder, with the bytes, so that a test
// can tell what a power cut at any moment may have left. Plain JavaScript: it runs in each thread as it is.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { threadId } from "node:worker_threads";

const root = resolve(process.env.DAVY_DATA);
const { writeSync, openSync } = fs;
const log = openSync(process.env.DISK_LOG, "a");
/** Open files by handle or number; each opening has an id of its own. */
const opened = new Map();
let next = 0;

function isWatched(path) {
  return (
    typeof path === "string" &&
    (path === root || (path.startsWith(root) && !/davy\.lock|rejected/.test(path)))
  );
}

/** One call of write, so that the lines of two threads do not mix. */
function note(record, data) {
  const at = performance.timeOrigin + performance.now();
  const line = JSON.stringify({ ...record, at, bytes: data?.length ?? 0 });
  writeSync(log, data ? Buffer.concat([Buffer.from(`${line}\n`), data, Buffer.from("\n")]) : `${line}\n\n`);
}

function noteOpen(key, path, flags) {
  if (!isWatched(path)) return;
  const id = `${threadId}.${next++}`;
  opened.set(key, id);
  note({ op: "open", id, path, flags: String(flags) });
}

/** What was written of a buffer from an offset on. */
function written(buffer, offset, count) {
  const bytes =
    typeof buffer === "string"
      ? Buffer.from(buffer)
      : Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return bytes.subarray(offset ?? 0, (offset ?? 0) + count);
}

const pathOps = ["rename", "unlink", "link", "mkdir", "rm", "truncate", "writeFile", "appendFile"];

function notePath(op, args) {
  const [path, second] = args;
  if (!isWatched(path)) return;
  if (op === "writeFile" || op === "appendFile")
    note({ op, path }, written(second, 0, Buffer.byteLength(second)));
  else note({ op, path, ...(typeof second === "object" ? {} : { to: second }) });
}

for (const op of pathOps) {
  const original = fs.promises[op];
  fs.promises[op] = async (...args) => {
    const result = await original(...args);
    notePath(op, args);
    return result;
  };
  const originalSync = fs[`${op}Sync`];
  fs[`${op}Sync`] = (...args) => {
    const result = originalSync(...args);
    notePath(op, args);
    return result;
  };
}

const openPromise = fs.promises.open;
const probe = await openPromise(process.execPath, "r");
const FileHandle = Object.getPrototypeOf(probe);
await probe.close();
fs.promises.open = async (path, flags = "r", ...rest) => {
  const handle = await openPromise(path, flags, ...rest);
  noteOpen(handle, path, flags);
  return handle;
};
fs.openSync = (path, flags = "r", ...rest) => {
  const handle = openSync(path, flags, ...rest);
  noteOpen(handle, path, flags);
  return handle;
};

const { write, truncate, close } = FileHandle;
FileHandle.write = async function (...args) {
  const result = await write.apply(this, args);
  const [buffer, offset, , position] = args;
  const id = opened.get(this);
  if (id) note({ op: "write", id, position }, written(buffer, offset, result.bytesWritten));
  return result;
};
FileHandle.truncate = async function (length) {
  await truncate.call(this, length);
  const id = opened.get(this);
  if (id) note({ op: "cut", id, length: length ?? 0 });
};
FileHandle.close = async function () {
  opened.delete(this);
  await close.call(this);
};
for (const name of ["sync", "datasync"]) {
  const original = FileHandle[name];
  FileHandle[name] = async function () {
    const id = opened.get(this);
    if (id) note({ op: "syncs", id });
    await original.call(this);
    if (id) note({ op: "synced", id });
  };
}

const { fsyncSync, closeSync } = fs;
fs.writeSync = (...args) => {
  const count = writeSync(...args);
  const [handle, buffer, offset, , position] = args;
  const id = opened.get(handle);
  if (id) note({ op: "write", id, position }, written(buffer, offset, count));
  return count;
};
fs.fsyncSync = (handle) => {
  const id = opened.get(handle);
  if (id) note({ op: "syncs", id });
  fsyncSync(handle);
  if (id) note({ op: "synced", id });
};
fs.closeSync = (handle) => {
  opened.delete(handle);
  closeSync(handle);
};

syncBuiltinESMExports();
