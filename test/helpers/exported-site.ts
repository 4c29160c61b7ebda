// A server with what exports have to show: two devices, one of them with a name like a formula, zero and gain, late values, a fault.

import { devicePath, PATHS } from "../../shared/wire/api.ts";
import { NOON } from "./build-entry.ts";
import { startTestDavy, type TestDavy } from "./start-davy.ts";

/** The readings' day. */
export const EXPORTED_DAY = { from: "2026-11-23", to: "2026-11-24" };

/** Starts it at noon of that day; `more` are further readings, after the others. */
export async function startExportedSite(more: readonly object[] = []): Promise<TestDavy> {
  const davy = await startTestDavy({ now: () => NOON });
  const readings = [
    { id: "b", pct: 50, ts: NOON / 1_000 - 10, sensors: [{ type: "O2", val: 20.9, unit: "%vol" }] },
    {
      id: "=cmd()",
      pct: 90,
      ts: NOON / 1_000 - 3_600,
      sensors: [
        { type: "CO", val: -12.5 },
        { type: "CO", val: null },
      ],
    },
    ...more,
  ];
  await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
  const patch = { name: "Pümp, old", sensors: { CO: { unit: "mg/m³", zero: 2, gain: 0.5 } } };
  await fetch(davy.url + devicePath("=cmd()"), { method: "PATCH", body: JSON.stringify(patch) });
  return davy;
}
