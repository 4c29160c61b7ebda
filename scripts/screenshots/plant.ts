// A plant for pictures: a day of history and a present in which every state occurs.

import { DAY_MS, MINUTE_MS, SECOND_MS } from "../../shared/ground/time.ts";
import { devicePath, PATHS } from "../../shared/wire/api.ts";
import { ENTRANCE_PATHS, mappingPath } from "../../shared/wire/entrances.ts";

interface Actor {
  readonly id: string;
  readonly name: string;
  readonly place?: string;
  readonly battery: number;
  /** The resting value of each sensor in ppm; null: the sensor has failed since a while. */
  readonly sensors: { readonly [type: string]: number };
  /** What a sensor rises to within the last 20 minutes. */
  readonly leak?: { readonly [type: string]: number };
  readonly failed?: string;
  /** Who carries it. */
  readonly wearer?: string;
  /** Minutes since the device fell silent. */
  readonly silentFor?: number;
}

const PLANT: readonly Actor[] = [
  {
    id: "handheld 1",
    name: "Handheld 1",
    place: "Shaft 3",
    battery: 84,
    wearer: "Lena Brandt",
    sensors: { CH4: 200, LPG: 50, CO: 9, H2: 80 },
    leak: { CO: 1_280 },
  },
  {
    id: "fixed-07",
    name: "Fan chamber",
    place: "Shaft 3",
    battery: 97,
    sensors: { CH4: 1_900, O2: 208_000 },
    leak: { CH4: 6_200 },
  },
  {
    id: "fixed-08",
    name: "Pump room",
    place: "Shaft 3",
    battery: 91,
    sensors: { H2S: 1.4, O2: 209_000, CO: 4 },
  },
  {
    id: "fixed-11",
    name: "Loading point",
    place: "Drift 12 East",
    battery: 61,
    sensors: { CO: 6, NO2: 0.4 },
    failed: "CO",
  },
  {
    id: "handheld 4",
    name: "Handheld 4",
    place: "Drift 12 East",
    battery: 35,
    wearer: "Jonas Weber",
    sensors: { CO: 14, O2: 206_000 },
    leak: { CO: 160 },
    silentFor: 8,
  },
  {
    id: "fixed-12",
    name: "Return airway",
    place: "Drift 12 East",
    battery: 88,
    sensors: { CO2: 640, CO: 2 },
    silentFor: 190,
  },
  { id: "lora-2f", name: "Gate 2", place: "Surface", battery: 12, sensors: { NH3: 3, SO2: 0.2 } },
  {
    id: "lora-30",
    name: "Workshop",
    place: "Surface",
    battery: 76,
    sensors: { CO2: 520, VOC: 4, O2: 209_000 },
  },
];

const SHIFTS = [
  { name: "Early", from: "06:00", to: "14:00" },
  { name: "Late", from: "14:00", to: "22:00" },
  { name: "Night", from: "22:00", to: "06:00" },
];

const LEAK_MS = 20 * MINUTE_MS;
/** How far apart the readings are: by the minute, and denser within the hour that graphs open with. */
const STEP_MS = { past: MINUTE_MS, recent: 10 * SECOND_MS };
const RECENT_MS = 65 * MINUTE_MS;
const POST_MS = 2 * SECOND_MS;
const BATCH = 500;

/** A value that wanders gently and the same way each time; oxygen, which fills a fifth of the air, hardly does. */
function wander(rest: number, { seed, at, type }: { seed: number; at: number; type: string }): number {
  const minutes = at / MINUTE_MS;
  const wave = Math.sin(minutes / 37 + seed) * 0.04 + Math.sin(minutes / 5.3 + seed * 3) * 0.015;
  const noise = Math.sin(minutes * 7.7 + seed) * 0.006;
  return rest * (1 + (wave + noise) * (type === "O2" ? 0.1 : 1));
}

function playedValue(actor: Actor, type: string, { at, now }: { at: number; now: number }): number | null {
  const seed = actor.id.length + type.length * 3 + type.charCodeAt(0);
  const rest = wander(actor.sensors[type] ?? 0, { seed, at, type });
  const since = at - (now - LEAK_MS);
  if (actor.failed === type && since > LEAK_MS / 2) return null;
  const peak = actor.leak?.[type];
  const value =
    peak === undefined || since < 0 ? rest : rest + (peak - rest) * (1 - (1 - since / LEAK_MS) ** 2);
  return Number(value.toPrecision(4));
}

function readingOf(actor: Actor, at: number, now: number) {
  const sensors = Object.keys(actor.sensors).map((type) => ({
    type,
    val: playedValue(actor, type, { at, now }),
  }));
  const pct = Math.round(Math.min(100, actor.battery + ((now - at) / DAY_MS) * 9));
  return { id: actor.id, pct, ts: Math.floor(at / SECOND_MS), sensors };
}

async function send(url: string, method: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${url} was answered ${answer.status}: ${await answer.text()}`);
}

function lastMoment(actor: Actor, now: number): number {
  return now - (actor.silentFor ?? 0) * MINUTE_MS;
}

async function postDay(base: string, actor: Actor, now: number): Promise<void> {
  const last = lastMoment(actor, now);
  const readings = [];
  for (let at = now - DAY_MS; at <= last; at += at < last - RECENT_MS ? STEP_MS.past : STEP_MS.recent)
    readings.push(readingOf(actor, at, now));
  for (let index = 0; index < readings.length; index += BATCH)
    await send(base + PATHS.readings, "POST", readings.slice(index, index + BATCH));
}

/** What comes from elsewhere; simulated, so that the fleet stays as it is. */
async function postSimulated(base: string, now: number): Promise<void> {
  const uplink = (name: string, eui: string, message: object) => ({
    end_device_ids: { device_id: name, dev_eui: eui, application_ids: { application_id: "north-pit" } },
    uplink_message: { f_port: 2, f_cnt: 7, received_at: new Date(now).toISOString(), ...message },
    simulated: true,
  });
  await send(base + mappingPath("probes"), "PUT", {
    name: "CO probes",
    source: "tts/north-pit/probe-1/+",
    port: 2,
    fields: [
      {
        from: { offset: 0, width: 2, endian: "big", form: "unsigned" },
        to: "sensor",
        type: "CO",
        factor: 0.1,
      },
      { from: { offset: 2, width: 1, endian: "big", form: "unsigned" }, to: "battery" },
    ],
  });
  const post = (body: object) => send(base + ENTRANCE_PATHS.tts, "POST", body);
  await post(uplink("probe-3", "70B3D57ED005A1B3", { frm_payload: "gkHeAQ==" }));
  await post(uplink("probe-2", "70B3D57ED005A1B2", { decoded_payload: { co_ppm: 41.5, temperature: 21 } }));
  await post(uplink("probe-1", "70B3D57ED005A1B1", { frm_payload: "AMhb" }));
}

/** Posts the past day, then goes on posting for those who are not silent until it is stopped. */
export async function playPlant(base: string): Promise<{ stop(): void }> {
  const now = Date.now();
  // Chosen, or the overview would ask for it.
  await send(base + PATHS.site, "PATCH", { name: "North pit", preset: "instrument", shifts: SHIFTS });
  for (const actor of PLANT) {
    await postDay(base, actor, now);
    await send(base + devicePath(actor.id), "PATCH", {
      name: actor.name,
      place: actor.place ?? null,
      wearer: actor.wearer ?? null,
      expectedIntervalMs: 30 * SECOND_MS,
    });
  }
  await postSimulated(base, now);
  const talking = PLANT.filter(({ silentFor }) => silentFor === undefined);
  const post = async () => {
    const at = Date.now();
    await send(
      base + PATHS.readings,
      "POST",
      talking.map((actor) => readingOf(actor, at, Math.max(at, now))),
    );
  };
  await post();
  // A post that fails while the server is being stopped is what the offline pictures are about.
  const timer = setInterval(() => void post().catch(() => undefined), POST_MS);
  return { stop: () => clearInterval(timer) };
}
