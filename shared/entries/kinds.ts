// The kinds of entries. A new one is described here once: journal, events store, logbook and stream go by its description.
// An entry of a kind that is not here, which a later version wrote, is kept wherever entries are kept, and passed over elsewhere.

import { type AccessEntry, isAccessEntry } from "./access.ts";
import { ALARM_KINDS } from "./alarm-kinds.ts";
import type {
  Entry,
  ForgetEntry,
  FoundSettingsEntry,
  ReadingEntry,
  SettingEntry,
  SiteEntry,
  StampedEntry,
} from "./entry.ts";
import { type GuidanceEntry, isGuidance } from "./guidance.ts";
import { isMappingEntry, type MappingEntry } from "./mapping.ts";
import { NOTICE_KINDS } from "./notice-kinds.ts";
import { problemOfEntry } from "./unfit-reading.ts";

/** What an entry is about; a kind may be about nothing in particular. */
export interface About {
  readonly device?: string;
}

/** What must be known of a kind of entries. */
export interface EntryKind<Known extends StampedEntry = StampedEntry> {
  readonly kind: Known["kind"];
  /** The one check of what calls itself such an entry, which another version may have written; undefined when it is none. */
  parse(entry: StampedEntry): Known | undefined;
  /** The name of its event in the live stream; a kind without one is not told there. */
  readonly streamEvent?: string;
  about?(entry: Known): About;
}

/** Descriptions by kind. */
export type EntryKinds = ReadonlyMap<string, EntryKind>;

/** The members of an entry, before it is known what they are. */
function membersOf(entry: StampedEntry): { readonly [member: string]: unknown } {
  return entry as unknown as { readonly [member: string]: unknown };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

const readingKind: EntryKind<ReadingEntry> = {
  kind: "reading",
  parse: (entry) =>
    problemOfEntry(entry as ReadingEntry) === undefined ? (entry as ReadingEntry) : undefined,
  streamEvent: "update_data",
  about: ({ device }) => ({ device }),
};

export const settingKind: EntryKind<SettingEntry> = {
  kind: "setting",
  parse(entry) {
    const { device, patch } = membersOf(entry);
    return typeof device === "string" && isObject(patch) ? (entry as SettingEntry) : undefined;
  },
  streamEvent: "settings",
  about: ({ device }) => ({ device }),
};

export const forgetKind: EntryKind<ForgetEntry> = {
  kind: "forget",
  parse(entry) {
    const { device, data } = membersOf(entry);
    const isFit = typeof device === "string" && (data === "keep" || data === "delete");
    return isFit ? (entry as ForgetEntry) : undefined;
  },
  streamEvent: "forgotten",
  about: ({ device }) => ({ device }),
};

export const siteKind: EntryKind<SiteEntry> = {
  kind: "site",
  parse: (entry) => (isObject(membersOf(entry)["patch"]) ? (entry as SiteEntry) : undefined),
  streamEvent: "site",
};

export const foundSettingsKind: EntryKind<FoundSettingsEntry> = {
  kind: "settings-found",
  parse(entry) {
    const { device, settings } = membersOf(entry);
    return typeof device === "string" && isObject(settings) ? (entry as FoundSettingsEntry) : undefined;
  },
  about: ({ device }) => ({ device }),
};

/** Not told in the stream: pages of admins ask. What is secret in it nobody is told (`withoutSecret`). */
export const accessKind: EntryKind<AccessEntry> = {
  kind: "access",
  parse: (entry) => (isAccessEntry(entry) ? entry : undefined),
};

export const guidanceKind: EntryKind<GuidanceEntry> = {
  kind: "guidance",
  parse: (entry) => (isGuidance(entry) ? entry : undefined),
  streamEvent: "guidance",
};

/** Not told in the stream: the page of admins that shows them asks. */
export const mappingKind: EntryKind<MappingEntry> = {
  kind: "mapping",
  parse: (entry) => (isMappingEntry(entry) ? entry : undefined),
};

/** Each kind of `Entry`: the compiler asks for the description of a new one. */
const ALL: { readonly [Kind in Entry["kind"]]: EntryKind<Extract<Entry, { readonly kind: Kind }>> } = {
  reading: readingKind,
  setting: settingKind,
  forget: forgetKind,
  "settings-found": foundSettingsKind,
  site: siteKind,
  access: accessKind,
  guidance: guidanceKind,
  mapping: mappingKind,
  ...ALARM_KINDS,
  ...NOTICE_KINDS,
};

/** The kinds that this version knows. */
export const KINDS: EntryKinds = new Map<string, EntryKind>(Object.entries(ALL));

/** The entry and what is known of its kind; undefined for a kind that is not known, and for what is not such an entry. */
export function recognise(
  entry: StampedEntry,
  kinds: EntryKinds,
): { readonly entry: StampedEntry; readonly kind: EntryKind } | undefined {
  const kind = kinds.get(entry.kind);
  const known = kind?.parse(entry);
  return kind && known ? { entry: known, kind } : undefined;
}

/** What an entry is about, as far as its kind is known. */
export function aboutOf(entry: StampedEntry, kinds: EntryKinds): About {
  const known = recognise(entry, kinds);
  return known?.kind.about?.(known.entry) ?? {};
}
