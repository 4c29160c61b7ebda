// Events as the logbook answers them.

import * as z from "zod";
import { ACTOR_KINDS, type Actor } from "../../../shared/entries/actor.ts";
import type { LogbookAnswer, LogbookEvent } from "../../../shared/wire/api.ts";
import { ms, seq } from "./fields.ts";
import { json } from "./reading-schemas.ts";

const actor = z
  .object({
    kind: z.enum(ACTOR_KINDS).meta({
      description:
        "`open`: anybody, on a server that asks nobody who they are; `shell`: a command on the server's machine; `system`: the server by itself.",
    }),
    name: z.string().meta({ description: "Empty where none is known." }),
    from: z.string().meta({ description: "The address of who asked; empty for the system." }),
  })
  .meta({ description: "Who did it." }) satisfies z.ZodType<Actor>;

export const logbookEvent = z
  .object({
    seq,
    at: ms.meta({ description: "When the server took it, unix ms." }),
    kind: z.string().meta({
      description:
        "`setting`, `forget`, `site`, `settings-found` (what was set when the logbook began, by an earlier version), or what another version wrote.",
    }),
    by: actor.exactOptional(),
    forgotten: z.literal(true).exactOptional().meta({
      description: "It was about a device that was forgotten with its data; what it said is gone.",
    }),
  })
  .catchall(json)
  .meta({
    description:
      "An entry of the log that is no reading, whole: further members by its kind. A `setting` has `device`, `patch` and `was`: what the members that changed were before, which as a patch undoes it.",
  }) satisfies z.ZodType<LogbookEvent>;

export const logbookAnswer = z
  .object({
    events: z.array(logbookEvent).meta({ description: "Newest first, by falling `seq`." }),
    cursor: z.string().exactOptional().meta({
      description:
        "Where the next page begins; absent at the end. A page may be shorter than `limit`, or empty, with further ones to come.",
    }),
  })
  .meta({ description: "A page of the logbook." }) satisfies z.ZodType<LogbookAnswer>;
