import { commandName } from "../shared/ground/command-name.ts";

/** Why a request to a Davy server got no answer, in words. `fetch` itself says "fetch failed" and hides the reason beneath. */
export function explainFailure(error: unknown, url: string): string {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ECONNREFUSED")
    return `Nothing answers on ${url}. Start the server with ${commandName("start")}, or name another with --url.`;
  if (code === "ENOTFOUND") return `There is no machine called ${new URL(url).hostname}.`;
  if (cause instanceof Error) return `${url} cannot be reached: ${cause.message}`;
  return error instanceof Error ? error.message : String(error);
}
