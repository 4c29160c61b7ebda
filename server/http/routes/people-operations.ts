// What the routes of people, their devices and invitations say of themselves.

import * as z from "zod";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { invitationBody, personBody, personPatch } from "../bodies/people-bodies.ts";
import * as schemas from "../docs/access-schemas.ts";
import { jsonAnswer, type Operation, refusal } from "../docs/operation.ts";

const GROUP = "People";

/** The id in a path. */
const idParams = z.object({ id: z.string().meta({ description: "As the list of them names it." }) });

const badBody = { 400: refusal("The body is not such a thing; every problem is named.") };

export const listPeopleOperation: Operation = {
  id: "listPeople",
  group: GROUP,
  summary: "All people",
  answers: { 200: jsonAnswer("The people.", schemas.peopleAnswer) },
  curl: `-b cookies $URL${ACCESS_PATHS.people}`,
};

export const addPersonOperation: Operation = {
  id: "addPerson",
  group: GROUP,
  summary: "Add a person with a password",
  description: ["For whoever signs in at a desk. A phone comes in by an invitation."],
  body: {
    contents: { "application/json": personBody },
    example: { name: "Ben", role: "operator", password: "correct horse battery" },
  },
  answers: {
    200: jsonAnswer("The person.", schemas.personAnswer),
    ...badBody,
    409: refusal("The name is taken, or there is no admin yet."),
  },
  curl: `-b cookies -d '{"name":"Ben","role":"operator","password":"correct horse battery"}' $URL${ACCESS_PATHS.people}`,
};

export const changePersonOperation: Operation = {
  id: "changePerson",
  group: GROUP,
  summary: "Change a person's name, role, places or password",
  description: ["It holds at once, on every device of theirs. A new password signs all of them out."],
  params: idParams,
  body: { contents: { "application/json": personPatch }, example: { role: "operator", places: ["Shaft 3"] } },
  answers: {
    200: jsonAnswer("The person after the change.", schemas.personAnswer),
    ...badBody,
    404: refusal("There is no such person."),
    409: refusal("The name is taken, or it is the last admin."),
  },
  curl: `-b cookies -X PATCH -d '{"role":"operator"}' $URL${ACCESS_PATHS.people}/uF3kX0aPq1Zr`,
};

export const removePersonOperation: Operation = {
  id: "removePerson",
  group: GROUP,
  summary: "Remove a person",
  description: ["Their devices are signed out, and what those keep is deleted at their next contact."],
  params: idParams,
  answers: {
    204: { description: "Removed." },
    404: refusal("There is no such person."),
    409: refusal("It is the last admin."),
  },
  curl: `-b cookies -X DELETE $URL${ACCESS_PATHS.people}/uF3kX0aPq1Zr`,
};

export const listInvitationsOperation: Operation = {
  id: "listInvitations",
  group: GROUP,
  summary: "Invitations that are open, and who came lately",
  answers: { 200: jsonAnswer("The invitations.", schemas.invitationsAnswer) },
  curl: `-b cookies $URL${ACCESS_PATHS.invitations}`,
};

export const inviteOperation: Operation = {
  id: "invite",
  group: GROUP,
  summary: "Invite somebody's phone",
  description: [
    "Good once, for 15 minutes. Somebody of that name who is there already gets one more device, and the role and places that are said here. Admins are not made this way.",
  ],
  body: {
    contents: { "application/json": invitationBody },
    example: { name: "Ben", role: "viewer", places: ["Shaft 3"] },
  },
  answers: {
    200: jsonAnswer("The invitation, with its token.", schemas.newInvitationAnswer),
    ...badBody,
    409: refusal("There is no admin yet, the name is an admin's, or there are 100 invitations."),
  },
  curl: `-b cookies -d '{"name":"Ben","role":"viewer"}' $URL${ACCESS_PATHS.invitations}`,
};

export const withdrawOperation: Operation = {
  id: "withdrawInvitation",
  group: GROUP,
  summary: "Withdraw an invitation",
  params: idParams,
  answers: {
    204: { description: "Withdrawn." },
    404: refusal("There is no such invitation."),
  },
  curl: `-b cookies -X DELETE $URL${ACCESS_PATHS.invitations}/uF3kX0aPq1Zr`,
};

const sessionsQuery = z.object({
  person: z.string({ error: "must be given once: the id of a person" }).optional().meta({
    description: "The id of a person, for an admin; without it all sessions. Others get their own alone.",
  }),
});

export const listSessionsOperation = {
  id: "listSessions",
  group: GROUP,
  summary: "On which devices people are signed in",
  description: ["One's own; all of them to an admin."],
  query: sessionsQuery,
  answers: {
    200: jsonAnswer("The sessions.", schemas.sessionsAnswer),
    400: refusal("A parameter is unfit."),
    403: refusal("It is somebody else's."),
  },
  curl: `-b cookies $URL${ACCESS_PATHS.sessions}`,
} satisfies Operation;

export const endSessionOperation: Operation = {
  id: "endSession",
  group: GROUP,
  summary: "Sign a device out",
  description: [
    "Its stream ends within 10 s; what it keeps is deleted at its next contact. One's own devices; any to an admin.",
  ],
  params: idParams,
  answers: {
    204: { description: "It is signed out." },
    403: refusal("It is somebody else's, or the page is of another origin."),
    404: refusal("There is no such session."),
  },
  curl: `-b cookies -X DELETE $URL${ACCESS_PATHS.sessions}/uF3kX0aPq1Zr`,
};

export const endOtherSessionsOperation: Operation = {
  id: "endOtherSessions",
  group: GROUP,
  summary: "Sign out everywhere else",
  answers: {
    200: jsonAnswer("How many there were.", schemas.endedAnswer),
  },
  curl: `-b cookies -X DELETE $URL${ACCESS_PATHS.sessions}`,
};
