// What page and worker tell the server of something that threw and that nobody caught.

import { CLIENT_ERROR_BOUNDS, type ClientError, PATHS } from "../../shared/wire/api.ts";

/** On this channel the worker tells the pages what threw in it. */
export const WORKER_ERROR_CHANNEL = "davy-worker-error";

/** Where something threw: `view` and `part` as in `ClientError`. */
export type ErrorPlace = Pick<ClientError, "build" | "view" | "part">;

/** How the report gets out: as the window's own. */
export type SendError = (path: string, init: RequestInit) => Promise<Response>;

function wordsOf(thrown: unknown): Pick<ClientError, "message" | "stack"> {
  if (thrown instanceof Error)
    return { message: `${thrown.name}: ${thrown.message}`, stack: thrown.stack ?? "" };
  return { message: String(thrown), stack: "" };
}

/** The report of whatever was thrown, each member cut to its bound. */
export function clientErrorOf(thrown: unknown, place: ErrorPlace): ClientError {
  const error = { ...place, ...wordsOf(thrown) };
  const { build, view, part, message, stack } = CLIENT_ERROR_BOUNDS;
  return {
    build: error.build.slice(0, build),
    view: error.view.slice(0, view),
    part: error.part.slice(0, part),
    message: error.message.slice(0, message),
    stack: error.stack.slice(0, stack),
  };
}

/** Posts a report. Answers false when it did not get through and is worth another try. */
export async function postClientError(send: SendError, error: ClientError): Promise<boolean> {
  try {
    const { status } = await send(PATHS.clientErrors, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(error),
      // The page may be about to load itself anew.
      keepalive: true,
    });
    return status < 429;
  } catch {
    // No network: the next try may find one.
    return false;
  }
}
