// The answers of the interface of access, read.

import type { SoundTest } from "../../../../shared/rules/sound-test.ts";
import type {
  AccessAnswer,
  InvitationAnswer,
  NewInvitationAnswer,
  PersonAnswer,
  SessionAnswer,
} from "../../../../shared/wire/access.ts";
import type {
  DisplayAnswer,
  DisplayContactAnswer,
  FoundPairingAnswer,
  PairingAnswer,
  PairingStateAnswer,
} from "../../../../shared/wire/displays.ts";
import type {
  GatewayAnswer,
  KeyAnswer,
  NewKeyAnswer,
  SenderAnswer,
} from "../../../../shared/wire/gateways.ts";
import type { PushAnswer } from "../../../../shared/wire/push.ts";
import { REFUSED_WHYS, type RefusedAnswer } from "../../../../shared/wire/refused.ts";
import {
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

export const readPush = shape<PushAnswer>({ key: orNull(text), isOn: flag });

const places = orNull(listOf(text));

/** A list under its name in an answer. */
function listed<T>(name: string, read: Reader<T>): Reader<readonly T[]> {
  return (value) => shape<{ [list: string]: readonly T[] }>({ [name]: knownOf(read) })(value)[name] ?? [];
}

const person = shape<PersonAnswer>({
  id: text,
  name: text,
  role: oneOf(["viewer", "operator", "admin"]),
  places,
  createdAt: number,
  hasPassword: flag,
  isFromSignOn: flagIfSaid,
  sessions: number,
  lastContactAt: orNull(number),
});

/** A server of before there were tests says nothing of them. */
const soundTest = orNull(shape<SoundTest>({ at: number, passed: flag }));

const session = shape<SessionAnswer>({
  id: text,
  person: shape({ id: text, name: text }),
  device: text,
  how: oneOf(["password", "setup", "invitation", "handover", "sign-on"]),
  createdAt: number,
  lastContactAt: number,
  from: text,
  isOwn: flag,
});

export const readHandover = shape<{ code: string; lifeMs: number }>({ code: text, lifeMs: number });

export const readSignOn = shape<{ url: string }>({ url: text });

const invitationMembers = {
  id: text,
  name: text,
  role: oneOf(["viewer", "operator"]),
  places,
  createdAt: number,
  expiresAt: number,
  joined: orNull(shape({ at: number, device: text, from: text, sessionId: text })),
};

const keyMembers = {
  id: text,
  name: text,
  kind: oneOf(["gateway", "reader"]),
  createdAt: number,
  lastUsedAt: orNull(number),
  oldUntil: orNull(number),
};

const sender = shape<SenderAnswer>({
  id: text,
  name: text,
  network: text,
  createdAt: orNull(number),
  isFixed: flag,
});

const gateway = shape<GatewayAnswer>({
  how: oneOf(["key", "address", "open"]),
  id: text,
  name: text,
  lastPostAt: orNull(number),
  from: text,
  firstFrom: text,
  readingsADay: number,
  devices: listOf(shape({ device: text, battery: orNull(number), lastAt: number })),
});

const refused = shape<RefusedAnswer>({
  from: text,
  why: oneOf(["key", "payload"]),
  reason: text,
  code: oneOf(REFUSED_WHYS),
  todo: text,
  path: orNull(text),
  devices: listOf(text),
  count: number,
  firstAt: number,
  lastAt: number,
  canAllow: flag,
});

const display = shape<DisplayAnswer>({
  id: text,
  name: text,
  places,
  theme: orNull(oneOf(["light", "dark", "contrast"])),
  language: orNull(oneOf(["en", "de"])),
  answers: flag,
  createdAt: number,
  lastContactAt: orNull(number),
  from: text,
  build: text,
  isPresent: flag,
  soundTest,
});

export const readPeople = listed("people", person);
export const readSessions = listed("sessions", session);
export const readInvitations = listed("invitations", shape<InvitationAnswer>(invitationMembers));
export const readNewInvitation = shape<NewInvitationAnswer>({ ...invitationMembers, token: text });
export const readKeys = listed("keys", shape<KeyAnswer>(keyMembers));
export const readNewKey = shape<NewKeyAnswer>({ ...keyMembers, key: text });
export const readSenders = listed("senders", sender);
export const readGateways = listed("gateways", gateway);
export const readRefused = listed("refused", refused);
export const readDisplays = listed("displays", display);
export const readAccess = shape<AccessAnswer>({
  mode: oneOf(["open", "setup", "closed"]),
  posts: oneOf(["open", "keys"]),
  hasAdmin: flag,
});
export const readPairing = shape<PairingAnswer>({ id: text, code: text, expiresAt: number });
export const readPairingState = shape<PairingStateAnswer>({
  status: oneOf(["waiting", "paired", "expired"]),
  expiresAt: number,
});
export const readFoundPairing = shape<FoundPairingAnswer>({
  id: text,
  from: text,
  device: text,
  createdAt: number,
  expiresAt: number,
});
export const readContact = shape<DisplayContactAnswer>({
  name: text,
  places,
  theme: orNull(oneOf(["light", "dark", "contrast"])),
  language: orNull(oneOf(["en", "de"])),
  answers: flag,
  soundTest,
});
