// What is asked for must be spelled in the one way: what a proxy forbids by name must not be had by another name.

import { HttpError } from "./error-handler.ts";
import type { Guard } from "./guard.ts";

/** A path with its query, or the whole address, as programs send it to proxies; no fragment, nothing that parsers mend. */
const TARGET = /^(https?:\/\/[\w.:[\]-]+)?\/[\x21\x22\x24-\x5b\x5d-\x7e]*$/i;

/** Refuses targets that Node's parser of addresses would read as another path. */
export const refuseOddTargets: Guard = ({ originalUrl }) => {
  if (TARGET.test(originalUrl) || originalUrl === "*") return;
  const message =
    "The address must begin with / and hold neither # nor \\ nor bytes beyond ASCII; send those escaped, # as %23.";
  throw new HttpError(400, "malformed", message);
};
