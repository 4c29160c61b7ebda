// A process that tries to take each folder it is told of at the moment that it is told, and keeps what it gets.

import { lockFolder } from "../../../server/data-folder/folder-lock.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

process.on("message", ({ folder, at }: { folder: string; at: number }) => {
  // Closer together than messages arrive.
  while (Date.now() < at);
  const { pid } = process;
  const mono = () => performance.now();
  lockFolder(folder, { pid, now: Date.now, mono, random: Math.random, report: silent }).then(
    () => process.send?.({ got: true }),
    (error: Error) => process.send?.({ got: false, reason: error.message }),
  );
});
