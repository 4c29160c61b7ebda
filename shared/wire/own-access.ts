// What every page needs to know of who may come in, apart from the rest: the first screen loads this alone.

/** What each page asks. */
export const OWN_PATHS = {
  me: "/api/v1/me",
  session: "/api/v1/session",
  displayContact: "/api/v1/display/contact",
} as const;

/** Whether people are asked who they are: nobody is (`open`); there is no admin yet, and nobody reads (`setup`); everybody is. */
export const ACCESS_MODES = ["open", "setup", "closed"] as const;
