// Who one is, as the server says it and as this browser remembers it.

import type { Permission } from "../../../../shared/wire/access.ts";
import { ACCESS_MODES } from "../../../../shared/wire/own-access.ts";
import {
  attempt,
  flag,
  flagIfSaid,
  knownOf,
  listOf,
  number,
  oneOf,
  orNull,
  type Reader,
  shape,
  text,
} from "../base/read-answer.ts";
import type { Me, Who } from "../base/session.ts";

const places = orNull(listOf(text));
const KINDS = ["open", "person", "display", "nobody"] as const;
const readKind = shape({ kind: oneOf(KINDS) });

const readPerson = shape({
  kind: oneOf(["person"]),
  id: text,
  name: text,
  role: oneOf(["viewer", "operator", "admin"]),
  places,
  hasPassword: flag,
  isFromSignOn: flagIfSaid,
});

const readDisplay = shape({
  kind: oneOf(["display"]),
  id: text,
  name: text,
  places,
  theme: orNull(oneOf(["light", "dark", "contrast"])),
  language: orNull(oneOf(["en", "de"])),
  // What an earlier visit remembers may lack it.
  answers: (value) => value === true,
});

/** A kind that this app does not know is nobody. */
function readWho(value: unknown): Who {
  const kind = attempt(readKind, value)?.kind ?? "nobody";
  if (kind === "person") return readPerson(value);
  return kind === "display" ? readDisplay(value) : { kind };
}

const readMe = shape({
  mode: oneOf(ACCESS_MODES),
  hasAdmin: flag,
  // Nothing is offered for one that this app does not know, so that the first screen need not load their list.
  permissions: knownOf(text as Reader<Permission>),
  offlineDays: number,
});
const readPrincipal = shape<{ principal: Who }>({ principal: readWho });
const readKept = shape<{ who: Who }>({ who: readWho });
const readSignOn = shape({ signOn: orNull(shape({ name: text })) });
const readKeptSignOn = shape({ signOn: orNull(text) });

/** An answer of `GET /api/v1/me`; undefined when it is none. */
export function parseMeAnswer(value: unknown): Me | undefined {
  const [me, who, signOn] = [
    attempt(readMe, value),
    attempt(readPrincipal, value),
    attempt(readSignOn, value),
  ];
  const name = signOn?.signOn?.name;
  return me && who && { ...me, who: who.principal, ...(name !== undefined && { signOn: name }) };
}

/** What this browser remembers; undefined when it is of another version. */
export function parseMe(value: unknown): Me | undefined {
  const [me, kept, sign] = [attempt(readMe, value), attempt(readKept, value), attempt(readKeptSignOn, value)];
  return me && kept && { ...me, who: kept.who, ...(sign?.signOn && { signOn: sign.signOn }) };
}
