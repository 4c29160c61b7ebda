// What every page needs to know of who may come in, apart from the rest: the first screen loads this alone.

/** What each page asks. */
export const OWN_PATHS = {
  me: "/api/v1/me",
  session: "/api/v1/session",
  displayContact: "/api/v1/display/contact",
} as const;

/** The name in `Server-Timing` of the app's document by which the server says that whoever asked for it may read. */
export const LET_IN = "let-in";

/** Whether people are asked who they are: nobody is (`open`); there is no admin yet, and nobody reads (`setup`); everybody is. */
export const ACCESS_MODES = ["open", "setup", "closed"] as const;
