// Who may come in, as the routes answer it.

import * as z from "zod";
import { POSTS_RULES, ROLES } from "../../../shared/entries/access.ts";
import {
  ACCESS_MODES,
  type EndedAnswer,
  type HandoverAnswer,
  type InvitationAnswer,
  type InvitationsAnswer,
  type MeAnswer,
  type NewInvitationAnswer,
  PERMISSIONS,
  type PeopleAnswer,
  type PersonAnswer,
  type PrincipalAnswer,
  type SessionAnswer,
  type SessionsAnswer,
  type SignOnAnswer,
} from "../../../shared/wire/access.ts";
import { ms, serverTime } from "./fields.ts";

export const id = z.string().meta({ description: "Names it in the API." });
export const personName = z.string().meta({ description: "What a person goes by." });
export const role = z.enum(ROLES).meta({
  description:
    "`viewer` reads; `operator` also sets names and places; `admin` also changes limits, people, keys and displays.",
});
export const places = z
  .array(z.string())
  .nullable()
  .meta({ description: "The places whose devices are seen; null: all devices." });
export const theme = z
  .enum(["light", "dark", "contrast"])
  .nullable()
  .meta({ description: "Null leaves it to the site." });
export const answers = z
  .boolean()
  .meta({ description: "Whether whoever stands before it may answer alarms, with a name." });
export const language = z.enum(["en", "de"]).nullable().meta({ description: "Null leaves it to the site." });
export const mode = z.enum(ACCESS_MODES).meta({
  description:
    "`open`: nobody is asked who they are; `setup`: there is no admin yet, and nobody reads; `closed`: everybody signs in.",
});
export const posts = z.enum(POSTS_RULES).meta({
  description: "Whether posts are taken from everybody (`open`), or with a key or from an allowed address.",
});

const isFromSignOn = z
  .boolean()
  .meta({ description: "Another server says who they are and what they may do." });

const principal = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.enum(["nobody", "open", "shell"]) }),
    z.object({
      kind: z.literal("person"),
      id,
      name: personName,
      role,
      places,
      sessionId: id,
      confirmedUntil: ms.meta({
        description: "Until when acts of an admin are done without asking for the password again, unix ms.",
      }),
      hasPassword: z.boolean(),
      isFromSignOn,
    }),
    z.object({ kind: z.literal("display"), id, name: z.string(), places, theme, language, answers }),
    z.object({ kind: z.enum(["gateway", "reader"]), id, name: z.string() }),
  ])
  .meta({ description: "Who asks." }) satisfies z.ZodType<PrincipalAnswer>;

export const meAnswer = z
  .object({
    serverTime,
    mode,
    posts,
    hasAdmin: z
      .boolean()
      .meta({ description: "Without one the set-up code of the terminal makes the first." }),
    instance: z.string().meta({ description: "Names this server's data; the session's cookie carries it." }),
    principal,
    permissions: z.array(z.enum(PERMISSIONS)).meta({ description: "What may be done." }),
    offlineDays: z.int().meta({
      description: "After so many days without contact what a phone keeps is deleted; 0: never.",
    }),
    signOn: z
      .object({ name: z.string() })
      .nullable()
      .meta({ description: "The sign-on by another server, if there is one." }),
  })
  .meta({ description: "Who asks, and what they may do." }) satisfies z.ZodType<MeAnswer>;

export const handoverAnswer = z
  .object({
    code: z.string().meta({ description: "Eight letters; good once." }),
    lifeMs: z.int().meta({ description: "How long it is taken from now on, ms." }),
  })
  .meta({ description: "What is typed in the app on the home screen." }) satisfies z.ZodType<HandoverAnswer>;

export const signOnAnswer = z
  .object({ url: z.string().meta({ description: "Where the browser goes." }) })
  .meta({ description: "The way to the other server." }) satisfies z.ZodType<SignOnAnswer>;

export const personAnswer = z
  .object({
    id,
    name: personName,
    role,
    places,
    createdAt: ms,
    hasPassword: z.boolean().meta({ description: "False for one who came in by an invitation alone." }),
    isFromSignOn,
    sessions: z.int().meta({ description: "On how many devices they are signed in." }),
    lastContactAt: ms.nullable().meta({ description: "The latest request of any of these, unix ms." }),
  })
  .meta({ description: "A person." }) satisfies z.ZodType<PersonAnswer>;

export const peopleAnswer = z
  .object({ people: z.array(personAnswer) })
  .meta({ description: "All people." }) satisfies z.ZodType<PeopleAnswer>;

export const sessionAnswer = z
  .object({
    id,
    person: z.object({ id, name: personName }),
    device: z.string().meta({ description: "What it is, in words: `Android, Chrome`." }),
    how: z
      .enum(["password", "setup", "invitation", "handover", "sign-on"])
      .meta({ description: "How the session began." }),
    createdAt: ms,
    lastContactAt: ms,
    from: z.string().meta({ description: "The address of the last contact." }),
    isOwn: z.boolean().meta({ description: "It is the one that asks." }),
  })
  .meta({ description: "A device on which a person is signed in." }) satisfies z.ZodType<SessionAnswer>;

export const sessionsAnswer = z
  .object({ sessions: z.array(sessionAnswer) })
  .meta({ description: "Sessions, the latest contact first." }) satisfies z.ZodType<SessionsAnswer>;

export const endedAnswer = z
  .object({ ended: z.int() })
  .meta({ description: "How many sessions have ended." }) satisfies z.ZodType<EndedAnswer>;

const invitation = {
  id,
  name: personName,
  role: z.enum(["viewer", "operator"]),
  places,
  createdAt: ms,
  expiresAt: ms.meta({ description: "Until when it can be used, unix ms." }),
  joined: z
    .object({ at: ms, device: z.string(), from: z.string(), sessionId: id })
    .nullable()
    .meta({ description: "Who came: on what, from where, and the session that can be ended." }),
};

export const invitationAnswer = z
  .object(invitation)
  .meta({ description: "An invitation." }) satisfies z.ZodType<InvitationAnswer>;

export const newInvitationAnswer = z
  .object({
    ...invitation,
    token: z.string().meta({
      description: "Told here alone; it goes into the QR code as `http://<address>:8000/trust#<token>`.",
    }),
  })
  .meta({ description: "An invitation with its token." }) satisfies z.ZodType<NewInvitationAnswer>;

export const invitationsAnswer = z.object({ invitations: z.array(invitationAnswer) }).meta({
  description: "Invitations that are open, or were used within the last hour.",
}) satisfies z.ZodType<InvitationsAnswer>;
