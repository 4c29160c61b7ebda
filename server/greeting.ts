// What the terminal says once the server serves: where devices post, where people look, and how a first phone comes in.

import { PATHS } from "../shared/wire/api.ts";
import type { Doors } from "./davy.ts";

/** A reading that any newcomer can post: carbon monoxide in it is far above its limit and must come up as an alarm. */
const EXAMPLE = `{"pct":90,"id":"handheld 1","sensors":[{"type":"CH4","val":200},{"type":"CO","val":1280}]}`;

/** What a greeting is made of. */
export type Greeted = Pick<Doors, "url" | "secureUrl" | "https" | "setupCode">;

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

/** What concerns people and their phones, where HTTPS has a port of its own. */
function forPeople(greeted: Greeted, trustUrl: string, qrOf: (text: string) => string): string[] {
  const { https, setupCode } = greeted;
  const words = https.certificates?.root?.words;
  const join = words
    ? [
        `Phones: scan this, or open ${trustUrl}`,
        qrOf(trustUrl),
        `The words on it must be: ${words.join(" ")}`,
      ]
    : [];
  const first = setupCode === undefined ? [] : [`Set-up code for the first admin: ${grouped(setupCode)}`];
  return [...join, ...first];
}

/** The greeting's lines. `qrOf` draws a text as a code that phones read. */
export function greetingOf(greeted: Greeted, qrOf: (text: string) => string): string {
  const { url, secureUrl, https, setupCode } = greeted;
  const host = https.bestHost();
  const plain = withHost(url, host);
  const secure = secureUrl === undefined ? [] : [`HTTPS for people: ${withHost(secureUrl, host)}`];
  const post =
    setupCode === undefined
      ? ["Post a first reading:", exampleFor(plain)]
      : [`Devices post to ${plain}${PATHS.receiveJson}, with a key that the admin makes under Gateways.`];
  const people = secureUrl === undefined ? [] : forPeople(greeted, `${plain}/trust`, qrOf);
  return ["", `Davy serves on ${plain}`, ...secure, ...post, ...https.problems, ...people, "", ""].join("\n");
}
