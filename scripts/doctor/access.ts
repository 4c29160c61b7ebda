import { readShellKey } from "../../server/data-folder/shell-key.ts";
import { commandName } from "../../shared/ground/command-name.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import { ACCESS_PATHS, type AccessAnswer } from "../../shared/wire/access.ts";
import type { Finding } from "./finding.ts";

/** How long a server may take to say whom it lets in, ms. */
const ANSWER_MS = 5 * SECOND_MS;
const WHAT = "access";

function isForOthers(url: string): boolean {
  return !["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}

/** What is to be said of a server at this address that lets these in. */
export function judgeAccess({ mode, posts }: Pick<AccessAnswer, "mode" | "posts">, url: string): Finding {
  const makeAdmin = `Make an admin: ${commandName("admin", "<name>")}`;
  if (mode === "setup")
    return { what: WHAT, state: "look", says: "There is no admin yet, so nobody may read.", todo: makeAdmin };
  if (mode === "open" && isForOthers(url)) {
    const says = "Nobody is asked who they are: whoever reaches the port may read and write.";
    return { what: WHAT, state: "look", says, todo: makeAdmin };
  }
  if (mode === "open")
    return { what: WHAT, state: "ok", says: "Only this machine reaches it, without a sign-in." };
  if (posts === "keys") return { what: WHAT, state: "ok", says: "People sign in, and gateways need a key." };
  const says = "People sign in, but anybody who reaches the port may post readings.";
  return { what: WHAT, state: "look", says, todo: "Give gateways keys in the app, then ask for them there." };
}

/** Whom the server that runs on a folder, at this address, lets in. */
export async function checkAccess(folder: string, url: string): Promise<Finding> {
  try {
    const key = await readShellKey(folder);
    const answer = await fetch(url + ACCESS_PATHS.access, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return judgeAccess((await answer.json()) as AccessAnswer, url);
  } catch (error) {
    const says = `Whom it lets in cannot be asked: ${error instanceof Error ? error.message : error}.`;
    return { what: WHAT, state: "look", says, todo: "Run this as the server's user." };
  }
}
