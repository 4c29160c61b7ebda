// A server as the screens of who may come in see it, scripted: what it answers is here.

import type { Page } from "playwright-core";
import type { Standing } from "../../../pwa/src/data/base/session.ts";
import type { EntrancesAnswer } from "../../../shared/wire/entrances.ts";
import type { RefusedAnswer } from "../../../shared/wire/refused.ts";

export interface AccessScript {
  /** Server time, unix ms. */
  readonly now: number;
  readonly standing: Standing;
  /** What came in from elsewhere; nothing without it. */
  readonly entrances?: EntrancesAnswer;
}

/** Puts the script into a staged page, and who looks at it. */
export async function scriptAccess(page: Page, script: AccessScript): Promise<void> {
  await page.evaluate(({ now, standing, entrances }) => {
    const minutes = (count: number) => now - count * 60_000;
    const person = {
      places: null,
      createdAt: minutes(90_000),
      hasPassword: true,
      isFromSignOn: false,
      sessions: 1,
    };
    const kim = { id: "p1", name: "Kim Aydin" };
    let password = "";
    let refused: readonly RefusedAnswer[] = [
      {
        from: "192.168.7.99",
        why: "key",
        code: "no_key",
        reason: "It has no key.",
        todo: "Make one.",
        devices: ["handheld 9"],
        path: "/receive-json",
        count: 1_204,
        firstAt: minutes(300),
        lastAt: minutes(1),
        canAllow: true,
      },
      {
        from: "192.168.7.20",
        why: "payload",
        code: "payload",
        reason: "sensors[0].val must be a number or null, not text.",
        todo: "Correct what the device sends.",
        devices: ["handheld 3"],
        path: "/receive-json",
        count: 3,
        firstAt: minutes(60),
        lastAt: minutes(59),
        canAllow: false,
      },
    ];
    const session = { how: "password", createdAt: minutes(50_000) } as const;
    window.stage.setAccess({
      people: async () => [
        { ...person, ...kim, role: "admin", lastContactAt: minutes(0) },
        { ...person, id: "p2", name: "Jonas Weber", role: "operator", lastContactAt: minutes(5) },
        { ...person, id: "p3", name: "M. Kern", role: "viewer", places: ["Shaft 3"], lastContactAt: null },
      ],
      sessions: async () => [
        {
          ...session,
          id: "s1",
          person: kim,
          device: "Linux, Chrome",
          from: "192.168.7.5",
          lastContactAt: now,
          isOwn: true,
        },
        {
          ...session,
          id: "s2",
          person: kim,
          device: "iPhone, Safari",
          from: "192.168.7.40",
          lastContactAt: minutes(90),
          isOwn: false,
        },
        {
          ...session,
          id: "s3",
          person: { id: "p2", name: "Jonas Weber" },
          device: "Android, Chrome",
          from: "192.168.7.41",
          lastContactAt: minutes(5),
          isOwn: false,
        },
      ],
      invitations: async () => [
        {
          id: "i1",
          name: "R. Osei",
          role: "viewer",
          places: null,
          createdAt: minutes(2),
          expiresAt: minutes(-13),
          joined: null,
        },
        {
          id: "i2",
          name: "Lena Brandt",
          role: "operator",
          places: null,
          createdAt: minutes(1),
          expiresAt: minutes(-14),
          joined: { at: now, device: "Android, Chrome", from: "192.168.7.41", sessionId: "s9" },
        },
      ],
      invite: async (request) => ({
        ...request,
        places: null,
        id: "i3",
        createdAt: now,
        expiresAt: minutes(-15),
        joined: null,
        token: "Zk3v9QmX2bT7wL5nR8cYpA",
      }),
      addCertificateName: async () => undefined,
      trust: async () => ({
        words: "amber violin harbour seven",
        url: "http://192.168.7.5:8000/trust",
        host: "192.168.7.5",
        isListed: false,
      }),
      access: async () => ({ mode: "closed", posts: "open", hasAdmin: true }),
      gateways: async () => [
        {
          how: "key",
          id: "k1",
          name: "North gate",
          lastPostAt: minutes(0),
          from: "192.168.7.20",
          firstFrom: "192.168.7.20",
          readingsADay: 86_214,
          devices: [
            { device: "handheld 1", battery: 84, lastAt: now },
            { device: "fixed-08", battery: null, lastAt: now },
          ],
        },
        {
          how: "open",
          id: "",
          name: "",
          lastPostAt: minutes(3),
          from: "192.168.7.77",
          firstFrom: "192.168.7.77",
          readingsADay: 12,
          devices: [],
        },
      ],
      keys: async () => [
        {
          id: "k1",
          name: "North gate",
          kind: "gateway",
          createdAt: minutes(9_000),
          lastUsedAt: now,
          oldUntil: minutes(-2_000),
        },
        {
          id: "k2",
          name: "Prometheus",
          kind: "reader",
          createdAt: minutes(9_000),
          lastUsedAt: null,
          oldUntil: null,
        },
      ],
      senders: async () => [
        { id: "n1", name: "Old gateway", network: "192.168.7.30", createdAt: minutes(800), isFixed: false },
        { id: "n2", name: "", network: "10.20.0.0/16", createdAt: null, isFixed: true },
      ],
      refused: async () => refused,
      entrances: async () => entrances ?? { mappings: [], sources: [] },
      displays: async () => [
        {
          id: "d1",
          name: "Control room",
          places: null,
          theme: null,
          language: null,
          answers: false,
          createdAt: minutes(9_000),
          lastContactAt: now,
          from: "192.168.7.10",
          build: "0123456789ab",
          isPresent: true,
          soundTest: { at: minutes(15), passed: true },
        },
        {
          id: "d2",
          name: "Canteen",
          places: ["Shaft 3", "Drift 12"],
          theme: "dark",
          language: "de",
          answers: false,
          createdAt: minutes(9_000),
          lastContactAt: minutes(44),
          from: "192.168.7.11",
          build: "ba9876543210",
          isPresent: false,
          soundTest: { at: minutes(15), passed: false },
        },
      ],
      askPairing: async () => ({ id: "x1", code: "BCDFGHJK", expiresAt: minutes(-10) }),
      waitForPairing: async () => "waiting",
      allow: async () => {
        if (password !== "right") throw window.stage.refusal("confirm", "This asks for your password again.");
        refused = [];
      },
      confirm: async (given) => {
        if (given !== "right")
          throw window.stage.refusal("wrong_sign_in", "The name or the password is wrong.");
        password = given;
      },
      signIn: async () => {
        throw window.stage.refusal("too_many_tries", "That was wrong too often. Try again in 7 s.", 7_000);
      },
    });
    window.stage.setStanding(standing);
  }, script);
}
