// What was refused, as its list answers.

import * as z from "zod";
import { REFUSED_WHYS, type RefusedAnswer, type RefusedListAnswer } from "../../../shared/wire/refused.ts";
import { ms, serverTime } from "./fields.ts";

const refusedItem = z
  .object({
    from: z.string().meta({ description: "The sender's address; empty where none is known." }),
    why: z.enum(["key", "payload"]).meta({
      description: "`key`: who sent it may not post; `payload`: what it sent cannot be taken.",
    }),
    code: z.enum(REFUSED_WHYS).meta({
      description:
        "`payload`: no reading, or an unfit one; `protocol`: no HTTP, or it broke off; `too_many`: it may be taken later; `no_key`, `wrong_key`, `revoked_key`: who sent it may not post.",
    }),
    reason: z.string().meta({ description: "What was wrong with the last one, in words." }),
    todo: z.string().meta({ description: "What to do about it, in words." }),
    devices: z.array(z.string()).meta({
      description:
        "The id that it says to be from; empty where it names none, and for what a sender of very many ids sent.",
    }),
    path: z
      .string()
      .nullable()
      .meta({ description: "Where it was posted to last; the name of a recording for an import." }),
    count: z.int(),
    firstAt: ms,
    lastAt: ms,
    canAllow: z.boolean().meta({
      description: "It would be taken if its address were allowed (`POST /api/v1/senders`).",
    }),
  })
  .meta({
    description: "What was refused of one sender and device for one reason.",
  }) satisfies z.ZodType<RefusedAnswer>;

export const refusedListAnswer = z
  .object({
    serverTime,
    refused: z.array(refusedItem).meta({ description: "The latest first; at most 1,000." }),
    others: z.int().meta({
      description: "How many more were refused: their rows had to give way, or are beyond `limit`.",
    }),
  })
  .meta({
    description: "What was refused, by sender, device and reason.",
    examples: [
      {
        serverTime: 1_795_000_000_000,
        refused: [
          {
            from: "192.168.7.41",
            why: "key",
            code: "no_key",
            reason: "This server takes posts with a key alone.",
            todo: "Allow this address, or give the sender a key of its own.",
            devices: ["handheld 7"],
            path: "/receive-json",
            count: 12,
            firstAt: 1_794_999_000_000,
            lastAt: 1_794_999_990_000,
            canAllow: true,
          },
        ],
        others: 0,
      },
    ],
  }) satisfies z.ZodType<RefusedListAnswer>;
