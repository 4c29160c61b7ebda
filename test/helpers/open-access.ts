import { Access, AccessBook } from "../../server/access/access.ts";
import { createAdmission } from "../../server/http/guards/access.ts";
import type { RouteGuard } from "../../server/http/router.ts";

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
export function admitOpen(): RouteGuard {
  const admit = createAdmission({
    access: openAccess(),
    senders: { find: () => undefined },
    keepRefused: () => Promise.resolve(),
    config: { trustedProxies: [] },
    instance: "test",
    now: () => 5,
  });
  return (ctx, { permission }) => admit(ctx, permission);
}
