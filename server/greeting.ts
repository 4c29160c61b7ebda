// What the terminal says once the server serves: where devices post, where people look, and how a first phone comes in.

import { PATHS } from "../shared/wire/api.ts";
import type { Doors } from "./davy.ts";

/** A reading that any newcomer can post: carbon monoxide in it is far above its limit and must come up as an alarm. */
const EXAMPLE = `{"pct":90,"id":"handheld 1","sensors":[{"type":"CH4","val":200},{"type":"CO","val":1280}]}`;

/** What a greeting is made of. */
export type Greeted = Pick<Doors, "url" | "secureUrl" | "https" | "setupCode" | "access" | "appProblems">;

function isAny(host: string): boolean {
  return host === "0.0.0.0" || host === "[::]";
}

function withHost(address: string, host: string | undefined): string {
  const { hostname } = new URL(address);
  return host !== undefined && isAny(hostname) ? address.replace(hostname, host) : address;
}

function exampleFor(url: string): string {
  return `  curl -d '${EXAMPLE}' ${url}${PATHS.receiveJson}`;
}

/** A code in two groups, which are easier to type. */
function grouped(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** How a phone learns to trust the site, where it must. */
function forPhones(
  { secureUrl, https }: Greeted,
  trustUrl: string,
  qrOf: (text: string) => string,
): string[] {
  const words = https.certificates?.root?.words;
  if (secureUrl === undefined || !words) return [];
  return [
    `Phones: scan this, or open ${trustUrl}`,
    qrOf(trustUrl),
    `The words on it must be: ${words.join(" ")}`,
  ];
}

/** Who may come in, as long as nobody has said. */
function forFirstAdmin({ access, setupCode }: Greeted): string[] {
  const warning =
    "Nobody is asked who they are: whoever reaches this server may read and write, until there is an admin.";
  return [
    ...(access.isOpenToOthers ? [warning] : []),
    ...(setupCode === undefined ? [] : [`Set-up code for the first admin: ${grouped(setupCode)}`]),
  ];
}

function forDevices({ access }: Greeted, plain: string): string[] {
  if (access.mode === "setup")
    return [`Devices post to ${plain}${PATHS.receiveJson}, with a key that the admin makes under Gateways.`];
  return access.mode === "open" ? ["Post a first reading:", exampleFor(plain)] : [];
}

/** The greeting's lines. `qrOf` draws a text as a code that phones read. */
export function greetingOf(greeted: Greeted, qrOf: (text: string) => string): string {
  const { url, secureUrl, https } = greeted;
  const host = https.bestHost();
  const plain = withHost(url, host);
  return [
    "",
    `Davy serves on ${plain}`,
    ...(secureUrl === undefined ? [] : [`HTTPS for people: ${withHost(secureUrl, host)}`]),
    ...forDevices(greeted, plain),
    ...https.problems,
    ...https.advice,
    ...greeted.appProblems,
    ...forPhones(greeted, `${plain}/trust`, qrOf),
    ...forFirstAdmin(greeted),
    "",
    "",
  ].join("\n");
}
