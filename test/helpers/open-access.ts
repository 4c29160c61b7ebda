import { Access, AccessBook } from "../../server/access/access.ts";
import { type Admit, createAdmission } from "../../server/http/guards/access.ts";

/** Nobody is asked who they are, and nothing is kept. */
export function openAccess(): Access {
  return new Access({
    book: new AccessBook(),
    log: { append: () => Promise.resolve() },
    now: () => 5,
    random: (count) => new Uint8Array(count),
    isLoopback: true,
    hadReadings: false,
  });
}

/** Admits everybody to everything, as an open server does. */
export function admitOpen(): Admit {
  return createAdmission({
    access: openAccess(),
    config: { trustedProxies: [] },
    instance: "test",
    now: () => 5,
  });
}
