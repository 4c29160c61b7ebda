import type { ReactiveController, ReactiveElement } from "lit";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { Period } from "../../../shared/history/slice.ts";
import type { AppData } from "../data/base/app-data.ts";
import { SourceController } from "./source-controller.ts";

/** A step of an alarm may be one of several: what is shown is asked for again this long after the first, ms. */
const AGAIN_MS = 1_000;
/** A live window moves on: what is asked for begins and ends at a quarter of an hour. */
const STEP_MS = 15 * MINUTE_MS;
/** Pages that are read of a window. */
const MAX_PAGES = 4;
const NONE: readonly Alarm[] = [];

/** What is looked at; both absent: nothing. */
export interface PastWish {
  readonly device: string;
  readonly window: Period;
}

/**
 * The alarms of a device within a window, open and ended ones, for an element, which is rendered again when they change. Where
 * the server does not answer they are those that are open, as far as this screen knows.
 */
export class PastAlarmsController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #source: SourceController;
  #alarms = NONE;
  #device = "";
  #asked = "";
  /** What the server has answered of. */
  #answered = "";
  #asking: AbortController | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #endSteps: (() => void) | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#source = new SourceController(host, () => []);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asking?.abort();
    clearTimeout(this.#again);
    this.#endSteps?.();
    this.#endSteps = undefined;
    this.#asked = "";
  }

  /** Those within the window that was wished for last, newest first; until they are there those of the device that are. */
  get alarms(): readonly Alarm[] {
    return this.#alarms;
  }

  /** Whether the server has told all that there are within the window. Until then there may be others. */
  get isKnown(): boolean {
    return this.#answered !== "" && this.#answered === this.#asked;
  }

  /** Wishes for a window; asking again for the same one costs nothing. To be called before rendering. */
  look({ device, window: { from, to } }: PastWish): void {
    const { data } = this.#source;
    if (!data) return;
    const window = { from: Math.floor(from / STEP_MS) * STEP_MS, to: Math.ceil(to / STEP_MS) * STEP_MS };
    this.#endSteps ??= data.alarms.onStep((step) => this.#stepped(step.device, device));
    const wish = JSON.stringify([device, window.from, window.to]);
    if (wish === this.#asked) return;
    this.#asked = wish;
    if (device !== this.#device) this.#alarms = NONE;
    this.#device = device;
    void this.#ask(data, { device, window }, wish);
  }

  #stepped(device: string | null, looked: string): void {
    if (device !== looked) return;
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      this.#asked = "";
      this.#host.requestUpdate();
    }, AGAIN_MS);
  }

  async #ask({ alarms }: AppData, wish: PastWish, asked: string): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const told = await readAll(alarms, wish, asking.signal).catch(() => undefined);
    if (asking.signal.aborted) return;
    const open = () =>
      alarms.open().filter(({ device, raisedAt }) => device === wish.device && raisedAt < wish.window.to);
    this.#answered = told ? asked : "";
    this.#alarms = [...(told ?? open())].sort((a, b) => b.raisedAt - a.raisedAt);
    this.#host.requestUpdate();
  }
}

async function readAll(
  alarms: AppData["alarms"],
  { device, window }: PastWish,
  signal: AbortSignal,
): Promise<readonly Alarm[]> {
  const acts = await alarms.acts();
  const found: Alarm[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query = { device, from: Math.floor(window.from), to: Math.ceil(window.to) };
    const page = await acts.read({ ...query, ...(cursor === undefined ? {} : { cursor }) }, signal);
    found.push(...page.alarms);
    if (page.cursor === undefined) break;
    cursor = page.cursor;
  }
  return [...new Map(found.map((alarm) => [alarm.id, alarm])).values()];
}
