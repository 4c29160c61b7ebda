// Every setting of the server in one table: name, default, meaning. README's configuration table says the same.

import { isIP } from "node:net";
import * as z from "zod";
import { DAY_MS, isTimeZone } from "../shared/ground/time.ts";
import { MQTT_VARIABLES, toMqtt } from "./mqtt-config.ts";
import { SIGN_ON_VARIABLES, signOnProblem, toSignOn } from "./sign-on-config.ts";
import { wholeNumber } from "./whole-number.ts";

const count = (least: number, preset: number) => wholeNumber(least).default(preset);
const port = wholeNumber(0, 65_535);

/** A comma-separated list, each entry of one form. */
function listOf(isFit: (entry: string) => boolean, problem: string) {
  return z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ""),
    )
    .refine((entries) => entries.every(isFit), problem);
}

function isHostName(text: string): boolean {
  return /^[\w-]+(\.[\w-]+)*\.?$/.test(text);
}

/** An address, or one with the length of its network's prefix. */
function isNetwork(text: string): boolean {
  const [address = "", prefix = "0", ...rest] = text.split("/");
  const version = isIP(address);
  return (
    version !== 0 && rest.length === 0 && /^\d+$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128)
  );
}

const ANCESTORS_FORM = "must be `self`, `none`, or origins such as `https://ha.example`, comma-separated";

function isAncestor(entry: string, _: number, all: readonly string[]): boolean {
  if (entry === "none") return all.length === 1;
  return entry === "self" || /^(https?:\/\/)?[\w.*-]+(:(\d+|\*))?$/.test(entry);
}

const environment = z.object({
  /** Port to listen on; 0 takes a free one. */
  PORT: port.default(8000),
  /** Address to listen on; only this machine unless told otherwise. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Folder for everything that is kept. */
  DAVY_DATA: z.string().min(1).default("./data"),
  /** `always`, or `interval:<ms>`: acknowledge before the disk has it and sync that often. */
  DAVY_FSYNC: z
    .string()
    .regex(/^(always|interval:\d{1,5})$/, "must be `always` or `interval:<ms>`")
    .default("always"),
  /** Days that raw readings, minutes and hours are kept; 0 keeps for ever. */
  DAVY_RAW_DAYS: count(0, 30),
  DAVY_MINUTE_DAYS: count(0, 400),
  DAVY_HOUR_DAYS: count(0, 0),
  /** Days that events (changes of settings and all else that is no reading) are kept; 0 keeps for ever. */
  DAVY_EVENTS_DAYS: count(0, 3 * 365),
  /** Bound on the data folder, MB; 0 for none. The oldest raw readings go first. */
  DAVY_MAX_DATA_MB: count(0, 0),
  /** Memory for the archive, MB: open files, slices and the room to write them. */
  DAVY_CACHE_MB: count(16, 128),
  /** A checkpoint is due when the journal has grown by this many MB… */
  DAVY_CHECKPOINT_MB: count(1, 32),
  /** …or after this many seconds. */
  DAVY_CHECKPOINT_S: count(1, 600),
  /** Readings that may wait for the archive before posts have to wait. */
  DAVY_MAX_BACKLOG: count(1_000, 200_000),
  /** Largest body of a batch, MB (after decompression). */
  DAVY_MAX_BATCH_MB: count(1, 10),
  /** Unknown device ids that are taken in a minute, and ten times as many at once. */
  DAVY_MAX_NEW_DEVICES: count(1, 100),
  /** Bound on `rejected.ndjson`, MB. */
  DAVY_MAX_REJECTED_MB: count(1, 16),
  /** Live streams served at a time. */
  DAVY_MAX_STREAMS: count(1, 10_000),
  /** Mean life of a live stream, s; each lasts ±20 % of it. */
  DAVY_STREAM_LIFE_S: count(1, 600),
  /** The site's time zone by its IANA name, in which screens show their times; unset: each in its device's own. */
  DAVY_TIME_ZONE: z.string().refine(isTimeZone, "must be an IANA name such as `Europe/Berlin`").optional(),
  /** The path under which a proxy shows the server, as it comes to the server; `/` without one. */
  DAVY_BASE_PATH: z
    .string()
    .regex(/^(\/?[\w~-][\w.~-]*)*\/?$/, "must be a path such as `/davy/`")
    .default("/")
    .transform((path) =>
      `/${path
        .split("/")
        .filter((part) => part !== "")
        .join("/")}/`.replace("//", "/"),
    ),
  /** Whose pages may show the app in a frame: `self`, `none`, or origins, comma-separated. */
  DAVY_FRAME_ANCESTORS: z
    .string()
    .default("self")
    .transform((text) => text.split(/[\s,]+/).filter((entry) => entry !== ""))
    .refine((entries) => entries.length > 0 && entries.every(isAncestor), ANCESTORS_FORM)
    .transform((entries) => entries.map((entry) => entry.replace(/^(self|none)$/, "'$1'"))),
  /** Names under which the server may be asked beside its addresses and names of local networks, comma-separated. */
  DAVY_NAMES: listOf(isHostName, "must be names such as `gas.example.com`, comma-separated"),
  /** Addresses and networks of proxies whose `X-Forwarded-Host` and `X-Forwarded-For` count, comma-separated. */
  DAVY_TRUSTED_PROXIES: listOf(
    isNetwork,
    "must be addresses or networks such as `10.0.0.0/8`, comma-separated",
  ),
  /** Addresses and networks whose posts are taken without a key, comma-separated. */
  DAVY_INGEST_FROM: listOf(
    (entry) => isNetwork(entry) && !entry.endsWith("/0"),
    "must be addresses or networks such as `192.168.7.0/24`, comma-separated, and not all addresses",
  ),
  /**
   * Origins whose pages may read and write, comma-separated; `*` lets all others read, `none` nobody. Unset: `*` for as long as nobody
   * is asked who they are, then none.
   */
  DAVY_CORS_ORIGINS: z.string().optional(),
  /** Days without contact after which a phone deletes the readings that it keeps; 0 for never. */
  DAVY_OFFLINE_DAYS: count(0, 30),
  /** Port for HTTPS with HTTP/2 beside the plain one; 8443 once others than this machine can reach the server. */
  DAVY_HTTPS_PORT: port.optional(),
  /** PEM files for HTTPS with HTTP/2; both or none. */
  DAVY_TLS_CERT: z.string().optional(),
  DAVY_TLS_KEY: z.string().optional(),
  ...SIGN_ON_VARIABLES,
  ...MQTT_VARIABLES,
  /** Most series of values, and of batteries, in `/metrics`; 0 for none. */
  DAVY_METRICS_SERIES: count(0, 2_000),
  /** Lowest level that is logged. */
  DAVY_LOG: z
    .enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent")
    .default("info"),
});

/** The server's settings, read once and passed down by the field that needs them. Durations in ms, sizes in bytes. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

const MB = 1024 * 1024;

function toConfig(env: z.infer<typeof environment>) {
  return {
    port: env.PORT,
    host: env.HOST,
    dataFolder: env.DAVY_DATA,
    fsyncIntervalMs: env.DAVY_FSYNC === "always" ? 0 : Number(env.DAVY_FSYNC.slice("interval:".length)),
    rawRetentionMs: env.DAVY_RAW_DAYS * DAY_MS || Number.POSITIVE_INFINITY,
    minuteRetentionMs: env.DAVY_MINUTE_DAYS * DAY_MS || Number.POSITIVE_INFINITY,
    hourRetentionMs: env.DAVY_HOUR_DAYS * DAY_MS || Number.POSITIVE_INFINITY,
    eventsRetentionMs: env.DAVY_EVENTS_DAYS * DAY_MS || Number.POSITIVE_INFINITY,
    maxDataBytes: env.DAVY_MAX_DATA_MB * MB || Number.POSITIVE_INFINITY,
    maxMetricSeries: env.DAVY_METRICS_SERIES,
    cacheBytes: env.DAVY_CACHE_MB * MB,
    checkpointBytes: env.DAVY_CHECKPOINT_MB * MB,
    checkpointMs: env.DAVY_CHECKPOINT_S * 1000,
    maxBacklog: env.DAVY_MAX_BACKLOG,
    maxBatchBytes: env.DAVY_MAX_BATCH_MB * MB,
    maxNewDevices: env.DAVY_MAX_NEW_DEVICES,
    maxRejectedBytes: env.DAVY_MAX_REJECTED_MB * MB,
    maxStreams: env.DAVY_MAX_STREAMS,
    streamLifeMs: env.DAVY_STREAM_LIFE_S * 1000,
    timeZone: env.DAVY_TIME_ZONE,
    basePath: env.DAVY_BASE_PATH,
    frameAncestors: env.DAVY_FRAME_ANCESTORS,
    names: env.DAVY_NAMES,
    trustedProxies: env.DAVY_TRUSTED_PROXIES,
    ingestFrom: env.DAVY_INGEST_FROM,
    corsOrigins: env.DAVY_CORS_ORIGINS,
    offlineDays: env.DAVY_OFFLINE_DAYS,
    signOn: toSignOn(env),
    mqtt: toMqtt(env),
    httpsPort: env.DAVY_HTTPS_PORT,
    tls:
      env.DAVY_TLS_CERT && env.DAVY_TLS_KEY ? { cert: env.DAVY_TLS_CERT, key: env.DAVY_TLS_KEY } : undefined,
    logLevel: env.DAVY_LOG,
  };
}

/** Reads all settings from the environment. Throws one error that lists every problem in words. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment
    .refine((env) => (env.DAVY_TLS_CERT === undefined) === (env.DAVY_TLS_KEY === undefined), {
      path: ["DAVY_TLS_CERT", "DAVY_TLS_KEY"],
      message: "set both, or none for certificates of the site's own",
    })
    .superRefine((env, ctx) => {
      const problem = signOnProblem(env);
      if (problem) ctx.addIssue({ code: "custom", ...problem });
    })
    .safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`These settings cannot be used:\n  ${problems.join("\n  ")}`);
  }
  return Object.freeze(toConfig(parsed.data));
}
