// The addresses that Lighthouse looks at: every view of a site that is open to all, and those of one that is closed.

import { ALARM_PATHS } from "../../../shared/wire/alarms.ts";

/** A view by the name that its row has. */
export interface AuditedView {
  readonly name: string;
  readonly path: string;
  /** Whether the admin looks; else somebody who is not let in. */
  readonly isSignedIn?: boolean;
}

const DEVICE = encodeURIComponent("handheld 1");

/** The id of an alarm that is open; throws where there is none. */
async function openAlarm(url: string): Promise<string> {
  const answer: unknown = await (await fetch(url + ALARM_PATHS.alarms)).json();
  const [first] = (answer as { alarms: readonly { id: string }[] }).alarms;
  if (!first) throw new Error("The plant raised no alarm to look at.");
  return first.id;
}

/** What anybody sees of an open site. */
export async function openViews(url: string): Promise<AuditedView[]> {
  return [
    { name: "overview", path: "/" },
    { name: "device", path: `/device/${DEVICE}` },
    { name: "device's settings", path: `/device/${DEVICE}/settings` },
    { name: "label", path: `/device/${DEVICE}/label` },
    { name: "graph", path: `/graph?device=${DEVICE}` },
    { name: "graph, 24 h of two", path: `/graph?device=${DEVICE}&compare=fixed-07&range=24h` },
    { name: "alarms", path: "/alarms" },
    { name: "alarm", path: `/alarms/${encodeURIComponent(await openAlarm(url))}` },
    { name: "log", path: "/log" },
    { name: "kiosk", path: "/kiosk" },
    { name: "settings", path: "/settings" },
    { name: "notices", path: "/settings/notices" },
    { name: "report", path: "/settings/report" },
  ];
}

/** Who comes in, and the pages of those who say who may. */
export const CLOSED_VIEWS: readonly AuditedView[] = [
  { name: "sign in", path: "/" },
  { name: "join", path: "/join#token" },
  { name: "a wall that asks to be let in", path: "/kiosk" },
  { name: "account", path: "/settings/account", isSignedIn: true },
  { name: "people", path: "/settings/people", isSignedIn: true },
  { name: "gateways", path: "/settings/gateways", isSignedIn: true },
  { name: "displays", path: "/settings/displays", isSignedIn: true },
  { name: "refused", path: "/settings/refused", isSignedIn: true },
];
