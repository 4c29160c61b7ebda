// What the screens ask of the server about who may come in. pwa/src/data/session implements it; its code is loaded when a
// screen needs it.

import type { NoticeRule } from "../../../../shared/entries/notice.ts";
import type { RadioState } from "../../../../shared/fleet/radio.ts";
import type { Mapping } from "../../../../shared/rules/mapping/mapping.ts";
import type {
  AccessAnswer,
  AccessPatch,
  InvitationAnswer,
  InvitationRequest,
  NewInvitationAnswer,
  PasswordRequest,
  PersonAnswer,
  PersonPatch,
  SessionAnswer,
  SetupRequest,
  SignInRequest,
  SignOnRequest,
} from "../../../../shared/wire/access.ts";
import type { TrustAnswer } from "../../../../shared/wire/api.ts";
import type {
  DisplayAnswer,
  DisplayPatch,
  FoundPairingAnswer,
  PairingAnswer,
  PairingConfirmation,
  PairingStateAnswer,
} from "../../../../shared/wire/displays.ts";
import type { EntrancesAnswer } from "../../../../shared/wire/entrances.ts";
import type {
  GatewayAnswer,
  KeyAnswer,
  KeyRequest,
  NewKeyAnswer,
  SenderAnswer,
  SenderRequest,
} from "../../../../shared/wire/gateways.ts";
import type {
  ChannelRequest,
  NoticeRow,
  NoticeSetupAnswer,
  TrialAnswer,
} from "../../../../shared/wire/notices.ts";
import type { PushAnswer, PushPhone } from "../../../../shared/wire/push.ts";
import type { RefusedAnswer } from "../../../../shared/wire/refused.ts";

/** Why the server did not do it. The message is a sentence for the person. */
export class AccessRefused extends Error {
  override readonly name = "AccessRefused";
  /** The server's code; `unreachable` when nobody answered. */
  readonly code: string;
  /** How long the server wants to be left alone, ms. */
  readonly retryMs: number | undefined;

  constructor(message: string, { code, retryMs }: { code: string; retryMs?: number | undefined }) {
    super(message);
    this.code = code;
    this.retryMs = retryMs;
  }
}

/** Signing in and what belongs to oneself. After the first three the page is somebody's. */
export interface OwnVerbs {
  signIn(request: SignInRequest): Promise<void>;
  /** Makes the first admin. */
  setUp(request: SetupRequest): Promise<void>;
  join(token: string): Promise<void>;
  /** Letters that sign in the app on this phone's home screen, and how long they are taken, ms. */
  handOver(): Promise<{ readonly code: string; readonly lifeMs: number }>;
  /** Where the browser goes to sign on by another server, and comes back from by itself. */
  signOn(request: SignOnRequest): Promise<string>;
  changePassword(request: PasswordRequest): Promise<void>;
  /** Says the password again, for acts of an admin. */
  confirm(password: string): Promise<void>;
  /** One's own, or all to an admin. */
  sessions(): Promise<readonly SessionAnswer[]>;
  endSession(id: string): Promise<void>;
  /** Ends all of one's own but this one. */
  endOtherSessions(): Promise<void>;
  /** Whether this browser is told of alarms, as far as the server knows. */
  phoneAlarms(): Promise<PushAnswer>;
  /** Has this browser told of alarms, by its subscription. */
  keepPhone(phone: PushPhone): Promise<void>;
  dropPhone(): Promise<void>;
}

/** People and how they come in. */
export interface PeopleVerbs {
  people(): Promise<readonly PersonAnswer[]>;
  changePerson(id: string, patch: PersonPatch): Promise<void>;
  removePerson(id: string): Promise<void>;
  invite(request: InvitationRequest): Promise<NewInvitationAnswer>;
  invitations(): Promise<readonly InvitationAnswer[]>;
  withdraw(id: string): Promise<void>;
  /** The words by which the server's certificate is known, and where a phone begins; undefined without one of its own. */
  trust(): Promise<TrustAnswer | undefined>;
  /** Lets the server's certificate be for one more name or address. */
  addCertificateName(name: string): Promise<void>;
}

/** What posts, and what was refused. */
export interface GatewayVerbs {
  access(): Promise<AccessAnswer>;
  changeAccess(patch: AccessPatch): Promise<void>;
  gateways(): Promise<readonly GatewayAnswer[]>;
  keys(): Promise<readonly KeyAnswer[]>;
  makeKey(request: KeyRequest): Promise<NewKeyAnswer>;
  renameKey(id: string, name: string): Promise<void>;
  /** Makes another key in the place of one, which is taken for so many hours more. */
  rotateKey(id: string, graceHours: number): Promise<NewKeyAnswer>;
  revokeKey(id: string): Promise<void>;
  senders(): Promise<readonly SenderAnswer[]>;
  allow(request: SenderRequest): Promise<void>;
  disallow(id: string): Promise<void>;
  refused(): Promise<readonly RefusedAnswer[]>;
}

/** Screens on walls. */
export interface DisplayVerbs {
  displays(): Promise<readonly DisplayAnswer[]>;
  changeDisplay(id: string, patch: DisplayPatch): Promise<void>;
  removeDisplay(id: string): Promise<void>;
  /** The screen asks to be one. */
  askPairing(): Promise<PairingAnswer>;
  /** The screen waits; once paired, the page is the display's. */
  waitForPairing(id: string): Promise<PairingStateAnswer["status"]>;
  findPairing(code: string): Promise<FoundPairingAnswer>;
  confirmPairing(id: string, body: PairingConfirmation): Promise<void>;
}

/** Who is told of alarms, and by which ways. */
export interface NoticeVerbs {
  noticeSetup(): Promise<NoticeSetupAnswer>;
  /** Adds a channel, or replaces the one of this id. */
  keepChannel(request: ChannelRequest, id?: string): Promise<void>;
  removeChannel(id: string): Promise<void>;
  /** Sends a trial; `to` is a mail address, empty where the channel leads to one place alone. */
  tryChannel(id: string, to: string): Promise<TrialAnswer>;
  /** Adds a rule, or replaces the one of this id. */
  keepRule(rule: NoticeRule, id?: string): Promise<void>;
  removeRule(id: string): Promise<void>;
  /** What became of notices lately, newest first. */
  noticeLog(): Promise<readonly NoticeRow[]>;
}

/** How what others send in a shape of their own is read. */
export interface EntranceVerbs {
  entrances(): Promise<EntrancesAnswer>;
  /** Adds a mapping, or replaces the one of its id. */
  keepMapping(mapping: Mapping): Promise<void>;
  removeMapping(id: string): Promise<void>;
  /** How a device is heard by radio; null where it does not come by it. */
  radio(device: string): Promise<RadioState | null>;
}

/** All reject with `AccessRefused`. */
export interface AccessVerbs
  extends OwnVerbs,
    PeopleVerbs,
    GatewayVerbs,
    DisplayVerbs,
    NoticeVerbs,
    EntranceVerbs {}
