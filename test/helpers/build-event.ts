import type { Entry } from "../../shared/entries/entry.ts";
import { NOON } from "./build-entry.ts";

/** A change of settings as the log has it, or with another `kind` whatever a test says of it. */
export function buildEvent(seq: number, members: object = {}): Entry {
  const by = { kind: "open", name: "", from: "192.168.7.20" };
  const change = { kind: "setting", device: "handheld 1", patch: { name: `name ${seq}` }, by };
  return { seq, at: NOON + seq, ...change, ...members } as Entry;
}
