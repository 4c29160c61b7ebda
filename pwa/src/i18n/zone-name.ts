import { OWN_ZONE } from "../../../shared/ground/zone-offset.ts";

/** The name of a format's zone (IANA), for people and programs. Asks Intl, which takes a slow phone its time. */
export function zoneName({ zone }: { readonly zone: string }): string {
  return zone === OWN_ZONE ? new Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
}
