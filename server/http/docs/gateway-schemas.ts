// Keys, allowed senders and gateways, as they are answered.

import * as z from "zod";
import { POSTS_RULES } from "../../../shared/entries/access.ts";
import { ACCESS_MODES, type AccessAnswer } from "../../../shared/wire/access.ts";
import type {
  GatewayAnswer,
  GatewaysAnswer,
  KeyAnswer,
  KeysAnswer,
  NewKeyAnswer,
  SenderAnswer,
  SendersAnswer,
} from "../../../shared/wire/gateways.ts";
import { battery, device, ms } from "./fields.ts";

const KEY = {
  id: "q1Zk3A",
  name: "Shaft 3",
  kind: "gateway" as const,
  createdAt: 1_795_000_000_000,
  lastUsedAt: 1_795_000_060_000,
  oldUntil: null,
};

const key = z.object({
  id: z
    .string()
    .meta({ description: "Names it in the API, and in the entries of the readings that it lets in." }),
  name: z.string(),
  kind: z.enum(["gateway", "reader"]),
  createdAt: ms,
  lastUsedAt: ms.nullable().meta({ description: "When it was used last, unix ms; null for never." }),
  oldUntil: ms.nullable().meta({
    description: "After a rotation: until when the key before it is taken as well, unix ms.",
  }),
});

export const keyAnswer = key.meta({
  description: "A key, without what only its holder knows.",
  examples: [KEY],
}) satisfies z.ZodType<KeyAnswer>;

export const newKeyAnswer = key
  .extend({
    key: z.string().meta({ description: "The key itself. It is told here and never again." }),
  })
  .meta({
    description: "A key that was just made.",
    examples: [{ ...KEY, lastUsedAt: null, key: "davy_g_mfzwizltoq2xk5djnrqwy4dpne" }],
  }) satisfies z.ZodType<NewKeyAnswer>;

export const keysAnswer = z.object({ keys: z.array(keyAnswer) }).meta({
  description: "All keys that were not revoked.",
  examples: [{ keys: [KEY] }],
}) satisfies z.ZodType<KeysAnswer>;

const SENDER = {
  id: "Zx81bQ",
  name: "Gateway Shaft 3",
  network: "192.168.7.41",
  createdAt: 1_795_000_000_000,
  isFixed: false,
};

export const senderAnswer = z
  .object({
    id: z.string().meta({ description: "Names it in the API, and in the entries of its readings." }),
    name: z.string(),
    network: z.string().meta({ description: "`192.168.7.41`, or `192.168.7.0/24`." }),
    createdAt: ms
      .nullable()
      .meta({ description: "When it was allowed, unix ms; null for one of the settings." }),
    isFixed: z.boolean().meta({ description: "It is from `DAVY_INGEST_FROM`, and is removed there." }),
  })
  .meta({
    description: "An address or network whose posts are taken without a key.",
    examples: [SENDER],
  }) satisfies z.ZodType<SenderAnswer>;

export const sendersAnswer = z.object({ senders: z.array(senderAnswer) }).meta({
  description: "All allowed senders.",
  examples: [{ senders: [SENDER] }],
}) satisfies z.ZodType<SendersAnswer>;

const gateway = z.object({
  how: z.enum(["key", "address", "open"]).meta({
    description:
      "`open`: all that post without a key from addresses that are not allowed, while posts are open.",
  }),
  id: z.string().meta({ description: "That of the key or of the sender; empty for `open`." }),
  name: z.string(),
  lastPostAt: ms.nullable().meta({ description: "When its last reading was taken, unix ms; null for none." }),
  from: z.string().meta({ description: "The address of its last post; empty where it is not known." }),
  firstFrom: z.string().meta({ description: "The address of its first post; empty where it is not known." }),
  readingsADay: z.int().meta({ description: "Readings of the last 24 h, to the hour." }),
  devices: z
    .array(
      z.object({
        device,
        battery,
        lastAt: ms.meta({ description: "When its last reading came by this gateway." }),
      }),
    )
    .meta({ description: "Devices whose readings came by it, the latest first; at most 1,000." }),
}) satisfies z.ZodType<GatewayAnswer>;

export const gatewaysAnswer = z.object({ gateways: z.array(gateway) }).meta({
  description: "What posts.",
  examples: [
    {
      gateways: [
        {
          how: "key",
          id: KEY.id,
          name: KEY.name,
          lastPostAt: 1_795_000_060_000,
          from: "192.168.7.41",
          firstFrom: "192.168.7.41",
          readingsADay: 8_640,
          devices: [{ device: "handheld 1", battery: 87, lastAt: 1_795_000_060_000 }],
        },
      ],
    },
  ],
}) satisfies z.ZodType<GatewaysAnswer>;

export const accessAnswer = z
  .object({
    mode: z.enum(ACCESS_MODES).meta({
      description:
        "`open`: nobody is asked who they are; `setup`: there is no admin yet, and nobody reads; `closed`: everybody signs in.",
    }),
    posts: z.enum(POSTS_RULES).meta({
      description: "`keys`: posts need a key or an allowed address; `open`: all are taken.",
    }),
    hasAdmin: z.boolean(),
  })
  .meta({
    description: "How the server is guarded.",
    examples: [{ mode: "closed", posts: "keys", hasAdmin: true }],
  }) satisfies z.ZodType<AccessAnswer>;
