// The alarms of a server that has none: what it takes in costs them nothing.

import { type Alarms, createAlarms as createReal } from "../../../server/alarms/alarms.ts";

// What else its users ask of it is as it is.
export * from "../../../server/alarms/alarms.ts";

/** Alarms that hear of nothing. */
export function createAlarms(...given: Parameters<typeof createReal>): Alarms {
  return Object.assign(Object.create(createReal(...given)) as Alarms, { observe() {} });
}
