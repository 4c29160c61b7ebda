// Names of receivers are looked up one at a time. Node does that on the few threads that write files too: where a site without
// internet has a name server that does not answer, a handful of channels would hold up the log, and with it readings.

import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";

/** Looks names up in turn. Whoever waits for its turn gives up by its own limit of time. */
export function createLookUp(look: LookupFunction = lookup): LookupFunction {
  let turn: Promise<void> = Promise.resolve();
  return (name, options, callback) => {
    const mine = turn.then(
      () =>
        new Promise<void>((resolve) => {
          look(name, options, (...found) => {
            resolve();
            callback(...found);
          });
        }),
    );
    turn = mine;
  };
}

/** As all ways out look names up. */
export const lookUp = createLookUp();
