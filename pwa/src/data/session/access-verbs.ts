// The verbs of who may come in, over a way to the server.

import { ACCESS_PATHS as PATHS } from "../../../../shared/wire/access.ts";
import { PATHS as SERVER_PATHS, type TrustAnswer } from "../../../../shared/wire/api.ts";
import { CERTIFICATE_PATHS } from "../../../../shared/wire/certificate.ts";
import { PUSH_PATH } from "../../../../shared/wire/push.ts";
import type { AccessVerbs, DisplayVerbs, GatewayVerbs, OwnVerbs, PeopleVerbs } from "../base/access-verbs.ts";
import type { Fetch } from "../base/fetch.ts";
import { attempt, flag, shape, text } from "../base/read-answer.ts";
import * as read from "./access-answers.ts";
import { ask, tell } from "./call-server.ts";
import { entranceVerbs } from "./entrance-verbs.ts";
import { noticeVerbs } from "./notice-verbs.ts";

export interface AccessVerbsParts {
  readonly fetch: Fetch;
  /** Somebody came in: other pages of this browser want to know. */
  readonly onSignedIn: () => void;
  /** Asks who this is now. */
  readonly look: () => Promise<void>;
}

function one(list: string, id: string): string {
  return `${list}/${encodeURIComponent(id)}`;
}

function ownVerbs({ fetch, onSignedIn, look }: AccessVerbsParts): OwnVerbs {
  const comeIn = async (path: string, body: object) => {
    await tell(fetch, { method: "POST", path, body });
    onSignedIn();
    await look();
  };
  return {
    signIn: (request) => comeIn(PATHS.session, request),
    setUp: (request) => comeIn(PATHS.setup, request),
    join: (token) => comeIn(PATHS.join, { token }),
    signOn: async (body) =>
      (await ask(fetch, { method: "POST", path: PATHS.signOn, body }, read.readSignOn)).url,
    handOver: () => ask(fetch, { method: "POST", path: PATHS.handover }, read.readHandover),
    changePassword: async (body) => {
      await tell(fetch, { method: "PUT", path: PATHS.password, body });
      await look();
    },
    confirm: (password) => tell(fetch, { method: "POST", path: PATHS.confirmation, body: { password } }),
    sessions: () => ask(fetch, { path: PATHS.sessions }, read.readSessions),
    endSession: (id) => tell(fetch, { method: "DELETE", path: one(PATHS.sessions, id) }),
    endOtherSessions: () => tell(fetch, { method: "DELETE", path: PATHS.sessions }),
    phoneAlarms: () => ask(fetch, { path: PUSH_PATH }, read.readPush),
    keepPhone: (body) => tell(fetch, { method: "PUT", path: PUSH_PATH, body }),
    dropPhone: () => tell(fetch, { method: "DELETE", path: PUSH_PATH }),
  };
}

const readTrust = shape({ words: text, url: text, host: text, isListed: flag });

/** The page of trust is there where the server has a certificate of its own making. */
async function trust(fetch: Fetch): Promise<TrustAnswer | undefined> {
  const response = await fetch(SERVER_PATHS.trustWords, { cache: "no-store" }).catch(() => undefined);
  const answer: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
  return attempt(readTrust, answer);
}

function peopleVerbs({ fetch }: AccessVerbsParts): PeopleVerbs {
  return {
    people: () => ask(fetch, { path: PATHS.people }, read.readPeople),
    changePerson: (id, body) => tell(fetch, { method: "PATCH", path: one(PATHS.people, id), body }),
    removePerson: (id) => tell(fetch, { method: "DELETE", path: one(PATHS.people, id) }),
    invite: (body) => ask(fetch, { method: "POST", path: PATHS.invitations, body }, read.readNewInvitation),
    invitations: () => ask(fetch, { path: PATHS.invitations }, read.readInvitations),
    withdraw: (id) => tell(fetch, { method: "DELETE", path: one(PATHS.invitations, id) }),
    trust: () => trust(fetch),
    addCertificateName: (name) =>
      tell(fetch, { method: "POST", path: CERTIFICATE_PATHS.names, body: { name } }),
  };
}

function gatewayVerbs({ fetch }: AccessVerbsParts): GatewayVerbs {
  const rotation = (id: string) => `${one(PATHS.keys, id)}/rotation`;
  return {
    access: () => ask(fetch, { path: PATHS.access }, read.readAccess),
    changeAccess: (body) => tell(fetch, { method: "PATCH", path: PATHS.access, body }),
    gateways: () => ask(fetch, { path: PATHS.gateways }, read.readGateways),
    keys: () => ask(fetch, { path: PATHS.keys }, read.readKeys),
    makeKey: (body) => ask(fetch, { method: "POST", path: PATHS.keys, body }, read.readNewKey),
    renameKey: (id, name) => tell(fetch, { method: "PATCH", path: one(PATHS.keys, id), body: { name } }),
    rotateKey: (id, graceHours) =>
      ask(fetch, { method: "POST", path: rotation(id), body: { graceHours } }, read.readNewKey),
    revokeKey: (id) => tell(fetch, { method: "DELETE", path: one(PATHS.keys, id) }),
    senders: () => ask(fetch, { path: PATHS.senders }, read.readSenders),
    allow: (body) => tell(fetch, { method: "POST", path: PATHS.senders, body }),
    disallow: (id) => tell(fetch, { method: "DELETE", path: one(PATHS.senders, id) }),
    refused: () => ask(fetch, { path: PATHS.refused }, read.readRefused),
  };
}

function displayVerbs({ fetch, onSignedIn, look }: AccessVerbsParts): DisplayVerbs {
  return {
    displays: () => ask(fetch, { path: PATHS.displays }, read.readDisplays),
    changeDisplay: (id, body) => tell(fetch, { method: "PATCH", path: one(PATHS.displays, id), body }),
    removeDisplay: (id) => tell(fetch, { method: "DELETE", path: one(PATHS.displays, id) }),
    askPairing: () => ask(fetch, { method: "POST", path: PATHS.pairings }, read.readPairing),
    waitForPairing: async (id) => {
      const { status } = await ask(fetch, { path: one(PATHS.pairings, id) }, read.readPairingState);
      if (status !== "paired") return status;
      onSignedIn();
      await look();
      return status;
    },
    findPairing: (code) =>
      ask(fetch, { path: `${PATHS.pairings}?code=${encodeURIComponent(code)}` }, read.readFoundPairing),
    confirmPairing: (id, body) =>
      tell(fetch, { method: "POST", path: `${one(PATHS.pairings, id)}/confirmation`, body }),
  };
}

/** The verbs. Those that let somebody in resolve when the page knows who it is. */
export function createAccessVerbs(parts: AccessVerbsParts): AccessVerbs {
  return {
    ...ownVerbs(parts),
    ...peopleVerbs(parts),
    ...gatewayVerbs(parts),
    ...displayVerbs(parts),
    ...noticeVerbs(parts.fetch),
    ...entranceVerbs(parts.fetch),
  };
}
