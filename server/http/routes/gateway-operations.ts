// What the routes of keys, senders and gateways say of themselves.

import * as z from "zod";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { accessPatch, keyBody, keyPatch, rotationBody, senderBody } from "../bodies/gateway-bodies.ts";
import {
  accessAnswer,
  gatewaysAnswer,
  keyAnswer,
  keysAnswer,
  newKeyAnswer,
  senderAnswer,
  sendersAnswer,
} from "../docs/gateway-schemas.ts";
import { bodyAnswers, jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";

const GROUP = "Gateways";

/** The refusals that each change may meet. */
const OF_CHANGES = {
  403: refusal("It came from a page of another origin, or the password is to be confirmed first."),
  503: notPossibleNow("Nothing can be kept at present."),
};
/** …and those of each that has a body. */
const OF_BODIES = {
  ...OF_CHANGES,
  400: refusal("It is unfit; every problem is named, and nothing was changed."),
  ...bodyAnswers,
};
const keyId = z.object({ id: z.string().meta({ description: "The id of a key." }) });
const unknownKey = refusal("There is no such key; it may have been revoked.");

export const listKeysOperation: Operation = {
  id: "listKeys",
  group: GROUP,
  summary: "Keys of gateways and of programs that read",
  answers: { 200: jsonAnswer("All that were not revoked, the oldest first.", keysAnswer) },
  curl: `$URL${ACCESS_PATHS.keys}`,
};

export const makeKeyOperation: Operation = {
  id: "makeKey",
  group: GROUP,
  summary: "Make a key",
  description: [
    "The key is in this answer alone: write it down. It is sent as `Authorization: Bearer <key>`, as the password of Basic (with any name), or, to post, as part of the path: `/k/<key>/receive-json`.",
    "A `gateway` may post and nothing else; a `reader` may read, export and make backups. A key in a path lets nothing out, and is left out of all that is logged here; proxies on the way may log it.",
  ],
  body: { contents: { "application/json": keyBody }, example: { name: "Shaft 3", kind: "gateway" } },
  answers: {
    201: jsonAnswer("The key.", newKeyAnswer),
    ...OF_BODIES,
    409: refusal("There are 1,000 keys already."),
  },
  curl: `-d '{"name":"Shaft 3","kind":"gateway"}' $URL${ACCESS_PATHS.keys}`,
};

export const renameKeyOperation: Operation = {
  id: "renameKey",
  group: GROUP,
  summary: "Call a key otherwise",
  params: keyId,
  body: { contents: { "application/json": keyPatch }, example: { name: "Shaft 4" } },
  answers: { 200: jsonAnswer("The key.", keyAnswer), ...OF_BODIES, 404: unknownKey },
  curl: `-X PATCH -d '{"name":"Shaft 4"}' $URL${ACCESS_PATHS.keys}/q1Zk3A`,
};

export const revokeKeyOperation: Operation = {
  id: "revokeKey",
  group: GROUP,
  summary: "Revoke a key",
  description: ["From the answer on it lets nothing in and nothing out."],
  params: keyId,
  answers: { 204: { description: "It is revoked." }, ...OF_CHANGES, 404: unknownKey },
  curl: `-X DELETE $URL${ACCESS_PATHS.keys}/q1Zk3A`,
};

export const rotateKeyOperation: Operation = {
  id: "rotateKey",
  group: GROUP,
  summary: "Give a key's holder another one",
  description: ["For `graceHours` the present one is taken as well, so that no reading is lost meanwhile."],
  params: keyId,
  body: { contents: { "application/json": rotationBody }, example: { graceHours: 24 } },
  answers: { 201: jsonAnswer("The new key.", newKeyAnswer), ...OF_BODIES, 404: unknownKey },
  curl: `-d '{"graceHours":24}' $URL${ACCESS_PATHS.keys}/q1Zk3A/rotation`,
};

export const listSendersOperation: Operation = {
  id: "listSenders",
  group: GROUP,
  summary: "Addresses whose posts need no key",
  answers: { 200: jsonAnswer("Those of `DAVY_INGEST_FROM`, then the others.", sendersAnswer) },
  curl: `$URL${ACCESS_PATHS.senders}`,
};

export const allowSenderOperation: Operation = {
  id: "allowSender",
  group: GROUP,
  summary: "Allow an address or a network to post without a key",
  description: ["One that is allowed already stays as it is, and is answered."],
  body: {
    contents: { "application/json": senderBody },
    example: { name: "Gateway Shaft 3", network: "192.168.7.41" },
  },
  answers: {
    201: jsonAnswer("The sender.", senderAnswer),
    ...OF_BODIES,
    409: refusal("500 are allowed already."),
  },
  curl: `-d '{"name":"Gateway Shaft 3","network":"192.168.7.41"}' $URL${ACCESS_PATHS.senders}`,
};

export const removeSenderOperation: Operation = {
  id: "removeSender",
  group: GROUP,
  summary: "Allow a sender no longer",
  params: z.object({ id: z.string().meta({ description: "The id of a sender." }) }),
  answers: {
    204: { description: "Its posts need a key from now on." },
    ...OF_CHANGES,
    400: refusal("The server was started with it (`DAVY_INGEST_FROM`)."),
    404: refusal("There is no such sender."),
  },
  curl: `-X DELETE $URL${ACCESS_PATHS.senders}/Zx81bQ`,
};

export const listGatewaysOperation: Operation = {
  id: "listGateways",
  group: GROUP,
  summary: "What posts: last post, readings a day, devices and their batteries",
  description: [
    "Each key of a gateway and each allowed address, and in one row all that post without either while posts are open.",
  ],
  answers: { 200: jsonAnswer("All of them.", gatewaysAnswer) },
  curl: `$URL${ACCESS_PATHS.gateways}`,
};

export const getAccessOperation: Operation = {
  id: "getAccess",
  group: GROUP,
  summary: "How the server is guarded",
  answers: { 200: jsonAnswer("How it is guarded.", accessAnswer) },
  curl: `$URL${ACCESS_PATHS.access}`,
};

export const changeAccessOperation: Operation = {
  id: "changeAccess",
  group: GROUP,
  summary: "Say whether posts need a key",
  description: [
    "A data folder that took posts without keys goes on to do so until this says `keys`; look at the gateways first: whoever is in the row `open` there is refused from then on.",
  ],
  body: { contents: { "application/json": accessPatch }, example: { posts: "keys" } },
  answers: { 200: jsonAnswer("How it is guarded from now on.", accessAnswer), ...OF_BODIES },
  curl: `-X PATCH -d '{"posts":"keys"}' $URL${ACCESS_PATHS.access}`,
};
