import { expect, it } from "vitest";
import { noticeSetupWords, noticeWords } from "../../../pwa/src/i18n/notice-texts.ts";

const notice = {
  ...({ kind: "notice", seq: 9, at: 0, key: "k", source: 4, rule: "all", step: 1, channel: "c" } as const),
  ...({ to: "", transition: "raised", alarm: "4-a", device: "pump" } as const),
};

it("says what became of a notice, to whom, and why", () => {
  expect(noticeWords({ ...notice, status: "sent" })).toBe("Notice: sent");
  const refused = { ...notice, to: "rescue@site", status: "failing", answer: "ECONNREFUSED" } as const;
  expect(noticeWords(refused)).toBe("Notice, rescue@site: did not go, is tried again (ECONNREFUSED)");
});

it("says which channel or rule was set up, and names none that is gone", () => {
  const setup = { kind: "notice-setup", seq: 9, at: 0, id: "c" } as const;
  const record = { name: "Siren", kind: "webhook", address: "http://plc" } as const;
  expect(noticeSetupWords({ ...setup, what: "channel", record })).toBe("Notices, channel Siren: changed");
  expect(noticeSetupWords({ ...setup, what: "rule", record: null })).toBe("Notices, rule: removed");
});
