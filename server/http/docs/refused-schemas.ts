// What was refused, as its list answers.

import { z } from "zod";
import { REFUSED_WHYS, type RefusedAnswer, type RefusedRow } from "../../../shared/wire/refused.ts";
import { ms, serverTime } from "./fields.ts";

const refusedWhy = z.enum(REFUSED_WHYS).meta({
  description:
    "`payload`: no reading, or an unfit one; `protocol`: no HTTP, or it broke off; `too_many`: it may be taken later; `no_key`, `wrong_key`, `revoked_key`: who sent it may not post.",
});

const refusedRow = z
  .object({
    address: z.string().meta({ description: "The sender's address; empty where none is known." }),
    device: z.string().nullable().meta({
      description:
        "The id that it says to be from; null where it names none, and for what a sender of very many ids sent.",
    }),
    path: z
      .string()
      .nullable()
      .meta({ description: "Where it was posted to last; the name of a recording for an import." }),
    why: refusedWhy,
    reason: z.string().meta({ description: "What was wrong with the last one, in words." }),
    todo: z.string().meta({ description: "What to do about it, in words." }),
    count: z.int(),
    firstAt: ms,
    lastAt: ms,
  })
  .meta({
    description: "What was refused of one sender and device for one reason.",
  }) satisfies z.ZodType<RefusedRow>;

export const refusedAnswer = z
  .object({
    serverTime,
    refused: z.array(refusedRow).meta({ description: "The latest first; at most 1,000." }),
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
            address: "192.168.7.41",
            device: "handheld 7",
            path: "/receive-json",
            why: "no_key",
            reason: "This server takes posts with a key alone.",
            todo: "Allow this address, or give the sender a key.",
            count: 12,
            firstAt: 1_794_999_000_000,
            lastAt: 1_794_999_990_000,
          },
        ],
        others: 0,
      },
    ],
  }) satisfies z.ZodType<RefusedAnswer>;
