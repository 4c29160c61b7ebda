// The kinds of entries that concern notices. Nobody is told of them in the stream: pages of admins ask.

import type { EntryKind } from "./kinds.ts";
import { NOTICE_STATUSES, type NoticeEntry, type NoticeSetupEntry } from "./notice.ts";

type Members = { readonly [member: string]: unknown };

function isSetup({ what, id, record }: Members): boolean {
  return (what === "channel" || what === "rule") && typeof id === "string" && typeof record === "object";
}

function isNotice(members: Members): boolean {
  const { source, step, status } = members;
  const texts = ["key", "rule", "channel", "to", "alarm", "device"];
  return (
    texts.every((name) => typeof members[name] === "string") &&
    Number.isFinite(source) &&
    Number.isFinite(step) &&
    NOTICE_STATUSES.some((known) => known === status)
  );
}

const setupKind: EntryKind<NoticeSetupEntry> = {
  kind: "notice-setup",
  parse: (entry) =>
    isSetup(entry as unknown as Members) ? (entry as unknown as NoticeSetupEntry) : undefined,
};

const noticeKind: EntryKind<NoticeEntry> = {
  kind: "notice",
  parse: (entry) => (isNotice(entry as unknown as Members) ? (entry as unknown as NoticeEntry) : undefined),
  about: ({ device }) => (device === "" ? {} : { device }),
};

/** Their descriptions. */
export const NOTICE_KINDS = { "notice-setup": setupKind, notice: noticeKind };
