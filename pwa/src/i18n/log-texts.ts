// Entries of the site's log in words.

import { msg, str } from "@lit/localize";
import type { AccessEntry } from "../../../shared/entries/access.ts";
import { type Actor, nameOfActor, parseActor } from "../../../shared/entries/actor.ts";
import type {
  AckEntry,
  Alarm,
  AlarmEntry,
  DrillEntry,
  ServerEntry,
  ShelveEntry,
} from "../../../shared/entries/alarm.ts";
import type { SettingEntry, SiteEntry, StampedEntry } from "../../../shared/entries/entry.ts";
import type { GuidanceEntry } from "../../../shared/entries/guidance.ts";
import type { InstrumentTestEntry, TestKind } from "../../../shared/entries/instrument-test.ts";
import { KINDS } from "../../../shared/entries/kinds.ts";
import type { LogGroup } from "../../../shared/entries/log-groups.ts";
import type { MappingEntry } from "../../../shared/entries/mapping.ts";
import type { NoticeEntry, NoticeSetupEntry } from "../../../shared/entries/notice.ts";
import type { AlarmPresentation } from "../../../shared/present/present-alarm.ts";
import { stepWords } from "./alarm-step-texts.ts";
import { levelName, personName } from "./alarm-texts.ts";
import { changeTexts } from "./change-texts.ts";
import type { Format } from "./format.ts";
import { noticeSetupWords, noticeWords } from "./notice-texts.ts";
import { siteMemberName } from "./site-texts.ts";

/** What words are made with. */
export interface LogWords {
  readonly format: Format;
  readonly show: (alarm: Alarm) => AlarmPresentation;
}

/** A group as a filter calls it. */
export function groupWord(group: LogGroup): string {
  switch (group) {
    case "alarm":
      return msg("Gas alarms", { id: "log.groupAlarm" });
    case "answer":
      return msg("Answers", { id: "log.groupAnswer" });
    case "instrument":
      return msg("Instruments", { id: "log.groupInstrument" });
    case "outage":
      return msg("Outages", { id: "log.groupOutage" });
    case "setting":
      return msg("Settings", { id: "log.groupSetting" });
    case "access":
      return msg("Sign-ins, keys", { id: "log.groupAccess" });
    case "notice":
      return msg("Notices", { id: "log.groupNotice" });
  }
}

function actorOf(entry: StampedEntry): Actor | undefined {
  return parseActor("by" in entry ? entry.by : undefined);
}

/** Who did it, where somebody did. */
export function whoWords(entry: StampedEntry): string | undefined {
  const actor = actorOf(entry);
  if (!actor || actor.kind === "system") return undefined;
  return actor.name === "" ? personName(undefined) : personName(nameOfActor(actor));
}

function quoted(text: string | undefined): string {
  return text ? `: ${msg(str`“${text}”`, { id: "alarm.quote" })}` : "";
}

function alarmWords({ to, why, alarm, by }: AlarmEntry, { format, show }: LogWords): string {
  const name = by && by.kind !== "system" ? nameOfActor(by) : undefined;
  return stepWords({ to, why, by: name, alarm }, show(alarm), format);
}

function shelveWords({ condition = "a1", until, reason }: ShelveEntry, format: Format): string {
  const which = condition === "a1" ? "" : `${levelName({ condition })}: `;
  const words =
    until === null
      ? msg("no longer kept quiet", { id: "alarm.stepUnshelved" })
      : msg(str`kept quiet until ${format.dateTime(until)}`, { id: "log.shelved" });
  return which + words + quoted(reason);
}

function drillWords({ devices, mode, until, reason }: DrillEntry, format: Format): string {
  const which = devices.join(", ");
  const what =
    mode === "test"
      ? msg(str`Instrument test, ${which}`, { id: "log.test" })
      : msg(str`Drill, ${which}`, { id: "log.drill" });
  const end =
    until === null
      ? msg("ended", { id: "alarm.ended" })
      : msg(str`until ${format.dateTime(until)}`, { id: "log.until" });
  return `${what}, ${end}${quoted(reason)}`;
}

/** A test by its name. */
export function testName(what: TestKind): string {
  return what === "bump"
    ? msg("Bump test", { id: "log.bump" })
    : msg("Calibration", { id: "log.calibration" });
}

function testWords({ what, passed, note }: InstrumentTestEntry): string {
  const kind = testName(what);
  const result = passed ? msg("passed", { id: "log.passed" }) : msg("failed", { id: "log.failed" });
  return `${kind}: ${result}${quoted(note)}`;
}

function guidanceWords({ gas, level, place, text }: GuidanceEntry): string {
  const scope = [gas, level?.toUpperCase(), place].filter(Boolean).join(", ");
  const what = msg("What to do", { id: "alarm.guidance" });
  const changed = text === null ? msg("removed", { id: "log.removed" }) : text;
  return `${[what, scope].filter(Boolean).join(", ")}: ${changed}`;
}

function mappingWords({ id, mapping, was }: MappingEntry): string {
  const what = msg("How payloads are read", { id: "log.mapping" });
  const changed = mapping === null ? msg("removed", { id: "log.removed" }) : mapping.source;
  return `${what}, ${mapping?.name ?? was?.name ?? id}: ${changed}`;
}

function serverWords({ what, lastAt }: ServerEntry, format: Format): string {
  if (what !== "start") return msg("The clock was set", { id: "log.clockStep" });
  return lastAt === undefined
    ? msg("The server began to judge alarms", { id: "log.begun" })
    : msg(str`The server is back; nothing was taken in since ${format.dateTime(lastAt)}`, { id: "log.back" });
}

function siteWords({ patch }: SiteEntry): string {
  const members = Object.keys(patch).map(siteMemberName).join(", ");
  return msg(str`Settings of the site: ${members}`, { id: "log.site" });
}

function signWords(what: string): string | undefined {
  switch (what) {
    case "signed-in":
      return msg("signed in", { id: "log.signedIn" });
    case "signed-out":
      return msg("signed out", { id: "log.signedOut" });
    case "sign-in-refused":
      return msg("sign-ins refused", { id: "log.signInRefused" });
    case "sign-on-refused":
      return msg("no role at the other server", { id: "log.signOnRefused" });
    case "password-changed":
      return msg("password changed", { id: "log.password" });
    case "display-lost":
      return msg("display does not answer", { id: "log.displayLost" });
    case "display-back":
      return msg("display is back", { id: "log.displayBack" });
    case "display-sound-passed":
      return msg("sound test passed", { id: "log.soundPassed" });
    case "display-sound-failed":
      return msg("sound test failed", { id: "log.soundFailed" });
    case "refused-burst":
      return msg("posts were refused", { id: "log.refused" });
    default:
      return undefined;
  }
}

function madeWords(what: string): string {
  switch (what.replace(/^.*-/, "")) {
    case "added":
    case "made":
    case "paired":
    case "allowed":
    case "invited":
      return msg("added", { id: "log.added" });
    case "removed":
    case "revoked":
    case "withdrawn":
      return msg("removed", { id: "log.removed" });
    default:
      return msg("changed", { id: "log.changed" });
  }
}

function subjectWord({ kind }: AccessEntry["subject"]): string {
  switch (kind) {
    case "person":
      return msg("Person", { id: "log.person" });
    case "session":
      return msg("Session", { id: "log.session" });
    case "key":
      return msg("Key", { id: "log.key" });
    case "display":
      return msg("Display", { id: "log.display" });
    case "invitation":
      return msg("Invitation", { id: "log.invitation" });
    case "sender":
      return msg("Sender", { id: "log.sender" });
    default:
      return msg("Access", { id: "log.access" });
  }
}

function accessWords({ what, subject }: AccessEntry): string {
  const head = [subjectWord(subject), subject.name].filter(Boolean).join(" ");
  return `${head}: ${signWords(what) ?? madeWords(what)}`;
}

/** What an entry says, in words. What a newer server calls otherwise is at least told by its kind. */
export function logWords(entry: StampedEntry, words: LogWords): string {
  const { format } = words;
  if ("forgotten" in entry) return msg("about a device that was deleted", { id: "log.deleted" });
  const known = KINDS.get(entry.kind)?.parse(entry);
  if (!known) return entry.kind;
  switch (entry.kind) {
    case "alarm":
      return alarmWords(known as AlarmEntry, words);
    case "ack":
      return `${msg("Answer", { id: "log.answer" })}${quoted((known as AckEntry).comment)}`;
    case "shelve":
      return shelveWords(known as ShelveEntry, format);
    case "drill":
      return drillWords(known as DrillEntry, format);
    case "test":
      return testWords(known as InstrumentTestEntry);
    case "guidance":
      return guidanceWords(known as GuidanceEntry);
    case "server":
      return serverWords(known as ServerEntry, format);
    case "access":
      return accessWords(known as AccessEntry);
    default:
      return settingWords(known, format);
  }
}

function settingWords(entry: StampedEntry, format: Format): string {
  switch (entry.kind) {
    case "setting": {
      const { patch, was } = entry as SettingEntry;
      return changeTexts(patch, was, format).join("; ");
    }
    case "site":
      return siteWords(entry as SiteEntry);
    case "forget":
      return msg("forgotten", { id: "log.forgotten" });
    case "settings-found":
      return msg("settings of an earlier version", { id: "log.found" });
    case "mapping":
      return mappingWords(entry as MappingEntry);
    case "notice":
      return noticeWords(entry as NoticeEntry);
    case "notice-setup":
      return noticeSetupWords(entry as NoticeSetupEntry);
    default:
      return entry.kind;
  }
}
