import { createServer } from "node:net";
import type { Config } from "../../server/config.ts";
import { readLock } from "../../server/data-folder/lock.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import { type HealthAnswer, PATHS } from "../../shared/wire/api.ts";
import { checkAccess } from "./access.ts";
import type { Finding } from "./finding.ts";

/** How long a server may take to say how it is, ms. */
const ANSWER_MS = 5 * SECOND_MS;

/** Whether the port could be listened on; the reason when not. */
function tryPort({ host, port }: Pick<Config, "host" | "port">): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}

async function checkPort(config: Config): Promise<Finding> {
  const what = "port";
  const reason = await tryPort(config);
  const place = `${config.host}:${config.port}`;
  if (reason === undefined) return { what, state: "ok", says: `${place} is free.` };
  if (reason === "EADDRINUSE") {
    const says = `Another program listens on ${place}.`;
    return { what, state: "bad", says, todo: "End it, or choose another port with PORT." };
  }
  const todo = reason === "EACCES" ? "Choose a port from 1024 on." : "Look at HOST and PORT.";
  return { what, state: "bad", says: `${place} cannot be listened on (${reason}).`, todo };
}

async function checkHealth(url: string): Promise<Finding> {
  const what = "health";
  try {
    const answer = await fetch(url + PATHS.health, { signal: AbortSignal.timeout(ANSWER_MS) });
    const { status, reasons, version } = (await answer.json()) as HealthAnswer;
    if (status === "ok") return { what, state: "ok", says: `Davy ${version} is well.` };
    return {
      what,
      state: status === "failing" ? "bad" : "look",
      says: `${status}: ${reasons.join("; ").replace(/\.$/, "")}.`,
    };
  } catch (error) {
    const says = `It does not answer: ${error instanceof Error ? error.message : error}.`;
    return { what, state: "bad", says, todo: "Look at its log; restart it." };
  }
}

/** The server that runs on the folder and how it is; where none runs, whether one could listen. */
export async function checkServer(folder: string, config: Config): Promise<Finding[]> {
  const running = await readLock(folder);
  if (!running)
    return [{ what: "lock", state: "ok", says: "No server runs on this folder." }, await checkPort(config)];
  const says = `A server (process ${running.pid}) runs on this folder${running.url ? `, on ${running.url}` : ""}.`;
  const lock: Finding = { what: "lock", state: "ok", says };
  return running.url
    ? [lock, await checkHealth(running.url), await checkAccess(folder, running.url)]
    : [lock];
}
