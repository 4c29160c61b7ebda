import fc from "fast-check";
import { expect, it } from "vitest";
import type { Me, Standing, Who } from "../../../../pwa/src/data/base/session.ts";
import {
  type Deed,
  mayInherit,
  type SessionEvent,
  standingAtStart,
  step,
} from "../../../../pwa/src/data/session/session-steps.ts";

const person = (id: string, places: readonly string[] | null = null): Who => ({
  kind: "person",
  id,
  name: id,
  role: "viewer",
  places,
  hasPassword: true,
  isFromSignOn: false,
});
const meOf = (who: Who, mode: Me["mode"] = "closed"): Me => ({
  mode,
  hasAdmin: mode === "closed",
  who,
  permissions: ["read"],
  offlineDays: 30,
});
const KIM = meOf(person("kim"));
const OPEN = meOf({ kind: "open" }, "open");
const NOBODY = meOf({ kind: "nobody" });

const anyMe = fc.constantFrom(
  KIM,
  meOf(person("jo", ["Shaft 3"])),
  meOf({
    kind: "display",
    id: "d1",
    name: "Wall",
    places: null,
    theme: null,
    language: null,
    answers: false,
  }),
  OPEN,
  NOBODY,
  meOf({ kind: "nobody" }, "setup"),
);
const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  anyMe.map((me): SessionEvent => ({ kind: "me", me })),
  fc
    .constantFrom("unauthenticated" as const, "expired" as const, "revoked" as const)
    .map((why): SessionEvent => ({ kind: "refused", why })),
  fc.constantFrom<SessionEvent>({ kind: "signed-out" }, { kind: "revoked" }),
);
const anyStart = fc.option(anyMe, { nil: undefined }).map(standingAtStart);

interface Walked {
  readonly event: SessionEvent;
  readonly before: Standing;
  readonly after: Standing;
  readonly deeds: readonly Deed[];
}

function walk(start: Standing, events: readonly SessionEvent[]): Walked[] {
  let standing = start;
  return events.map((event) => {
    const before = standing;
    const { standing: after, deeds } = step(before, event);
    standing = after;
    return { event, before, after, deeds };
  });
}

const walks = (check: (walked: readonly Walked[]) => void) =>
  fc.assert(
    fc.property(anyStart, fc.array(anyEvent, { maxLength: 12 }), (start, events) =>
      check(walk(start, events)),
    ),
  );

const isWipe = ({ kind, ...event }: SessionEvent) =>
  kind === "signed-out" || kind === "revoked" || ("why" in event && event.why === "revoked");

it("wipes once when somebody signs out or is revoked, and at nothing else", () => {
  walks((walked) => {
    const first = walked.findIndex(({ event, before }) => isWipe(event) && before.kind !== "handover");
    const wiping = walked.flatMap(({ deeds }, index) => (deeds.includes("wipe") ? [index] : []));
    expect(wiping).toEqual(first < 0 ? [] : [first]);
  });
});

it("stays wiped whatever the server says to this page", () => {
  walks((walked) => {
    const after = walked.slice(walked.findIndex(({ deeds }) => deeds.includes("wipe")));
    if (walked.some(({ deeds }) => deeds.includes("wipe")))
      for (const { after: standing } of after) expect(standing.kind).toBe("wiped");
  });
});

it("connects only when the server lets somebody in, so that no refusal leads to another request", () => {
  walks((walked) => {
    for (const { event, after, deeds } of walked) {
      if (!deeds.includes("connect")) continue;
      expect(event.kind).toBe("me");
      expect(after.kind).toBe("in");
    }
  });
});

it("connects or ends once each, in turn", () => {
  walks((walked) => {
    let isConnected = true;
    for (const { deeds } of walked)
      for (const deed of deeds) {
        if (deed === "connect") expect(isConnected).toBe(false);
        if (deed === "disconnect") expect(isConnected).toBe(true);
        if (deed === "connect" || deed === "disconnect") isConnected = deed === "connect";
      }
  });
});

it("leaves a session that ran out what it had, and shows it to be so until somebody signs in", () => {
  const expired = step(standingAtStart(KIM), { kind: "refused", why: "expired" });
  expect(expired).toEqual({ standing: { kind: "expired", me: KIM }, deeds: ["disconnect"] });
  const again = step(expired.standing, { kind: "refused", why: "unauthenticated" });
  expect(again).toEqual({ standing: expired.standing, deeds: [] });
  expect(step(again.standing, { kind: "me", me: NOBODY }).standing).toEqual(expired.standing);
  expect(step(again.standing, { kind: "me", me: KIM })).toEqual({
    standing: { kind: "in", me: KIM, isSure: true },
    deeds: ["connect"],
  });
});

it("tells the way in by another server to whoever has to sign in, and the way out to whoever came in by it", () => {
  const nobody = { ...NOBODY, signOn: "Site login" };
  const out = { kind: "out", signOn: "Site login" };
  const told = step(standingAtStart(undefined), { kind: "me", me: nobody }).standing;
  expect(told).toEqual(out);
  expect(step(told, { kind: "refused", why: "unauthenticated" }).standing).toEqual(out);
  const [own, lena] = [meOf(person("kim")), meOf({ ...person("lena"), isFromSignOn: true } as Who)];
  const leave = (me: Me) =>
    step(standingAtStart({ ...me, signOn: "Site login" }), { kind: "signed-out" }).standing;
  expect(leave(own)).toEqual({ kind: "wiped", by: "signed-out" });
  expect(leave(lena)).toEqual({ kind: "wiped", by: "signed-out", signOn: "Site login" });
});

it("forgets what was kept before it shows anything to another person", () => {
  const expired = step(standingAtStart(KIM), { kind: "refused", why: "expired" }).standing;
  const jo = meOf(person("jo"));
  const handover = { standing: { kind: "handover", me: jo }, deeds: ["forget"] };
  expect(step(expired, { kind: "me", me: jo })).toEqual(handover);
  expect(step(standingAtStart(KIM), { kind: "me", me: jo }).deeds).toEqual(["disconnect", "forget"]);
});

it("lets a person inherit what was seen while everything was open, unless they see only a part of it", () => {
  expect(mayInherit({ kind: "open" }, person("kim"))).toBe(true);
  expect(mayInherit({ kind: "open" }, person("kim", ["Shaft 3"]))).toBe(false);
  expect(mayInherit(person("kim", ["Shaft 3"]), person("kim", ["Drift 1", "Shaft 3"]))).toBe(true);
  expect(mayInherit(person("kim", ["Drift 1", "Shaft 3"]), person("kim", ["Shaft 3"]))).toBe(false);
  expect(mayInherit(person("kim"), person("jo"))).toBe(false);
});

it("remembers over a sign-in whose readings are here of an open time", () => {
  const out = step(standingAtStart(OPEN), { kind: "me", me: NOBODY }).standing;
  expect(out).toEqual({ kind: "out", kept: OPEN });
  expect(step(out, { kind: "me", me: meOf(person("kim", ["Shaft 3"])) }).deeds).toEqual(["forget"]);
  expect(step(out, { kind: "me", me: KIM }).deeds).toEqual(["connect"]);
});

it("asks nobody to sign in where everything is open", () => {
  expect(step(standingAtStart(undefined), { kind: "me", me: OPEN })).toEqual({
    standing: { kind: "in", me: OPEN, isSure: true },
    deeds: [],
  });
});
