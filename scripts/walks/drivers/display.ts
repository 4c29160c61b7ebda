// A screen for browsers that cannot do without one.

import { spawn } from "node:child_process";
import { once } from "node:events";

/** A display's name, such as `:99`, and its end. */
export interface Display {
  readonly name: string;
  stop(): Promise<void>;
}

/** The display of this machine, or one without a screen. Rejects where Xvfb is not installed. */
export async function openDisplay(): Promise<Display> {
  const given = process.env["DISPLAY"];
  if (given) return { name: given, stop: async () => undefined };
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const exited = once(child, "exit");
  const pipe = child.stdio[3];
  const name = await new Promise<string>((resolve, reject) => {
    pipe?.on("data", (chunk: Buffer) => resolve(`:${chunk.toString().trim()}`));
    exited.then(() => reject(new Error("Xvfb ended before it had a display.")), reject);
  });
  return {
    name,
    async stop() {
      child.kill();
      await exited;
    },
  };
}
