// The events of the live stream, as the document tells them.

import * as z from "zod";
import { TRANSITIONS } from "../../../shared/entries/alarm.ts";
import { RESOLUTIONS } from "../../../shared/history/slice.ts";
import type { StreamEventName, StreamEvents } from "../../../shared/wire/events.ts";
import { alarm } from "./alarm-schemas.ts";
import { deviceSettings, deviceState } from "./device-schemas.ts";
import { level } from "./fields.ts";
import { deviceTime, sensorValue } from "./reading-schemas.ts";
import { siteAnswer } from "./site-schemas.ts";

const ms = z.number().meta({ description: "Unix ms." });
const seq = z.int().meta({ description: "The number in the log, which is the event's id." });

const changedSlice = z.object({
  device: z.string(),
  resolution: z.enum(RESOLUTIONS),
  slice: z.string().meta({ examples: ["2026-11-23T14"] }),
});

/** Event name to the schema of its data. */
export const streamEvents = {
  hello: z
    .object({
      serverTime: ms,
      lastId: z.int().meta({ description: "The server's newest id; what leads up to it has yet to follow." }),
      gap: z
        .boolean()
        .meta({ description: "Readings since the given last id are not replayed: fetch history again." }),
      build: z.string(),
      timeZone: z
        .string()
        .exactOptional()
        .meta({ description: "The site's time zone, IANA name; absent when none is set." }),
      changed: z.array(changedSlice).max(1_000).nullable().meta({
        description:
          "Slices that late readings changed after the id that was named (`changed_since`, else the last event id), up to lastId. Null: not known, so ask for all that you keep again, with their ETags.",
      }),
    })
    .meta({ description: "First on every stream." }),
  snapshot: z
    .object({ serverTime: ms, lastId: z.int(), devices: z.array(deviceState) })
    .meta({ description: "The fleet as it is, unless what was missed is replayed instead." }),
  update_data: z
    .object({
      pct: z.number().nullable(),
      device_id: z.string(),
      system_time: z.int().meta({ description: "When the server received it, unix seconds." }),
      system_datetime: z.string(),
      sensors: z.array(sensorValue.safeExtend({ level })).meta({
        description:
          "As posted, each with its level as of when the event was made: after `settings` and `site` it may be another one.",
      }),
      seq,
      ts: deviceTime,
      measured_at: ms.meta({
        description: "Unix ms. Slices that hold this moment have changed: ask for those that you keep again.",
      }),
      received_at: ms,
    })
    .meta({ description: "One reading." }),
  settings: z
    .object({ seq, device: z.string(), settings: deviceSettings })
    .meta({ description: "A device's settings were changed; they are whole." }),
  forgotten: z
    .object({ seq, device: z.string() })
    .meta({ description: "A device was forgotten: it is none of the fleet until it posts again." }),
  site: siteAnswer.meta({
    description:
      "What holds for the site, whole: after each `hello`, and upon each change. A change of its preset changes levels: GET /api/v1/devices has them.",
  }),
  alarms: z.object({ alarms: z.array(alarm).max(500).nullable() }).meta({
    description:
      "The alarms that are open, as far as the stream is about them: after `hello` where a snapshot follows. Steps come on top. Null: more than 500, ask for them.",
  }),
  alarm: alarm
    .extend({
      seq,
      to: z.enum(TRANSITIONS).meta({ description: "The step by which it came to be as it is." }),
    })
    .meta({ description: "A step of an alarm: the alarm whole, as it is after it." }),
  drill: z.object({ seq }).meta({
    description:
      "A drill or a test of an instrument began, or was ended: GET /api/v1/drills has those that last.",
  }),
  guidance: z.object({ seq }).meta({
    description: "What the site has written down for its alarms has changed: ask for it again.",
  }),
  test: z
    .object({ seq, device: z.string() })
    .meta({ description: "A bump test or calibration was recorded: ask for the device's tests again." }),
  heartbeat: z
    .object({
      serverTime: ms,
      lastId: z.int().meta({ description: "Everything up to here has been sent on this stream." }),
    })
    .meta({ description: "Every 5 s. A link without it for 13 s is lost." }),
  goodbye: z.object({ reason: z.enum(["hand-over", "shutdown"]), retryMs: z.number() }).meta({
    description: "Last on a stream that the server ends: connect again after retryMs with the last id.",
  }),
} satisfies { readonly [Name in StreamEventName]: z.ZodType<StreamEvents[Name]> };
