// Devices as the routes answer them and the stream tells them.

import * as z from "zod";
import type { DeviceClock } from "../../../shared/fleet/device-clock.ts";
import type { JudgedDevice, JudgedState } from "../../../shared/fleet/levels.ts";
import type { DeviceSettings } from "../../../shared/rules/settings.ts";
import type {
  DeviceAnswer,
  DevicesAnswer,
  ForgottenAnswer,
  ListedDevice,
  ListedSensor,
} from "../../../shared/wire/api.ts";
import { battery, device, level, ms, sensorKey, seq, serverTime } from "./fields.ts";
import { deviceTime } from "./reading-schemas.ts";

const limits = z.object({
  lowA2: z.number().exactOptional(),
  lowA1: z.number().exactOptional(),
  a1: z.number().exactOptional(),
  a2: z.number().exactOptional(),
});

export const deviceSettings = z
  .object({
    name: z.string().exactOptional(),
    place: z.string().exactOptional(),
    wearer: z.string().exactOptional(),
    expectedIntervalMs: z.number().exactOptional(),
    retiredAt: ms.exactOptional(),
    clockWrong: z.boolean().exactOptional(),
    bumpDays: z.int().exactOptional(),
    calibrationDays: z.int().exactOptional(),
    sensors: z
      .record(
        z.string(),
        z.object({
          label: z.string().exactOptional(),
          unit: z.string().exactOptional(),
          zero: z.number().exactOptional(),
          gain: z.number().exactOptional(),
          limits: limits.exactOptional(),
          range: z
            .object({ low: z.number().exactOptional(), high: z.number().exactOptional() })
            .exactOptional(),
          retiredAt: ms.exactOptional(),
        }),
      )
      .exactOptional(),
  })
  .meta({
    description:
      "What operators have set. A shown value is (value − zero) × gain, in unit; stored values stay raw.",
  }) satisfies z.ZodType<DeviceSettings>;

const deviceClock = z
  .object({
    time: ms,
    at: ms,
    stood: z.int(),
    fromTime: ms,
    fromAt: ms,
    lagMs: z.number(),
    readings: z.int(),
    moves: z.boolean(),
  })
  .meta({
    description:
      "What the device's readings told of its clock so far, for those who follow the stream by the same rule.",
  }) satisfies z.ZodType<DeviceClock>;

const gaps = z.array(z.number()).meta({ description: "The last gaps between readings, ms, oldest first." });

const behindMs = ms.exactOptional().meta({
  description:
    "How far the device's time was behind the arrival, ms, where nobody can know whether its clock is wrong or its readings arrive late. It counts as of its arrival, and is not live unless `clockWrong` is set.",
});

export const forgottenAnswer = z
  .object({
    device: z.string(),
    data: z.enum(["keep", "delete"]),
    seq: z
      .int()
      .meta({ description: "Its number in the log: readings with a greater one are of a new device." }),
  })
  .meta({ description: "A device was forgotten." }) satisfies z.ZodType<ForgottenAnswer>;

export const sensorState = z
  .object({
    key: sensorKey,
    type: z.string(),
    unit: z.string().exactOptional().meta({ description: "As the device states it; ppm when absent." }),
    value: z.number().nullable(),
    fault: z.string().exactOptional().meta({
      description: "Why the posted value was unfit and is null: `not a number`, `out of range` or `missing`.",
    }),
    measuredAt: ms,
    receivedAt: ms,
    gaps,
    behindMs,
    lastValue: z
      .object({ value: z.number(), measuredAt: ms })
      .exactOptional()
      .meta({ description: "The last number, where the latest reading has none." }),
    level,
  })
  .meta({ description: "The last word of one sensor." }) satisfies z.ZodType<JudgedState>;

export const deviceState = z
  .object({
    device,
    seq,
    firstReadingAt: ms,
    measuredAt: ms.meta({ description: "When the latest reading was measured, unix ms." }),
    receivedAt: ms,
    deviceTime,
    battery,
    sensors: z
      .array(sensorState)
      .meta({ description: "The last word of each sensor, each with its own age." }),
    gaps,
    lastReceivedAt: ms.meta({ description: "When the server last heard of the device, unix ms." }),
    settings: deviceSettings,
    behindMs,
    clockUnset: z.literal(true).exactOptional().meta({
      description: "Its clock stands still or was never set: its readings count as of their arrival.",
    }),
    clock: deviceClock.exactOptional(),
  })
  .meta({ description: "The latest state of a device." }) satisfies z.ZodType<JudgedDevice>;

const silence = {
  intervalMs: z.number().nullable().meta({ description: "How often it reports: as set, else learned." }),
  staleAfterMs: z.number().meta({ description: "It is stale when its latest reading is older than this." }),
  stale: z.boolean().meta({
    description:
      "Whether it is at `serverTime`, or its time is in doubt (`behindMs`): not to be shown as live.",
  }),
};

export const listedSensor = z.object({ ...sensorState.shape, ...silence }).meta({
  description: "A sensor's last word; it may be stale while its device is not.",
}) satisfies z.ZodType<ListedSensor>;

export const listedDevice = z
  .object({ ...deviceState.shape, sensors: z.array(listedSensor), ...silence })
  .meta({
    description: "A device beside what the server derives from its state.",
  }) satisfies z.ZodType<ListedDevice>;

export const devicesAnswer = z.object({
  serverTime,
  devices: z.array(listedDevice),
}) satisfies z.ZodType<DevicesAnswer>;

export const deviceAnswer = z.object({ serverTime, ...listedDevice.shape }) satisfies z.ZodType<DeviceAnswer>;
