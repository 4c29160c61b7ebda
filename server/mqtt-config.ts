// The settings of a broker from which readings come, and which is told of them, as config.ts takes them.

import * as z from "zod";

const ADDRESS_FORM =
  "must be the broker's address, such as `mqtt://broker.lan:1883` or `mqtts://broker.lan:8883`, without user, password and path of a topic";

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return /^(mqtts?|wss?):$/.test(protocol) && `${username}${password}` === "" && hostname !== "";
}

/** A pattern of topics: `+` is one step, `#` at its end all that follow. */
function isPattern(text: string): boolean {
  const steps = text.split("/");
  const isStep = (step: string, at: number) =>
    step === "+" || (step === "#" ? at === steps.length - 1 : !/[+#\0]/.test(step));
  // What a group of servers shares would reach each of them in part.
  return text.length <= 500 && !text.startsWith("$share/") && steps.every(isStep);
}

/** A topic, without slashes at its ends. */
function isTopic(text: string): boolean {
  return /^[^/+#\0]([^+#\0]*[^/+#\0])?$/.test(text) && text.length <= 100;
}

function toPatterns(text: string): string[] {
  return text
    .split(",")
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== "" && pattern !== "none");
}

/** What the environment says of it; all of it is optional. */
export const MQTT_VARIABLES = {
  /** The broker; without it none is asked. */
  DAVY_MQTT_URL: z.string().refine(isAddress, ADDRESS_FORM).optional(),
  DAVY_MQTT_USER: z.string().optional(),
  /** A file whose first line is the password. */
  DAVY_MQTT_PASSWORD_FILE: z.string().optional(),
  /** A PEM file of authorities that vouch for the broker beside the public ones. */
  DAVY_MQTT_CA: z.string().optional(),
  /** By what the broker knows this server, and keeps what comes while it is away. */
  DAVY_MQTT_CLIENT_ID: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "must have at most 64 letters, digits, dots and dashes")
    .optional(),
  /** Patterns of the topics from which readings come, comma-separated; `none` for none. */
  DAVY_MQTT_TOPICS: z
    .string()
    .transform(toPatterns)
    .refine(
      (patterns) => patterns.every(isPattern),
      "must be topics such as `zigbee2mqtt/+`, comma-separated",
    )
    .optional(),
  /** What stands before the topics that this server tells of devices and alarms; `none` tells nothing. */
  DAVY_MQTT_PREFIX: z.string().refine(isTopic, "must be a topic such as `davy`, or `none`").default("davy"),
  /** Where Home Assistant looks for what there is; `none` tells it nothing. */
  DAVY_MQTT_DISCOVERY: z
    .string()
    .refine(isTopic, "must be a topic such as `homeassistant`, or `none`")
    .default("homeassistant"),
};

const variables = z.object(MQTT_VARIABLES);

/** A broker, and what is taken from it and told to it. */
export interface MqttSettings {
  readonly address: string;
  readonly user: string | undefined;
  readonly passwordFile: string | undefined;
  readonly caFile: string | undefined;
  readonly clientId: string | undefined;
  /** Undefined for the usual ones. */
  readonly topics: readonly string[] | undefined;
  /** Undefined where nothing is told. */
  readonly prefix: string | undefined;
  readonly discovery: string | undefined;
}

const orNone = (text: string) => (text === "none" ? undefined : text);

/** The broker's settings; undefined without one. */
export function toMqtt(env: z.infer<typeof variables>): MqttSettings | undefined {
  if (env.DAVY_MQTT_URL === undefined) return undefined;
  return {
    address: env.DAVY_MQTT_URL,
    user: env.DAVY_MQTT_USER,
    passwordFile: env.DAVY_MQTT_PASSWORD_FILE,
    caFile: env.DAVY_MQTT_CA,
    clientId: env.DAVY_MQTT_CLIENT_ID,
    topics: env.DAVY_MQTT_TOPICS,
    prefix: orNone(env.DAVY_MQTT_PREFIX),
    discovery: orNone(env.DAVY_MQTT_DISCOVERY),
  };
}
