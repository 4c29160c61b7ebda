// Notices put together: what sends them, and where they are set up.

import { randomBytes } from "node:crypto";
import { NoticeDesk } from "./notices/desk.ts";
import { keepNotices } from "./notices/keeper.ts";
import type { Report } from "./report.ts";
import type { States } from "./state/states.ts";
import type { Storage } from "./storage.ts";

interface NoticeServiceParts
  extends Pick<States, "alarms" | "fleet" | "notices" | "site">,
    Pick<Storage, "log" | "secrets"> {
  readonly report: Report;
  /** Unix ms. */
  readonly now: () => number;
  readonly random: () => number;
}

const ID_BYTES = 6;

/** Begins to send notices. `close` waits for what is under way, in a bounded time. */
export function openNotices(parts: NoticeServiceParts) {
  const { fleet, site, notices, log, secrets } = parts;
  const keeper = keepNotices({
    ...parts,
    site() {
      const { name, language, timeZone } = site.answer();
      const nameOf = (device: string) => fleet.known(device)?.settings.name ?? device;
      return { name, language, timeZone: timeZone ?? "UTC", nameOf };
    },
  });
  const newId = () => randomBytes(ID_BYTES).toString("base64url");
  return {
    desk: new NoticeDesk({ notices, keeper, log, secrets, newId }),
    close: () => keeper.close(),
  };
}
