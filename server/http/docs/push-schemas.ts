// Alarms on phones, as they are answered.

import * as z from "zod";
import type { PushAnswer } from "../../../shared/wire/push.ts";

export const EXAMPLE_KEY =
  "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

export const pushAnswer = z
  .object({
    key: z.string().nullable().meta({
      description:
        "What a browser subscribes with (`applicationServerKey`); null while no channel leads to phones.",
    }),
    isOn: z
      .boolean()
      .meta({ description: "Whether the browser of this session is told, as far as the server knows." }),
  })
  .meta({
    description: "Alarms on this phone.",
    examples: [{ key: EXAMPLE_KEY, isOn: false }],
  }) satisfies z.ZodType<PushAnswer>;
