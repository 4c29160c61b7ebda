// What is sent of people: sign-in, invitations, changes.

import * as z from "zod";
import { ROLES } from "../../../shared/entries/access.ts";
import { MAX_PASSWORD, MIN_PASSWORD } from "../../access/access.ts";

const MAX_NAME = 60;
const MAX_PLACES = 100;
const MAX_PLACE = 100;
const MAX_TOKEN = 200;
const MAX_CODE = 40;
const MAX_TO = 300;

/** What somebody or something goes by. */
export const nameText = z
  .string("must be text")
  .trim()
  .min(1, "must not be empty")
  .max(MAX_NAME, `must have at most ${MAX_NAME} characters`)
  .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters")
  .meta({ description: "What to go by.", example: "Ada" });

/** A password that is given, right or wrong. */
const givenPassword = z
  .string("must be text")
  .max(MAX_PASSWORD, `must have at most ${MAX_PASSWORD} characters`)
  .meta({ description: "The password." });

const newPassword = givenPassword
  .min(MIN_PASSWORD, `must have at least ${MIN_PASSWORD} characters`)
  .meta({ description: `A new password, ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.` });

/** Which places' devices somebody sees. */
export const placesList = z
  .array(
    z
      .string("must be a place")
      .trim()
      .min(1, "must not be empty")
      .max(MAX_PLACE, `must have at most ${MAX_PLACE} characters`),
    "must be a list of places, or null",
  )
  .min(1, "must name a place; null means all devices")
  .max(MAX_PLACES, `must have at most ${MAX_PLACES} places`)
  .transform((places) => [...new Set(places)])
  .nullable()
  .meta({ description: "The places whose devices are seen; null: all devices, also those of no place." });

export const setupBody = z
  .strictObject({
    code: z
      .string("must be the set-up code")
      .max(MAX_CODE, `must have at most ${MAX_CODE} characters`)
      .meta({ description: "The set-up code of the terminal; case, spaces and dashes do not count." }),
    name: nameText,
    password: newPassword,
  })
  .meta({ description: "The first admin." });

export const signInBody = z
  .strictObject({ name: nameText, password: givenPassword })
  .meta({ description: "Who signs in." });

export const confirmationBody = z
  .strictObject({ password: givenPassword })
  .meta({ description: "The password, once more." });

export const passwordBody = z
  .strictObject({
    old: givenPassword.meta({ description: "The present password; empty for somebody who has none yet." }),
    new: newPassword,
  })
  .meta({ description: "A change of one's own password." });

export const personBody = z
  .strictObject({
    name: nameText,
    role: z.enum(ROLES, `must be ${ROLES.join(", ")}`),
    places: placesList.exactOptional(),
    password: newPassword,
  })
  .meta({ description: "A new person." });

export const personPatch = z
  .strictObject({
    name: nameText.exactOptional(),
    role: z.enum(ROLES, `must be ${ROLES.join(", ")}`).exactOptional(),
    places: placesList.exactOptional(),
    password: newPassword.exactOptional(),
  })
  .meta({ description: "What changes of a person; what is absent stays. An admin sees all places." });

export const invitationBody = z
  .strictObject({
    name: nameText,
    role: z.enum(["viewer", "operator"], "must be viewer or operator"),
    places: placesList.exactOptional(),
  })
  .meta({ description: "Who is invited." });

export const signOnBody = z
  .strictObject({
    to: z
      .string("must be a path of the app")
      .max(MAX_TO, `must have at most ${MAX_TO} characters`)
      .exactOptional()
      .meta({
        description:
          "The view to come back to, as a path such as `/graph?device=a`; any other is the overview.",
      }),
    isAgain: z
      .boolean("must be true or false")
      .exactOptional()
      .meta({ description: "Asks for the password there, whoever is signed in." }),
  })
  .meta({ description: "Somebody goes to the other server to sign on." });

export const joinBody = z
  .strictObject({
    token: z
      .string("must be the token of an invitation")
      .max(MAX_TOKEN, `must have at most ${MAX_TOKEN} characters`)
      .meta({
        description:
          "The token of the invitation, which stands behind the # of its address; or the eight letters of `handOver`.",
      }),
    device: nameText.exactOptional().meta({ description: "What device it is; else its browser says so." }),
  })
  .meta({ description: "Whoever was invited comes." });
