import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { AppData, DeviceChangeEntry } from "../data/base/app-data.ts";

/** Most pages that are asked for at a time: what is older than they reach is not told. */
const MOST_PAGES = 4;

/** What is asked for: a device's changes since a moment. `version` is anything that differs once there may be new ones. */
export interface ChangesWish {
  readonly device: string;
  readonly since: number;
  readonly version: unknown;
}

/** The changes of a device's settings since a moment, newest first. Asks again when the device, its settings or an earlier moment does. */
export class ChangesController implements ReactiveController {
  entries: readonly DeviceChangeEntry[] = [];
  /** Whether the server has told all of them. */
  isKnown = false;
  readonly #host: ReactiveControllerHost;
  #wish: ChangesWish | undefined;
  #loading: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#loading?.abort();
    this.#wish = undefined;
  }

  /** Sees to it that what is wished for is there or on its way. Cheap when it is. Only over a live link: the server alone knows. */
  want(data: AppData, wish: ChangesWish): void {
    const { device, since, version } = this.#wish ?? {};
    if (device === wish.device && version === wish.version && since !== undefined && since <= wish.since)
      return;
    if (device !== wish.device) this.entries = [];
    if (device !== wish.device || since === undefined || since > wish.since) this.isKnown = false;
    this.#wish = wish;
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#load(data, wish, loading.signal)
      .then((entries) => {
        if (loading.signal.aborted) return;
        this.entries = entries;
        this.isKnown = true;
        this.#host.requestUpdate();
      })
      // Without an answer the list has no changes; the device's own page says when they cannot be read.
      .catch(() => undefined);
  }

  async #load(
    data: AppData,
    { device, since }: ChangesWish,
    signal: AbortSignal,
  ): Promise<DeviceChangeEntry[]> {
    const entries: DeviceChangeEntry[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await data.readChanges({ device, ...(cursor === undefined ? {} : { cursor }) }, signal);
      entries.push(...answer.changes);
      cursor = answer.cursor;
      const oldest = entries.at(-1);
      if (cursor === undefined || !oldest || oldest.at < since) break;
    }
    return entries;
  }
}
