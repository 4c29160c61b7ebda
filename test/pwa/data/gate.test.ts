import { expect, it } from "vitest";
import { gate } from "../../../pwa/src/data/base/gate.ts";
import type { Me, Standing } from "../../../pwa/src/data/base/session.ts";
import { type Route, routeOf } from "../../../pwa/src/ground/routes.ts";

const me: Me = {
  mode: "closed",
  hasAdmin: true,
  who: {
    kind: "person",
    id: "p1",
    name: "Kim",
    role: "viewer",
    places: null,
    hasPassword: true,
    isFromSignOn: false,
  },
  permissions: ["read"],
  offlineDays: 30,
};
const STANDINGS: { readonly [name: string]: Standing } = {
  unasked: { kind: "unasked" },
  in: { kind: "in", me, isSure: true },
  open: { kind: "in", me: { ...me, mode: "open", who: { kind: "open" } }, isSure: true },
  expired: { kind: "expired", me },
  out: { kind: "out" },
  setup: { kind: "setup" },
  handover: { kind: "handover", me },
  wiped: { kind: "wiped", by: "revoked" },
};
const routes: readonly Route[] = [
  "/",
  "/graph",
  "/kiosk",
  "/settings",
  "/settings/people",
  "/device/7",
  "/sign-in",
  "/set-up",
  "/join",
].map(routeOf);

const shown = (name: string, path: string) =>
  gate(routeOf(path), STANDINGS[name] ?? { kind: "unasked" }).view;

it("shows every page while nobody said that one has to sign in, and where everything is open", () => {
  for (const route of routes) expect(gate(route, { kind: "unasked" })).toEqual(route);
  for (const path of ["/", "/graph", "/kiosk", "/settings", "/set-up"])
    expect(shown("open", path)).toBe(routeOf(path).view);
});

it("shows who is not let in the ways in alone", () => {
  expect(routes.map((route) => gate(route, { kind: "out" }).view)).toEqual([
    "sign-in",
    "sign-in",
    "pairing",
    "sign-in",
    "sign-in",
    "sign-in",
    "sign-in",
    "sign-in",
    "join",
  ]);
});

it("shows nothing but that it is gone once everything was taken away; a wall asks to be let in again", () => {
  for (const path of ["/", "/graph", "/settings/people", "/join", "/sign-in"])
    expect(shown("wiped", path)).toBe("gone");
  expect(shown("wiped", "/kiosk")).toBe("pairing");
  for (const route of routes)
    expect(gate(route, STANDINGS["handover"] ?? { kind: "unasked" }).view).toBe("gone");
});

it("leaves what is stored to be read when the session ran out, with a way to sign in", () => {
  for (const path of ["/", "/graph", "/device/7", "/sign-in"])
    expect(shown("expired", path)).toBe(routeOf(path).view);
});

it("asks for the first admin on every page until there is one", () => {
  for (const route of routes) expect(gate(route, { kind: "setup" }).view).toBe("set-up");
});

it("sends who is in on from the ways in", () => {
  expect(shown("in", "/sign-in")).toBe("overview");
  expect(shown("in", "/set-up")).toBe("overview");
  expect(shown("in", "/join")).toBe("join");
});
