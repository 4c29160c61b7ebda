import { VIEW_PATHS } from "../../../shared/ground/view-paths.ts";

/** The ways in are no place to come back to. */
const ENTRANCE = /^\/(sign-in|set-up|join)$/;
const NOWHERE = "http://davy.invalid";

/** A path of the app to come back to: that of a view, with what stands behind its `?`; the overview for all else. */
export function returnPath(to: string): string {
  const url = /^\/[\x21-\x7e]*$/.test(to) && URL.canParse(to, NOWHERE) ? new URL(to, NOWHERE) : undefined;
  if (url?.origin !== NOWHERE || !VIEW_PATHS.test(url.pathname) || ENTRANCE.test(url.pathname)) return "/";
  return url.pathname + url.search;
}
