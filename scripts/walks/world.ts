// What a walk walks through: a real server on a folder of its own, a network that can go, and a page.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PATHS } from "../../shared/wire/api.ts";
import { startServer } from "../screenshots/server-process.ts";
import type { Driver } from "./drivers/driver.ts";
import { type Network, startNetwork } from "./network.ts";
import { createWalkPage, type WalkPage } from "./walk-page.ts";

/** A reading to post: values in ppm by gas, and when it was measured, unix ms. */
export interface Posted {
  readonly device: string;
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface World {
  readonly page: WalkPage;
  readonly network: Pick<Network, "on" | "off">;
  /** Posts readings past the network, as a gateway does. Rejects unless all were stored. */
  post(readings: readonly Posted[]): Promise<void>;
}

/** A walk: what a person does and sees, in order. It rejects with what was not to be seen. */
export interface Way {
  readonly name: string;
  readonly walk: (world: World) => Promise<void>;
}

async function post(url: string, readings: readonly Posted[]): Promise<void> {
  const body = readings.map(({ device, at, values }) => ({
    id: device,
    pct: 90,
    ts: new Date(at).toISOString(),
    sensors: Object.entries(values).map(([type, val]) => ({ type, val })),
  }));
  const answer = await fetch(url + PATHS.readings, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { stored } = (await answer.json()) as { stored?: number };
  if (stored !== readings.length) throw new Error(`Of ${readings.length} readings ${stored} were stored.`);
}

/** Leaves the world, so that no page asks for it any more. Whether that works is no matter of the walk. */
async function leave(driver: Driver): Promise<void> {
  await driver.open("about:blank").catch(() => undefined);
}

export interface Ground {
  readonly driver: Driver;
  /** The address of this machine under which the page finds its server. */
  readonly host: string;
}

/** Builds a world, lets `work` walk through it, and takes it down. */
export async function inWorld(
  { driver, host }: Ground,
  work: (world: World) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "davy-world-"));
  const server = await startServer(folder);
  const network = await startNetwork(server.url, host);
  try {
    const page = createWalkPage(driver, network.url);
    await work({ page, network, post: (readings) => post(server.url, readings) });
  } finally {
    await leave(driver);
    await network.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
