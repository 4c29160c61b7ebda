// The built server as a process of its own, so that it can be taken away while pages look at it.

import { spawn } from "node:child_process";
import { once } from "node:events";

export interface ServerProcess {
  readonly url: string;
  /** Ends the server and waits for it; a second call finds nothing to do. */
  stop(): Promise<void>;
}

/** Starts dist/server/main.js on a free port over a data folder. Rejects when it ends before it serves. */
export async function startServer(folder: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, ["dist/server/main.js"], {
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder, DAVY_LOG: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    let heard = "";
    child.stdout.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      const found = /http:\/\/[\w.:]+/.exec(heard);
      if (found) resolve(found[0]);
    });
    void ended.then(() => reject(new Error("The server ended before it served.")));
  });
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
