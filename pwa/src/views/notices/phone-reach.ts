// What reaches a phone that is in a pocket, on a site without internet: said plainly, before somebody relies on it.

import { msg } from "@lit/localize";
import { html } from "lit";

interface Row {
  readonly where: string;
  readonly what: string;
}

function rows(): readonly Row[] {
  return [
    {
      where: msg("iPhone in a pocket", { id: "notices.iphone" }),
      what: msg(
        "Nothing from Davy itself: iOS wakes an app by Apple’s servers alone. A siren, a pager or an SMS gateway reaches its owner; mail when the phone looks for it.",
        { id: "notices.iphoneMeans" },
      ),
    },
    {
      where: msg("Android phone in a pocket", { id: "notices.android" }),
      what: msg(
        "Nothing from the browser: it is woken by Google’s servers alone. The ntfy app with a server on the site holds its own connection and rings; mail when the phone looks for it.",
        { id: "notices.androidMeans" },
      ),
    },
    {
      where: msg("Alarms on phones (push), where there is internet", { id: "notices.reachPush" }),
      what: msg(
        "The server hands them to Apple, Google or Mozilla, and those to the phone: both need the internet, and without it none comes. On an iPhone to the app on the home screen alone, from iOS 16.4 on.",
        { id: "notices.reachPushMeans" },
      ),
    },
    {
      where: msg("Any phone with this page open and the screen on", { id: "notices.openPhone" }),
      what: msg("Sound and a banner, within a second. Not with the screen off.", {
        id: "notices.openPhoneMeans",
      }),
    },
    {
      where: msg("A screen on a wall or a desk", { id: "notices.wall" }),
      what: msg("Sound and picture without interruption; it is the base to rely on.", {
        id: "notices.wallMeans",
      }),
    },
    {
      where: msg("Sirens, pagers, radios, machines", { id: "notices.machines" }),
      what: msg("By webhook or MQTT, on the site’s own network, within seconds.", {
        id: "notices.machinesMeans",
      }),
    },
  ];
}

/** A list of it. */
export function phoneReach() {
  return html`<section>
    <h2>${msg("What reaches whom without internet", { id: "notices.reach" })}</h2>
    <dl>
      ${rows().map(({ where, what }) => html`<dt>${where}</dt><dd>${what}</dd>`)}
    </dl>
    <p class="note">
      ${msg("Said of iOS and Android by what their makers document; not tried on phones. Try yours with a trial, and with the phone in the pocket.", { id: "notices.reachNote" })}
    </p>
  </section>`;
}
