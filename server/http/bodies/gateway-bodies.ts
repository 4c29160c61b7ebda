// What is sent of keys, allowed senders and how the server is guarded.

import * as z from "zod";
import { POSTS_RULES } from "../../../shared/entries/access.ts";
import { nameText } from "./people-bodies.ts";

/** A week: longer than it takes to drive to each gateway of a site. */
const MAX_GRACE_HOURS = 7 * 24;
const MAX_NETWORK = 60;

export const keyBody = z
  .strictObject({
    name: nameText.meta({ description: "What has it, such as the gateway's place.", example: "Shaft 3" }),
    kind: z.enum(["gateway", "reader"], "must be gateway or reader").meta({
      description: "A `gateway` may post and nothing else; a `reader` may read, export and make backups.",
    }),
  })
  .meta({ description: "A new key." });

export const keyPatch = z.strictObject({ name: nameText }).meta({ description: "What changes of a key." });

export const rotationBody = z
  .strictObject({
    graceHours: z
      .number(`must be a number from 0 to ${MAX_GRACE_HOURS}`)
      .min(0, `must be from 0 to ${MAX_GRACE_HOURS}`)
      .max(MAX_GRACE_HOURS, `must be from 0 to ${MAX_GRACE_HOURS}`)
      .meta({ description: "For how many hours more the present key is taken too; 0: not any more." }),
  })
  .meta({ description: "Another key in place of this one." });

export const senderBody = z
  .strictObject({
    name: nameText.meta({ description: "What sends from there.", example: "Gateway Shaft 3" }),
    network: z
      .string("must be an address or a network")
      .max(MAX_NETWORK, `must have at most ${MAX_NETWORK} characters`)
      .meta({ description: "An address, or a network with its prefix.", example: "192.168.7.0/24" }),
  })
  .meta({ description: "Whose posts are taken without a key." });

export const accessPatch = z
  .strictObject({
    posts: z
      .enum(POSTS_RULES, `must be ${POSTS_RULES.join(" or ")}`)
      .exactOptional()
      .meta({ description: "`keys`: posts need a key or an allowed address; `open`: all are taken." }),
  })
  .meta({ description: "How the server is guarded; what is absent stays." });
