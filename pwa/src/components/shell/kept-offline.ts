import { msg } from "@lit/localize";

/** What keeping a device offline means; the figures are those of `PINNED` in pwa/offline/warm.ts. */
export function keptOffline(): string {
  return msg(
    "Kept offline: every reading of the last 6 hours, the minutes of the last 7 days, the hours of the last 30 days.",
    { id: "device.kept" },
  );
}
