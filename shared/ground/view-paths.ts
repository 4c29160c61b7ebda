/** The app's views, as a router takes them. Server and service worker answer all of them with the one document. */
export const VIEWS = [
  "/",
  "/graph",
  "/alarms",
  "/alarms/:id",
  "/log",
  "/kiosk",
  "/settings",
  "/settings/:page",
  "/device/:id",
  "/device/:id/settings",
  "/device/:id/label",
  "/sign-in",
  "/set-up",
  "/join",
] as const;

/** Whether a path, as it stands in an address, is one of a view. */
export const VIEW_PATHS = new RegExp(`^(${VIEWS.map((view) => view.replace(/:\w+/, "[^/]+")).join("|")})$`);
