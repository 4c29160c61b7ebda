// What became of notices and of what they are set up with, in words: in the delivery log as in the log of the site.

import { msg } from "@lit/localize";
import type { NoticeEntry, NoticeSetupEntry, NoticeStatus } from "../../../shared/entries/notice.ts";

export function statusText(status: NoticeStatus): string {
  switch (status) {
    case "queued":
      return msg("to be sent", { id: "notices.queued" });
    case "failing":
      return msg("did not go, is tried again", { id: "notices.failing" });
    case "sent":
      return msg("sent", { id: "notices.sent" });
    case "dropped":
      return msg("given up", { id: "notices.dropped" });
  }
}

/** `Notice to rescue@site: did not go, is tried again (it could not be reached)` */
export function noticeWords({ status, to, answer }: NoticeEntry): string {
  const notice = msg("Notice", { id: "log.notice" });
  const head = to === "" ? notice : `${notice}, ${to}`;
  return `${head}: ${statusText(status)}${answer ? ` (${answer})` : ""}`;
}

/** `Notices, channel Siren: changed` */
export function noticeSetupWords({ what, record }: NoticeSetupEntry): string {
  const of =
    what === "channel"
      ? msg("Notices, channel", { id: "log.noticeChannel" })
      : msg("Notices, rule", { id: "log.noticeRule" });
  const became = record ? msg("changed", { id: "log.changed" }) : msg("removed", { id: "log.removed" });
  return `${[of, record?.name].filter(Boolean).join(" ")}: ${became}`;
}
