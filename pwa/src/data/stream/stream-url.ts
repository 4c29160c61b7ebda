import { PATHS } from "../../../../shared/wire/api.ts";

/**
 * The address of a stream that begins after the event with this id; without one, with a snapshot, and with what changed
 * since an earlier visit's last word.
 */
export function streamUrl(lastId: string | undefined, changedSince: string | undefined): string {
  if (lastId !== undefined) return `${PATHS.events}?last_event_id=${encodeURIComponent(lastId)}`;
  if (changedSince === undefined) return PATHS.events;
  return `${PATHS.events}?changed_since=${encodeURIComponent(changedSince)}`;
}
