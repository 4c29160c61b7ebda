// scrypt in a thread of its own, which gives way to all others: on a machine with two cores a flood of sign-ins would else take
// readings the time that they need. libuv's threads, where `crypto.scrypt` runs, have the priority of the server.

import type { ScryptOptions } from "node:crypto";
import { Worker } from "node:worker_threads";

/** What is worked out: a hash of so many bytes. */
export interface ScryptJob {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly bytes: number;
  readonly options: ScryptOptions;
}

/**
 * On Linux each thread has a priority of its own, and /proc tells a thread which one it is; elsewhere it keeps the server's. As text, so
 * that it needs no file of its own in a release.
 */
const SOURCE = `
  const { parentPort, workerData } = require("node:worker_threads");
  try {
    const own = require("node:fs").readlinkSync("/proc/thread-self").split("/").pop();
    require("node:os").setPriority(Number(own), 10);
  } catch {}
  const { password, salt, bytes, options } = workerData;
  parentPort.postMessage(require("node:crypto").scryptSync(password, salt, bytes, options));
`;

/** The hash of a password. The thread lasts for one: starting it is a tenth of the work. */
export function scryptInThread(job: ScryptJob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(SOURCE, { eval: true, workerData: job });
    worker.once("message", (hash: Uint8Array) => resolve(hash));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The thread ended before it had the hash.")));
  });
}
