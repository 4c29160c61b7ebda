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

const sourceOf = (view: string) => view.replace(/:\w+/, "[^/]+");

/** Whether a path, as it stands in an address, is one of a view. */
export const VIEW_PATHS = new RegExp(`^(${VIEWS.map(sourceOf).join("|")})$`);

const MATCHES = VIEWS.map((view) => ({ view, isAt: new RegExp(`^${sourceOf(view)}$`) }));

/** The view of a path, as `VIEWS` has it. */
export function viewAt(path: string): (typeof VIEWS)[number] | undefined {
  return MATCHES.find(({ isAt }) => isAt.test(path))?.view;
}
