// What the ways in of foreign payloads say of themselves.

import * as z from "zod";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import { mappingRequest } from "../bodies/mapping-body.ts";
import { entrancesAnswer, mappingsAnswer, radioAnswer, uplinksAnswer } from "../docs/entrance-schemas.ts";
import {
  changeAnswers,
  foreignOrigin,
  jsonAnswer,
  notPossibleNow,
  type Operation,
  refusal,
} from "../docs/operation.ts";
import { json } from "../docs/reading-schemas.ts";
import { postAnswers } from "./posting-operations.ts";

/** The group of the ways in of foreign payloads. */
export const ENTRANCE_GROUP = "Other ways in";
const GROUP = ENTRANCE_GROUP;

const EUI = "0101010101010101";
const OBJECT = { sensors: [{ type: "CO", val: 12.5 }] };
const CHIRPSTACK = {
  deduplicationId: "3ac7e3c4-4401-4b8d-9386-a5c902f9202d",
  time: "2026-11-23T14:29:00Z",
  deviceInfo: { applicationName: "Shaft 3", deviceName: "CO north", devEui: EUI },
  fCnt: 12,
  fPort: 1,
  object: OBJECT,
};
const TTS = {
  end_device_ids: { device_id: "co-north", dev_eui: "0004A30B001C0530" },
  uplink_message: { f_port: 1, f_cnt: 1, decoded_payload: OBJECT, received_at: "2026-11-23T14:29:00Z" },
};
const SENML = [
  { bn: "urn:dev:mac:0024befffe804ff1:", bt: 1795444140, n: "co", u: "ppm", v: 12.5 },
  { n: "h2s", u: "ppm", v: 0.4 },
];
const CLOUD_EVENT = {
  specversion: "1.0",
  id: "a234-1234",
  source: "/shaft-3/gateway",
  type: "org.example.gas.reading",
  subject: "probe 7",
  time: "2026-11-23T14:29:00Z",
  datacontenttype: "application/json",
  data: OBJECT,
};
const GENERIC = { devEui: EUI, fCnt: 12, time: "2026-11-23T14:29:00Z", port: 1, data: "00c8" };

/** The operation of a way in for uplinks. */
function uplinkOperation(
  what: Pick<Operation, "id" | "summary" | "query"> & { readonly path: string; readonly example: unknown },
  description: readonly string[],
): Operation {
  const { path, example, ...told } = what;
  return {
    ...told,
    group: GROUP,
    description: [
      ...description,
      "The answer comes after the readings are on disk. What is in a payload is told by Davy's own shape (`sensors`), by a mapping (`/api/v1/entrances`), or by the names of its members; `warnings` says what is in doubt.",
    ],
    body: { contents: { "application/json": json }, example },
    answers: { 200: jsonAnswer("What became of it.", uplinksAnswer), ...postAnswers },
    curl: `-d '${JSON.stringify(example)}' '$URL${path}'`,
  };
}

export const chirpstackOperation = uplinkOperation(
  {
    id: "receiveChirpstack",
    summary: "An event of ChirpStack v4 or v3",
    path: `${ENTRANCE_PATHS.chirpstack}?event=up`,
    example: CHIRPSTACK,
    query: z.object({
      event: z
        .string()
        .optional()
        .meta({ description: "`up` and `status` are taken, others are passed over." }),
    }),
  },
  [
    "The URL of ChirpStack's HTTP integration, with JSON as its payload marshaler. The DevEUI is the device's id, its name becomes the device's name, and `deduplicationId` makes a repeated uplink one reading.",
  ],
);

export const ttsOperation = uplinkOperation(
  { id: "receiveTts", summary: "An uplink of The Things Stack v3", path: ENTRANCE_PATHS.tts, example: TTS },
  [
    "The URL of a webhook for uplink messages. `simulated` uplinks are read and answered, and shown under Entrances with what they become (`isSimulated`); they become no readings and no alarms, so that nobody takes a trial for gas. A repeated uplink (DevEUI, counter, time) is one reading.",
  ],
);

export const lorawanOperation = uplinkOperation(
  {
    id: "receiveLorawan",
    summary: "Uplinks of any other LoRaWAN server",
    path: ENTRANCE_PATHS.lorawan,
    example: GENERIC,
  },
  [
    "One uplink or a list: `devEui`, `fCnt`, `time`, `port`, and `object` (what a codec made) or `data` (hexadecimal, else base64; `encoding` says which). Case and the usual other spellings of these do not matter; `rssi`, `snr`, `sf`, `gateway`, `battery` and `name` are taken as well.",
  ],
);

export const senmlOperation = uplinkOperation(
  {
    id: "receiveSenml",
    summary: "A SenML pack in JSON (RFC 8428)",
    path: ENTRANCE_PATHS.senml,
    example: SENML,
  },
  [
    "Base values are resolved; what stands last in a name is what is measured, what is before it names the device. Records of one device and time are one reading.",
  ],
);

export const cloudEventsOperation = uplinkOperation(
  {
    id: "receiveCloudEvents",
    summary: "CloudEvents 1.0: binary, structured or a batch",
    path: ENTRANCE_PATHS.cloudEvents,
    example: CLOUD_EVENT,
  },
  [
    "The data are a payload. The device is what they name, else the event's `subject`, else its `source`; `source` and `id` make a repeated event one reading.",
  ],
);

export const entrancesOperation: Operation = {
  id: "getEntrances",
  group: GROUP,
  summary: "Mappings, and what came last from each source",
  answers: { 200: jsonAnswer("They.", entrancesAnswer), 400: refusal("A parameter is unfit.") },
  curl: `$URL${ENTRANCE_PATHS.entrances}`,
};

const mappingId = z.object({
  id: z.string().meta({ description: "Small letters, digits and hyphens, at most 40; of your choice." }),
});

export const putMappingOperation: Operation = {
  id: "putMapping",
  group: GROUP,
  summary: "Say how payloads of some sources are read",
  description: ["From then on; what is stored stays as it was read. At most 100 mappings of 64 fields."],
  params: mappingId,
  body: {
    contents: { "application/json": mappingRequest },
    example: {
      name: "CO probes",
      source: "chirpstack/Shaft 3/+/+",
      port: 1,
      fields: [
        {
          from: { offset: 0, width: 2, endian: "big", form: "unsigned" },
          to: "sensor",
          type: "CO",
          unit: "ppm",
          factor: 0.1,
        },
      ],
    },
  },
  answers: {
    200: jsonAnswer("All mappings after the change.", mappingsAnswer),
    409: refusal("There are as many mappings as may be."),
    ...changeAnswers,
  },
  curl: `-X PUT -d '{"name":"CO probes","source":"tts/+/+/+","fields":[{"from":"co","to":"sensor","type":"CO"}]}' $URL${ENTRANCE_PATHS.mappings}/co-probes`,
};

export const deleteMappingOperation: Operation = {
  id: "deleteMapping",
  group: GROUP,
  summary: "Take a mapping away",
  params: mappingId,
  answers: {
    200: jsonAnswer("All mappings after the change.", mappingsAnswer),
    400: refusal("A parameter is unfit."),
    403: foreignOrigin,
    404: refusal("There is no such mapping."),
    503: notPossibleNow("Nothing can be kept at present."),
  },
  curl: `-X DELETE $URL${ENTRANCE_PATHS.mappings}/co-probes`,
};

export const radioOperation: Operation = {
  id: "getRadio",
  group: GROUP,
  summary: "How a device is heard by LoRaWAN",
  description: [
    "Signal, gateway and the uplinks that its counter has and that never came. Frames without a payload, which network servers keep to themselves, count among these.",
  ],
  params: z.object({ id: z.string().meta({ description: "The device's id." }) }),
  answers: {
    200: jsonAnswer("It.", radioAnswer),
    400: refusal("A parameter is unfit."),
    404: refusal("There is no such device."),
  },
  curl: `$URL/api/v1/devices/${EUI}/radio`,
};
