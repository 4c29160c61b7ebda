// Members that several answers have.

import * as z from "zod";
import { LEVELS } from "../../../shared/rules/level.ts";

export const ms = z.number().meta({ description: "Unix ms." });
export const battery = z
  .number()
  .nullable()
  .meta({ description: "Percent; null when the post said nothing of it." });
export const device = z.string().meta({ description: "The device's id." });
export const serverTime = ms.meta({ description: "The server's clock, unix ms." });

export const sensorKey = z
  .string()
  .meta({ description: "The gas, with an ordinal among equals: `CO`, `CO-2`." });
export const level = z.enum(LEVELS).nullable().meta({
  description:
    "How bad the value is by the sensor's own limits, else by the site's, zero and gain applied; the same on every screen. Null where it is no number, or no limit is known. An old value has its level too.",
});
export const seq = z.int().meta({ description: "Its number in the log." });
