// How payloads are read, in words.

import { msg, str } from "@lit/localize";
import { symbolOf } from "../../../../shared/rules/gases.ts";
import type { MappedField } from "../../../../shared/rules/mapping/mapping.ts";
import { readPayload, type Understood } from "../../../../shared/rules/mapping/read-payload.ts";
import type { RecentPayload } from "../../../../shared/wire/entrances.ts";
import type { Format } from "../../i18n/format.ts";
import { typedNumbersOf } from "../../i18n/typed-numbers.ts";

/** As what a payload was understood, and whether somebody should look at it. */
export function howText(how: Understood["how"]): { readonly words: string; readonly isSure: boolean } {
  switch (how) {
    case "own":
      return { words: msg("in Davy’s own shape", { id: "entrances.own" }), isSure: true };
    case "mapping":
      return { words: msg("read by a mapping", { id: "entrances.byMapping" }), isSure: true };
    case "passed-over":
      return { words: msg("passed over: no reading", { id: "entrances.passedOver" }), isSure: true };
    case "names":
      return { words: msg("guessed by the names of its values", { id: "entrances.byNames" }), isSure: false };
    case "raw":
      return {
        words: msg("bytes that nobody has said the meaning of: kept, shown as no gas", {
          id: "entrances.raw",
        }),
        isSure: false,
      };
    case "nothing":
      return { words: msg("no gas was found in it", { id: "entrances.nothing" }), isSure: false };
  }
}

/** The bytes of hexadecimal digits. */
export function bytesOf(hex: string | null): Uint8Array | undefined {
  return hex === null
    ? undefined
    : Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

/** A payload as it is read by fields; by none, as it is read without a mapping. */
export function readRecent(
  { payload, bytes }: Pick<RecentPayload, "payload" | "bytes">,
  { fields, passOver }: { readonly fields: readonly MappedField[]; readonly passOver: boolean },
): Understood {
  const mapping = { id: "", name: "", source: "", port: null, device: null, passOver, fields };
  return readPayload({ members: payload ?? undefined, bytes: bytesOf(bytes) }, mapping);
}

/** What comes out of a payload, each value in words. */
export function outcomeTexts({ readings }: Understood, format: Pick<Format, "locale">): readonly string[] {
  const figure = (value: unknown) =>
    typeof value === "number" ? typedNumbersOf(format).print(value) : String(value);
  return readings.flatMap(({ sensors, pct, ts }) => [
    ...sensors.map((sensor) => sensorText(sensor, figure)),
    ...(pct === undefined ? [] : [msg(str`Battery ${figure(pct)} %`, { id: "entrances.battery" })]),
    ...(ts === undefined ? [] : [msg(str`Time ${String(ts)}`, { id: "entrances.time" })]),
  ]);
}

function sensorText(sensor: unknown, figure: (value: unknown) => string): string {
  const { type, val, unit } = sensor as {
    readonly type?: unknown;
    readonly val?: unknown;
    readonly unit?: unknown;
  };
  const value = val === null || val === undefined ? "–" : figure(val);
  return `${symbolOf(String(type))} ${value} ${typeof unit === "string" ? unit : "ppm"}`;
}
