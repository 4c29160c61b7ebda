// The built server in a process of its own, for tests that end it the hard way.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const MAIN = resolve(import.meta.dirname, "../../dist/server/main.js");

/** A server process. `url` is there once it serves; `output` is what it has printed, both streams. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  output(): string;
  /** Sends a signal and resolves with the exit code, null when the signal ended it. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/** Starts a server on a folder and a free port, by another command where one is given. Rejects with what it printed when it ends before it serves. */
export async function startServerProcess(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  wrap: readonly string[] = [],
): Promise<ServerProcess> {
  const [command = "", ...args] = [...wrap, process.execPath, MAIN];
  const child = spawn(command, args, {
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder, DAVY_LOG: "warn", ...env },
  });
  const exited = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  let output = "";
  const url = await new Promise<string>((found, reject) => {
    const take = (chunk: Buffer) => {
      output += String(chunk);
      const [, address] = /^Davy serves on (https?:\/\/\S+)/m.exec(output) ?? [];
      if (address) found(address);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    // A server whose thread cannot be ended kills itself, after 10 s at most: it has no code then.
    void exited.then(([code, signal]) =>
      reject(new Error(`The server ended (${code ?? signal}) without serving:\n${output}`)),
    );
  });
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    return (await exited)[0];
  };
  return { url, child, output: () => output, end };
}
