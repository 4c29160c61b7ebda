import { FIRST_PLAUSIBLE_AT } from "../../server/clock/clock-rule.ts";
import { clockFiles } from "../../server/data-folder/clock-file.ts";
import { commandName } from "../../shared/ground/command-name.ts";
import { DAY_MS, HOUR_MS } from "../../shared/ground/time.ts";
import type { Finding } from "./finding.ts";

/** What the server remembers as beyond doubt, unix ms; 0 for nothing. */
async function readTrusted(folder: string): Promise<number> {
  const memory = await clockFiles(folder).read();
  const at = typeof memory === "object" && memory !== null && "trustedAt" in memory ? memory.trustedAt : 0;
  return typeof at === "number" ? at : 0;
}

/** The machine's clock against the last time that the server did not doubt. */
export async function checkClock(folder: string, now: number): Promise<Finding> {
  const what = "clock";
  const time = Number.isFinite(now) ? new Date(now).toISOString() : "no time";
  if (now < FIRST_PLAUSIBLE_AT)
    return {
      what,
      state: "bad",
      says: `It says ${time}: nobody has set it.`,
      todo: "Set it, or let NTP set it.",
    };
  const trusted = await readTrusted(folder);
  if (now < trusted - HOUR_MS) {
    const says = `It says ${time}, but Davy had ${new Date(trusted).toISOString()} before.`;
    const todo = `Set it. If it is right now: ${commandName("clock", "confirm")}, then restart Davy.`;
    return { what, state: "bad", says, todo };
  }
  if (trusted > 0 && now > trusted + 400 * DAY_MS) {
    const says = `It says ${time}, more than 400 days after the last reading.`;
    return { what, state: "look", says, todo: "Look whether it is right." };
  }
  return { what, state: "ok", says: `It says ${time}.` };
}

/** The zone in which screens show their times. */
export function checkTimeZone(configured: string | undefined): Finding {
  const what = "time zone";
  if (configured !== undefined)
    return { what, state: "ok", says: `Screens show ${configured} (DAVY_TIME_ZONE).` };
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const says = `DAVY_TIME_ZONE is not set: what the site's settings say counts, else each screen's own. This machine's is ${own}.`;
  return { what, state: "ok", says };
}
