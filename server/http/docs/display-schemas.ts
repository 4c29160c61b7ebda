// Displays and their pairing, as they are answered.

import * as z from "zod";
import type {
  DisplayAnswer,
  DisplayContactAnswer,
  DisplaysAnswer,
  FoundPairingAnswer,
  PairingAnswer,
  PairingStateAnswer,
} from "../../../shared/wire/displays.ts";
import { answers, language, places, theme } from "./access-schemas.ts";
import { ms } from "./fields.ts";

const soundTest = z
  .object({
    at: ms,
    passed: z.boolean().meta({ description: "Whether the tone was played, as far as its browser says." }),
  })
  .nullable()
  .meta({ description: "The last test of its sound; null for none." });

const TEST = { at: 1_795_000_040_000, passed: true };

const DISPLAY = {
  id: "h3Jx0d9aKq2b",
  name: "Control room",
  createdAt: 1_795_000_000_000,
  lastContactAt: 1_795_000_060_000,
  from: "192.168.7.50",
  build: "0123456789ab",
  isPresent: true,
  places: ["Shaft 3"],
  theme: "dark" as const,
  language: null,
  answers: false,
  soundTest: TEST,
};
const PAIRING = { id: "b0Rk2lqE9sYa", createdAt: 1_795_000_000_000, expiresAt: 1_795_000_600_000 };

export const displayAnswer = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: "Where it hangs." }),
    createdAt: ms,
    lastContactAt: ms.nullable().meta({ description: "Its last request, unix ms; null for none." }),
    from: z.string().meta({ description: "The address of its last request; empty for none." }),
    build: z.string().meta({ description: "The build of the app that it shows; empty before it said so." }),
    isPresent: z.boolean().meta({ description: "It listens, or was heard of within the last 60 s." }),
    places,
    theme,
    language,
    answers,
    soundTest,
  })
  .meta({ description: "A screen that was paired.", examples: [DISPLAY] }) satisfies z.ZodType<DisplayAnswer>;

export const displaysAnswer = z.object({ displays: z.array(displayAnswer) }).meta({
  description: "All displays.",
  examples: [{ displays: [DISPLAY] }],
}) satisfies z.ZodType<DisplaysAnswer>;

export const displayContactAnswer = z
  .object({ name: z.string(), places, theme, language, answers, soundTest })
  .meta({
    description: "What the display is to show from now on.",
    examples: [
      {
        name: "Control room",
        places: ["Shaft 3"],
        theme: "dark",
        language: null,
        answers: false,
        soundTest: TEST,
      },
    ],
  }) satisfies z.ZodType<DisplayContactAnswer>;

export const pairingAnswer = z
  .object({
    id: z.string(),
    code: z.string().meta({ description: "Eight letters without look-alikes, to be shown." }),
    expiresAt: ms.meta({ description: "Until when it is good, unix ms." }),
  })
  .meta({
    description: "What the screen shows.",
    examples: [{ id: PAIRING.id, code: "WDJBMJHT", expiresAt: PAIRING.expiresAt }],
  }) satisfies z.ZodType<PairingAnswer>;

export const pairingStateAnswer = z
  .object({
    status: z.enum(["waiting", "paired", "expired"]).meta({
      description:
        "`expired`: the code is not good any more, or the server has started anew: ask for another.",
    }),
    expiresAt: ms,
  })
  .meta({
    description: "How far it is.",
    examples: [{ status: "waiting", expiresAt: PAIRING.expiresAt }],
  }) satisfies z.ZodType<PairingStateAnswer>;

export const foundPairingAnswer = z
  .object({
    id: z.string(),
    from: z.string().meta({ description: "The address that asks." }),
    device: z.string().meta({ description: "What it is, in words: `Linux, Chrome`." }),
    createdAt: ms,
    expiresAt: ms,
  })
  .meta({
    description: "The screen that shows the code.",
    examples: [{ ...PAIRING, from: "192.168.7.50", device: "Linux, Chrome" }],
  }) satisfies z.ZodType<FoundPairingAnswer>;
