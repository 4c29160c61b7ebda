// What was changed of a device, as the server's logbook has it.

import { parseActor } from "../../../../shared/entries/actor.ts";
import type { StampedEntry } from "../../../../shared/entries/entry.ts";
import { forgetKind, foundSettingsKind, settingKind } from "../../../../shared/entries/kinds.ts";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import type { ChangesPage, ChangesQuery, DeviceChangeEntry } from "../base/app-data.ts";
import type { Fetch } from "../base/fetch.ts";

const TIMEOUT_MS = 15 * SECOND_MS;
/** Changes of a page. */
const PAGE_SIZE = 10;
/** A page may be empty with further ones to come; so many are asked for in a row. */
const MAX_PAGES = 20;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStamped(event: unknown): event is StampedEntry {
  return (
    isFields(event) &&
    typeof event["seq"] === "number" &&
    typeof event["at"] === "number" &&
    typeof event["kind"] === "string"
  );
}

/** The kinds that say what was set of a device. */
const CHANGE_KINDS = [settingKind, forgetKind, foundSettingsKind];

/** An entry in what the screens go by; undefined for another kind, and for what is not such an entry. */
function parseChange(event: unknown): DeviceChangeEntry | undefined {
  if (!isStamped(event)) return undefined;
  const known = CHANGE_KINDS.find(({ kind }) => kind === event.kind)?.parse(event);
  if (!known) return undefined;
  const { by, ...rest } = known;
  const actor = parseActor(by);
  return actor ? { ...rest, by: actor } : rest;
}

function parsePage(answer: unknown): ChangesPage {
  if (!isFields(answer) || !Array.isArray(answer["events"])) throw new Error("That was no answer of Davy's.");
  const changes = answer["events"].map(parseChange).filter((change) => change !== undefined);
  const { cursor } = answer;
  return { changes, ...(typeof cursor === "string" ? { cursor } : {}) };
}

function pathOf({ device, cursor }: ChangesQuery): string {
  const query = new URLSearchParams({ device, limit: String(PAGE_SIZE) });
  for (const { kind } of CHANGE_KINDS) query.append("kind", kind);
  if (cursor !== undefined) query.set("cursor", cursor);
  return `${PATHS.logbook}?${query}`;
}

async function readPage(fetch: Fetch, query: ChangesQuery, signal: AbortSignal): Promise<ChangesPage> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const response = await fetch(pathOf(query), { signal: limit });
  if (!response.ok) throw new Error(`The logbook was answered with status ${response.status}.`);
  return parsePage(await response.json());
}

/** The changes of a device's settings, newest first. Rejects when the server does not answer. */
export async function readChanges(
  fetch: Fetch,
  query: ChangesQuery,
  signal: AbortSignal,
): Promise<ChangesPage> {
  let page = await readPage(fetch, query, signal);
  for (let asked = 1; asked < MAX_PAGES; asked += 1) {
    if (page.changes.length > 0 || page.cursor === undefined) break;
    page = await readPage(fetch, { device: query.device, cursor: page.cursor }, signal);
  }
  return page;
}
