// Notices put together: what sends them, and where they are set up.

import { randomBytes } from "node:crypto";
import type { LookupFunction } from "node:net";
import { type Access, mayRead, placesIn, type Sessions } from "./access/access.ts";
import { NoticeDesk } from "./notices/desk.ts";
import { keepNotices } from "./notices/keeper.ts";
import { createWays, loadWay, type PhoneOwner, PushPhones } from "./notices/notices.ts";
import type { Report } from "./report.ts";
import type { States } from "./state/states.ts";
import type { Storage } from "./storage.ts";

interface NoticeServiceParts
  extends Pick<States, "alarms" | "fleet" | "notices" | "site">,
    Pick<Storage, "log" | "secrets"> {
  readonly access: Pick<Access, "book">;
  readonly sessions: Pick<Sessions, "ownerOf">;
  readonly report: Report;
  /** Unix ms. */
  readonly now: () => number;
  readonly random: () => number;
  /** How the names of push services are looked up, where they need not be on the internet. */
  readonly lookUpPush?: LookupFunction;
}

const ID_BYTES = 6;

/** Begins to send notices. `close` waits for what is under way, in a bounded time. */
export function openNotices(parts: NoticeServiceParts) {
  const { fleet, site, notices, log, secrets } = parts;
  const phones = new PushPhones({ notices, secrets, ownerOf: (session) => ownerOf(session, parts) });
  const keeper = keepNotices({
    ...parts,
    openWay: createWays({ phones, look: parts.lookUpPush }),
    loadWay,
    site() {
      const { name, language, timeZone } = site.answer();
      const nameOf = (device: string) => fleet.known(device)?.settings.name ?? device;
      return { name, language, timeZone: timeZone ?? "UTC", nameOf };
    },
  });
  const newId = () => randomBytes(ID_BYTES).toString("base64url");
  const stopTidying = tidyPhones(phones, parts);
  return {
    desk: new NoticeDesk({ notices, keeper, log, secrets, newId }),
    phones,
    async close() {
      stopTidying();
      await keeper.close();
    },
  };
}

/** Who is told on the phone of a session, and of what. */
function ownerOf(session: string, { sessions, fleet }: NoticeServiceParts): PhoneOwner | undefined {
  const person = sessions.ownerOf(session);
  if (!person || !mayRead(person)) return undefined;
  const places = placesIn(person);
  return {
    person: person.id,
    sees(device) {
      if (places === null) return true;
      const place = device === null ? undefined : fleet.known(device)?.settings.place;
      return place !== undefined && places.includes(place);
    },
  };
}

/** Phones of sessions that have ended are forgotten at once. Returns what ends that. */
function tidyPhones(phones: PushPhones, { access: { book }, log, report }: NoticeServiceParts): () => void {
  let seen = -1;
  const tidy = () => {
    if (seen === book.version) return;
    seen = book.version;
    // They are told nothing as it is; the next change tries again.
    phones.tidy().catch((error: unknown) => report.warn({ error }, "Phones could not be forgotten"));
  };
  tidy();
  return log.subscribe(tidy);
}
