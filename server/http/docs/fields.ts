// Members that several answers have.

import { z } from "zod";

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
export const seq = z.int().meta({ description: "Its number in the log." });
