// A dead man's switch: something outside is told again and again that the server lives, and gives alarm when it no longer is.

import { ask } from "./outgoing.ts";
import { NotDelivered, type OpenWay } from "./way.ts";

/** Opens a heartbeat. What is sent is an empty request, whatever the message. */
export const openHeartbeat: OpenWay = async ({ setup, secrets, now }) => ({
  async send(_, signal) {
    const { url } = secrets;
    if (url === undefined) throw new NotDelivered("Its address is not known here. Enter it again.");
    return ask({ url, method: "GET", ca: setup.ca, signal, now });
  },
  close: async () => undefined,
});
