// The one file that knows pino: the server's log, one line of JSON each.

import { types } from "node:util";
import { type DestinationStream, destination, pino, stdSerializers, stdTimeFunctions } from "pino";
import type { Config } from "./config.ts";
import type { Report } from "./report.ts";

/** An error with its kind, message, causes, code and stack: JSON by itself keeps nothing of one. */
function writeErrors(details: object): Record<string, unknown> {
  const written = Object.entries(details).map(([name, value]: [string, unknown]) => [
    name,
    types.isNativeError(value) ? stdSerializers.err(value) : value,
  ]);
  return Object.fromEntries(written);
}

/** A log of lines from this level on; to stderr, so that what is meant for people stays readable on stdout. */
export function createLogger(level: Config["logLevel"], to: DestinationStream = destination(2)): Report {
  return pino({ level, timestamp: stdTimeFunctions.isoTime, formatters: { log: writeErrors } }, to);
}
