// What holds for the whole site: its name, the limits that every screen goes by, and what screens take where their own
// person chose nothing. A person chooses units, theme and language; the limits are not a matter of taste.

import { isTimeZone } from "../ground/time.ts";
import { PRESET_IDS, type PresetId } from "./limits.ts";
import { isClockTime, MAX_SHIFTS, parseShift, type Shift } from "./shifts.ts";
import { UNIT_CHOICES, type UnitChoice } from "./units.ts";

/** The languages of the app. */
export const SITE_LANGUAGES = ["en", "de"] as const;
export type SiteLanguage = (typeof SITE_LANGUAGES)[number];

/** The themes of the app. */
export const SITE_THEMES = ["light", "dark", "contrast"] as const;
export type SiteTheme = (typeof SITE_THEMES)[number];

/** Longest name of a site or a place, in UTF-16 units. */
export const MAX_SITE_NAME = 100;
/** Most places that a kiosk is told to show. */
export const MAX_KIOSK_PLACES = 100;

/** What a kiosk shows where its address does not say. */
export interface KioskDefaults {
  /** Only devices of these places; empty means all. */
  readonly places: readonly string[];
  /** Null leaves it to the screen. */
  readonly theme: SiteTheme | null;
  /** Whether the picture moves by a few px each minute, against burn-in. */
  readonly shift: boolean;
}

export interface Site {
  /** Empty where nobody named it. */
  readonly name: string;
  /** The limits of all sensors that have none of their own. */
  readonly preset: PresetId;
  /** Whether somebody chose the preset. Until then the app asks. */
  readonly presetChosen: boolean;
  /** IANA name; null leaves times to each device that shows them. */
  readonly timeZone: string | null;
  /** Null leaves it to each screen. */
  readonly language: SiteLanguage | null;
  readonly units: UnitChoice | null;
  /** By which reports are made; in the site's time zone. */
  readonly shifts: readonly Shift[];
  /** How often instruments are to be tried with gas, and set right, days; null where nobody asks for it. */
  readonly bumpDays: number | null;
  readonly calibrationDays: number | null;
  /** When each display shows that it can be heard, `HH:MM` by the site's clock; null where nobody asks for it. */
  readonly soundTest: string | null;
  readonly kiosk: KioskDefaults;
}

/** A site of which nothing was said. */
export const DEFAULT_SITE: Site = {
  name: "",
  preset: "instrument",
  presetChosen: false,
  timeZone: null,
  language: null,
  units: null,
  shifts: [],
  bumpDays: null,
  calibrationDays: null,
  soundTest: null,
  kiosk: { places: [], theme: null, shift: true },
};

type Patch<T> = { readonly [Member in keyof T]?: T[Member] | null };

/** Changes to a site: what is absent stays, null goes back to the default, the kiosk's members merge one by one. */
export type SitePatch = Patch<Omit<Site, "kiosk">> & {
  readonly kiosk?: Patch<KioskDefaults> | null;
};

/** A member that may be set, as it comes from outside; undefined for what it cannot be. */
type Fields<T> = { readonly [Member in keyof T]: (value: unknown) => T[Member] | undefined };

function oneOf<T extends string>(choices: readonly T[]) {
  return (value: unknown) => choices.find((choice) => choice === value);
}

function orNull<T>(parse: (value: unknown) => T | undefined) {
  return (value: unknown) => (value === null ? null : parse(value));
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_SITE_NAME;
}

/** Longest time between two tests of an instrument, days. */
export const MAX_TEST_DAYS = 1_000;

function parseDays(value: unknown): number | undefined {
  const isFit = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_TEST_DAYS;
  return isFit ? Number(value) : undefined;
}

const parseFlag = (value: unknown) => (typeof value === "boolean" ? value : undefined);

const KIOSK_FIELDS: Fields<KioskDefaults> = {
  places: (value) =>
    Array.isArray(value) && value.length <= MAX_KIOSK_PLACES && value.every(isName) ? value : undefined,
  theme: orNull(oneOf(SITE_THEMES)),
  shift: parseFlag,
};

/** All of them or none: half a list would leave a shift out of reports without a word. */
function parseShifts(value: unknown): readonly Shift[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_SHIFTS) return undefined;
  const shifts = value.flatMap((one) => parseShift(one) ?? []);
  return shifts.length === value.length ? shifts : undefined;
}

const SITE_FIELDS: Fields<Omit<Site, "kiosk">> = {
  name: (value) => (isName(value) ? value : undefined),
  preset: oneOf(PRESET_IDS),
  presetChosen: parseFlag,
  timeZone: orNull((value) => (typeof value === "string" && isTimeZone(value) ? value : undefined)),
  language: orNull(oneOf(SITE_LANGUAGES)),
  units: orNull(oneOf(UNIT_CHOICES)),
  shifts: parseShifts,
  bumpDays: orNull(parseDays),
  calibrationDays: orNull(parseDays),
  soundTest: orNull((value) => (isClockTime(value) ? value : undefined)),
};

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The members that are what they should be. */
function fitMembers<T>(fields: Fields<T>, value: unknown): Partial<T> {
  const given = membersOf(value);
  const fit: Partial<T> = {};
  for (const member of Object.keys(fields) as (keyof T & string)[]) {
    const parsed = fields[member](given[member]);
    if (parsed !== undefined) fit[member] = parsed;
  }
  return fit;
}

/** A site out of whatever was kept or sent; what is missing or unfit has its default. */
export function parseSite(value: unknown): Site {
  const kiosk = fitMembers(KIOSK_FIELDS, membersOf(value)["kiosk"]);
  return { ...DEFAULT_SITE, ...fitMembers(SITE_FIELDS, value), kiosk: { ...DEFAULT_SITE.kiosk, ...kiosk } };
}

/** The patch without the nulls, which stand for the defaults. */
function withDefaults<T extends object>(patch: Patch<T>, defaults: T): Partial<T> {
  const filled: Partial<T> = {};
  for (const member of Object.keys(patch) as (keyof T & string)[]) {
    const value = patch[member];
    if (value !== undefined) filled[member] = value === null ? defaults[member] : value;
  }
  return filled;
}

/**
 * The site after a change; the given one stays as it is. Whoever names a preset has chosen it. What the patch has that
 * is not fit for a site, since a later version wrote it, changes nothing.
 */
export function applySite(site: Site, { kiosk, ...patch }: SitePatch): Site {
  const changed = fitMembers(SITE_FIELDS, withDefaults<Omit<Site, "kiosk">>(patch, DEFAULT_SITE));
  const shown = kiosk === null ? DEFAULT_SITE.kiosk : withDefaults(kiosk ?? {}, DEFAULT_SITE.kiosk);
  return {
    ...site,
    ...("preset" in changed ? { presetChosen: patch.preset !== null } : {}),
    ...changed,
    kiosk: { ...site.kiosk, ...fitMembers(KIOSK_FIELDS, shown) },
  };
}

/** The patch that takes a change back: what the site has of all that the patch changes. */
export function undoSite(site: Site, patch: SitePatch): SitePatch {
  const { kiosk: shown, ...changed } = applySite(site, patch);
  const former = <T extends object>(before: T, after: Partial<T>): Partial<T> =>
    Object.fromEntries(
      Object.entries(before).filter(
        ([member, value]) =>
          member in after && JSON.stringify(after[member as keyof T]) !== JSON.stringify(value),
      ),
    ) as Partial<T>;
  const kiosk = former(site.kiosk, shown);
  return { ...former(site, changed), ...(Object.keys(kiosk).length > 0 ? { kiosk } : {}) };
}
