import type {
  Access,
  Displays,
  DisplayWatch,
  GatewayBook,
  Keys,
  Pairings,
  PeopleServices,
  RefusalBursts,
  Senders,
} from "../access/access.ts";
import type { Alarms } from "../alarms/alarms.ts";
import type { Archive } from "../archive/archive.ts";
import type { Config } from "../config.ts";
import type { Backup, Rejected } from "../data-folder/data-folder.ts";
import type { Entrances } from "../entrances/entrances.ts";
import type { Events } from "../events/events.ts";
import type { Ingest } from "../ingest/ingest.ts";
import type { Live } from "../live/live.ts";
import type { Log } from "../log/log.ts";
import type { NoticeDesk } from "../notices/desk.ts";
import type { Notices, PushPhones } from "../notices/notices.ts";
import type { Report } from "../report.ts";
import type { Fleet } from "../state/fleet.ts";
import type { GuidanceState } from "../state/guidance.ts";
import type { MappingsState } from "../state/mappings.ts";
import type { RadioState } from "../state/radio.ts";
import type { SiteState } from "../state/site.ts";
import type { Https } from "../tls/tls.ts";
import type { PostedBodies } from "./bodies/posted-bodies.ts";
import type { Figure, Metrics } from "./metrics/metrics.ts";

/** Everything that a route may be made of; each asks for what it needs of it. */
export interface AppParts extends PeopleServices {
  readonly config: Config;
  readonly report: Report;
  /** The server's clock, unix ms; never steps back. */
  readonly now: () => number;
  /** How far that clock is ahead of the machine's, which was set back, ms. */
  readonly clockAheadMs: () => number;
  /** How far the time is beyond all that is trusted of it, ms; undefined while it is trusted. */
  readonly clockDoubtMs: () => number | undefined;
  /** Whether the time may be true at all; that of a clock that nobody set is not. */
  readonly isClockSet: () => boolean;
  /** After which seq all entries count as received at a time (unix ms) or later: the clock had been there before it stepped back. */
  readonly countsAfter: (receivedFrom: number) => number | undefined;
  /** Who may come in. */
  readonly access: Access;
  readonly keys: Keys;
  readonly senders: Senders;
  /** Counts posts that were not let in. */
  readonly bursts: Pick<RefusalBursts, "note">;
  readonly displays: Displays;
  readonly displayWatch: DisplayWatch;
  /** Screens that wait to become displays. */
  readonly pairings: Pairings;
  /** What keys and senders have posted. */
  readonly gateways: GatewayBook;
  readonly log: Log;
  readonly archive: Archive;
  readonly events: Events;
  readonly fleet: Fleet;
  readonly site: SiteState;
  readonly alarms: Alarms;
  readonly notices: Notices;
  /** Where notices are set up. */
  readonly desk: NoticeDesk;
  /** The phones on which people are told. */
  readonly phones: PushPhones;
  /** What to do at alarms, as the site has it written down. */
  readonly guidance: GuidanceState;
  /** How foreign payloads are read, and how devices are heard by radio. */
  readonly mappings: MappingsState;
  readonly radio: RadioState;
  readonly ingest: Ingest;
  readonly entrances: Entrances;
  readonly live: Live;
  readonly rejected: Rejected;
  readonly metrics: Metrics;
  readonly posted: PostedBodies;
  readonly https: Https;
  readonly build: string;
  readonly version: string;
  /** Folder of the built app. */
  readonly appFolder: string;
  /** What is wrong with it, in words. */
  readonly appProblems: readonly string[];
  /** The broker from which readings come, and what is wrong with it, in words. */
  readonly mqtt: { problems(): readonly string[] };
  /** The app's files that name addresses, by their path, where the server has a path of its own; else none. */
  readonly rebased: ReadonlyMap<string, string>;
  /** What names the files that a view needs first (`Link`), by its address in `VIEWS` or in full, and for whoever is `out`. */
  readonly firstParts: ReadonlyMap<string, string>;
  /** Unix ms. */
  readonly startedAt: number;
  /** A consistent copy of the data folder as it is when asked for. */
  readonly backup: () => Promise<Backup>;
  /** Free bytes on the disk of the data folder; undefined where the system does not tell. */
  readonly freeBytes: () => Promise<number | undefined>;
  /** What only this kind of storage can tell of itself, for metrics. */
  readonly storageFigures: readonly Figure[];
}
