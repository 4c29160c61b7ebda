import { PATHS } from "../../../shared/api.ts";

/** The address of a stream that begins after the event with this id; without one, with a snapshot. */
export function streamUrl(lastId: string | undefined): string {
  return lastId === undefined ? PATHS.events : `${PATHS.events}?last_event_id=${encodeURIComponent(lastId)}`;
}
