// What is sent of displays and their pairing.

import * as z from "zod";
import { nameText, placesList } from "./people-bodies.ts";

const MAX_CODE = 40;
const MAX_BUILD = 64;

const LOOK = {
  answers: z.boolean("must be true or false").exactOptional().meta({
    description: "Whether whoever stands before it may answer alarms, with a name.",
  }),
  places: placesList.exactOptional(),
  theme: z
    .enum(["light", "dark", "contrast"], 'must be "light", "dark", "contrast" or null')
    .nullable()
    .exactOptional()
    .meta({ description: "The theme; null leaves it to the site." }),
  language: z
    .enum(["en", "de"], 'must be "en", "de" or null')
    .nullable()
    .exactOptional()
    .meta({ description: "The language; null leaves it to the site." }),
};

const displayName = nameText.meta({ description: "Where it hangs.", example: "Control room" });

export const pairingBody = z
  .strictObject({
    code: z
      .string("must be the code on the screen")
      .max(MAX_CODE, `must have at most ${MAX_CODE} characters`)
      .meta({ description: "The code on the screen; case, spaces and dashes do not count." }),
    name: displayName,
    ...LOOK,
  })
  .meta({ description: "The screen that becomes a display, and what it shows." });

export const displayPatch = z
  .strictObject({ name: displayName.exactOptional(), ...LOOK })
  .meta({ description: "What changes of a display; what is absent stays." });

export const contactBody = z
  .strictObject({
    build: z
      .string("must be text")
      .max(MAX_BUILD, `must have at most ${MAX_BUILD} characters`)
      .meta({ description: "The build of the app that it shows." }),
    isMute: z.boolean("must be true or false").exactOptional().meta({
      description: "Its browser lets it make no sound, which is an alarm: nobody hears of others there.",
    }),
    soundTest: z
      .strictObject({
        at: z
          .int("must be unix ms")
          .min(0, "must be unix ms")
          .meta({ description: "When it was, unix ms; what is later than now counts as now." }),
        passed: z
          .boolean("must be true or false")
          .meta({ description: "Whether the tone was played to its end." }),
      })
      .exactOptional()
      .meta({ description: "A test of its sound of which it has not told yet; noted once." }),
  })
  .meta({ description: "A display's sign of life." });
