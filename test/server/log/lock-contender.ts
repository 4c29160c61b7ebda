// A process that tries to take each folder it is told of at the moment that it is told, and keeps what it gets.

import { lockFolder } from "../../../server/log/lock.ts";

process.on("message", ({ folder, at }: { folder: string; at: number }) => {
  // Closer together than messages arrive.
  while (Date.now() < at);
  lockFolder(folder, { pid: process.pid, now: Date.now }).then(
    () => process.send?.({ got: true }),
    (error: Error) => process.send?.({ got: false, reason: error.message }),
  );
});
