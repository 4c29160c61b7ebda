// Ways in for foreign payloads, as the routes answer.

import * as z from "zod";
import type { EntrancesAnswer, MappingsAnswer, RadioAnswer } from "../../../shared/wire/entrances.ts";
import { mappingRequest } from "../bodies/mapping-body.ts";
import { itemOutcome } from "./answer-schemas.ts";
import { device, ms } from "./fields.ts";

const how = z.enum(["own", "mapping", "names", "raw", "nothing", "passed-over"]).meta({
  description:
    "As what a payload was understood: Davy's own shape, by a mapping, by the names of its members, bytes that nobody knows, no gas in it, or no reading as a mapping says.",
});
const mapping = mappingRequest.extend({ id: z.string() });

/** What became of a post of uplinks. */
export const uplinksAnswer = z
  .object({
    taken: z.int().meta({ description: "Uplinks that are readings, and on disk." }),
    passedOver: z.string().exactOptional().meta({ description: "Why nothing of it is a reading." }),
    simulated: z.literal(true).exactOptional().meta({
      description: "It was a trial: it was read, and became no reading, so that it raises no alarm.",
    }),
    how: how.exactOptional(),
    results: z.array(itemOutcome),
    warnings: z.array(z.string()),
  })
  .meta({ description: "What became of it." });

export const mappingsAnswer = z.object({ mappings: z.array(mapping) }).meta({
  description: "All mappings, in the order in which they were made. The most special one counts.",
}) satisfies z.ZodType<MappingsAnswer>;

export const entrancesAnswer = z
  .object({
    mappings: z.array(mapping),
    sources: z.array(
      z.object({
        source: z.string(),
        port: z.number().nullable(),
        device: device.nullable(),
        at: ms,
        count: z.int().meta({ description: "Payloads since the server's start." }),
        payload: z.unknown().meta({ description: "What a codec or the sender made of it; null for none." }),
        bytes: z.string().nullable().meta({ description: "Hexadecimal." }),
        how,
        mapping: z.string().nullable().meta({ description: "The mapping that it was read by." }),
        isSimulated: z.boolean(),
      }),
    ),
  })
  .meta({
    description:
      "The mappings, and the last payload of each of the 200 sources that were heard last, since the server's start.",
  }) satisfies z.ZodType<EntrancesAnswer>;

const facts = z.object({
  fCnt: z.number().exactOptional(),
  fPort: z.number().exactOptional(),
  session: z.string().exactOptional(),
  rssi: z.number().exactOptional().meta({ description: "dBm, of the gateway that heard it best." }),
  snr: z.number().exactOptional().meta({ description: "dB." }),
  spreadingFactor: z.number().exactOptional(),
  gateway: z.string().exactOptional(),
  gateways: z.number().exactOptional().meta({ description: "How many heard it." }),
  margin: z.number().exactOptional().meta({ description: "dB, of the last status." }),
  externalPower: z.boolean().exactOptional(),
});

export const radioAnswer = z
  .object({
    device,
    radio: z
      .object({
        last: facts,
        at: ms.meta({ description: "When the last uplink came." }),
        fCnt: z.number().nullable(),
        heard: z.int(),
        missed: z.int().meta({
          description: "Uplinks that its counter has and that never came, since it joined or is known.",
        }),
        lastGap: z.object({ missed: z.int(), at: ms }).nullable(),
      })
      .nullable(),
  })
  .meta({
    description: "How a device is heard by radio; null where it does not come by radio.",
  }) satisfies z.ZodType<RadioAnswer>;
