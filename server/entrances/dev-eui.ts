// A DevEUI is a number of eight bytes: however its digits are written, it is one device.

import type { Fleet } from "../state/fleet.ts";

const DEV_EUI = /^[0-9a-f]{16}$/i;

/** An id as it is told from others: a DevEUI in small letters, everything else as it is. */
export function plainId(id: string): string {
  return DEV_EUI.test(id) ? id.toLowerCase() : id;
}

/**
 * The id here of the device that a network server names. ChirpStack writes a DevEUI in small letters, The Things Stack in capitals: a
 * site that changes its server keeps its devices. One that stands here already keeps its id, a new one has small letters.
 */
export function deviceNamed(id: string, fleet: Pick<Fleet, "known">): string {
  if (!DEV_EUI.test(id)) return id;
  const small = id.toLowerCase();
  return [id, small, id.toUpperCase()].find((one) => fleet.known(one)) ?? small;
}
