// scrypt in threads of its own, which give way to all others: on a machine with two cores a flood of sign-ins would else take
// readings the time that they need. libuv's threads, where `crypto.scrypt` runs, have the priority of the server.

import type { ScryptOptions } from "node:crypto";
import { Worker } from "node:worker_threads";
import { SECOND_MS } from "../../shared/ground/time.ts";

/** What is worked out: a hash of so many bytes. */
export interface ScryptJob {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly bytes: number;
  readonly options: ScryptOptions;
}

/** A thread that has rested for so long ends: it takes some MB. To start one takes the server's own thread milliseconds, ms. */
const REST_MS = 5 * SECOND_MS;

/**
 * On Linux each thread has a priority of its own, and /proc tells a thread which one it is; elsewhere it keeps the server's. As text, so
 * that it needs no file of its own in a release.
 */
const SOURCE = `
  const { parentPort } = require("node:worker_threads");
  const { scryptSync } = require("node:crypto");
  try {
    const own = require("node:fs").readlinkSync("/proc/thread-self").split("/").pop();
    require("node:os").setPriority(Number(own), 10);
  } catch {}
  parentPort.on("message", ({ password, salt, bytes, options }) => {
    parentPort.postMessage(scryptSync(password, salt, bytes, options));
  });
`;

/** Works out hashes. There are as many threads as there were jobs at a time, which whoever calls bounds. */
export class ScryptThreads {
  /** The threads that have nothing to do, with what calls off their end. */
  readonly #resting = new Map<Worker, NodeJS.Timeout>();

  /** The hash of a password. Rejects where it cannot be worked out; its thread has ended then. */
  run(job: ScryptJob): Promise<Uint8Array> {
    const worker = this.#take();
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) =>
        reject(error instanceof Error ? error : new Error("The thread ended before it had the hash."));
      worker.once("error", fail).once("exit", fail);
      worker.once("message", (hash: Uint8Array) => {
        worker.off("error", fail).off("exit", fail);
        this.#rest(worker);
        resolve(hash);
      });
      worker.postMessage(job);
    });
  }

  #take(): Worker {
    for (const [worker, end] of this.#resting) {
      clearTimeout(end);
      this.#resting.delete(worker);
      worker.ref();
      return worker;
    }
    const worker = new Worker(SOURCE, { eval: true });
    return worker.once("exit", () => this.#resting.delete(worker));
  }

  /** A thread that rests keeps no process from its end. */
  #rest(worker: Worker): void {
    worker.unref();
    const end = setTimeout(() => {
      this.#resting.delete(worker);
      void worker.terminate();
    }, REST_MS);
    this.#resting.set(worker, end.unref());
  }
}
