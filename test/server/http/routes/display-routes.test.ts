import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import { ACCESS_PATHS, type MeAnswer } from "../../../../shared/wire/access.ts";
import {
  type AckAnswer,
  ALARM_PATHS,
  type AlarmsAnswer,
  acknowledgementsPath,
} from "../../../../shared/wire/alarms.ts";
import { type LogbookAnswer, PATHS } from "../../../../shared/wire/api.ts";
import type {
  DisplayAnswer,
  DisplayContactAnswer,
  DisplaysAnswer,
  FoundPairingAnswer,
  PairingAnswer,
  PairingStateAnswer,
} from "../../../../shared/wire/displays.ts";
import { NOON } from "../../../helpers/build-entry.ts";
import { openEventStream } from "../../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

const PASSWORD = "a long enough password";

let folder: string;
let davy: TestDavy;
let clock: number;
let admin: Browser;

/** A browser, as far as its cookies go. */
class Browser {
  #cookie = "";

  async ask(route: string, body?: object): Promise<Response> {
    const [method = "", path = ""] = route.split(" ");
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(davy.url + path, { method, headers: { Cookie: this.#cookie }, ...sent });
    for (const cookie of response.headers.getSetCookie()) this.#cookie = cookie.split(";")[0] ?? "";
    return response;
  }

  async answer<Answer>(route: string, body?: object): Promise<Answer> {
    const response = await this.ask(route, body);
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${route}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  }

  stream() {
    return openEventStream(davy.url + PATHS.events, { Cookie: this.#cookie });
  }
}

async function start(build = "first"): Promise<void> {
  davy = await startTestDavy({ folder, build, now: () => clock });
}

beforeEach(async () => {
  clock = NOON;
  folder = await temporaryFolder("displays");
  await start();
  admin = new Browser();
  const { setupCode: code } = davy.access;
  await admin.answer(`POST ${ACCESS_PATHS.setup}`, { code, name: "Ada", password: PASSWORD });
});
afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A screen that an admin has let in. */
async function pair(look: object = {}): Promise<{ kiosk: Browser; display: DisplayAnswer }> {
  const kiosk = new Browser();
  const { id, code } = await kiosk.answer<PairingAnswer>(`POST ${ACCESS_PATHS.pairings}`);
  const route = `POST ${ACCESS_PATHS.pairings}/${id}/confirmation`;
  const display = await admin.answer<DisplayAnswer>(route, { code, name: "Canteen", ...look });
  return { kiosk, display };
}

const statusOf = async (kiosk: Browser, id: string) =>
  (await kiosk.answer<PairingStateAnswer>(`GET ${ACCESS_PATHS.pairings}/${id}`)).status;
const displays = async () => (await admin.answer<DisplaysAnswer>(`GET ${ACCESS_PATHS.displays}`)).displays;

describe("a screen that asks to be a display", () => {
  it("shows a code, is let in by an admin who sees which it is, and turns into a display by itself", async () => {
    const kiosk = new Browser();
    expect((await kiosk.ask(`GET ${PATHS.devices}`)).status).toBe(401);
    const { id, code, expiresAt } = await kiosk.answer<PairingAnswer>(`POST ${ACCESS_PATHS.pairings}`);
    expect(expiresAt).toBe(NOON + 10 * MINUTE_MS);
    expect(await statusOf(kiosk, id)).toBe("waiting");
    expect(await statusOf(new Browser(), id)).toBe("expired");
    const found = await admin.answer<FoundPairingAnswer>(`GET ${ACCESS_PATHS.pairings}?code=${code}`);
    expect(found).toMatchObject({ id, from: "127.0.0.1" });
    const look = { name: "Canteen", places: ["Shaft 3"], theme: "dark", language: "de", answers: false };
    const display = await admin.answer<DisplayAnswer>(`POST ${ACCESS_PATHS.pairings}/${id}/confirmation`, {
      code,
      ...look,
    });
    expect(display).toMatchObject({ ...look, build: "", isPresent: false, lastContactAt: null });
    expect(await statusOf(kiosk, id)).toBe("paired");
    const me = await kiosk.answer<MeAnswer>(`GET ${ACCESS_PATHS.me}`);
    expect(me.principal).toEqual({ kind: "display", id: display.id, ...look });
    expect(me.permissions).toEqual(["read"]);
  });

  it("is told a new code when its old one is past, or the server has started anew", async () => {
    const kiosk = new Browser();
    const first = await kiosk.answer<PairingAnswer>(`POST ${ACCESS_PATHS.pairings}`);
    expect(await kiosk.answer<PairingAnswer>(`POST ${ACCESS_PATHS.pairings}`)).toEqual(first);
    await davy.close();
    await start();
    expect(await statusOf(kiosk, first.id)).toBe("expired");
    const second = await kiosk.answer<PairingAnswer>(`POST ${ACCESS_PATHS.pairings}`);
    expect(second.code).not.toBe(first.code);
    clock += 10 * MINUTE_MS;
    expect(await statusOf(kiosk, second.id)).toBe("expired");
  });

  it("takes no place of somebody who is signed in, nor of a display", async () => {
    expect((await admin.ask(`POST ${ACCESS_PATHS.pairings}`)).status).toBe(409);
    const { kiosk } = await pair();
    expect((await kiosk.ask(`POST ${ACCESS_PATHS.pairings}`)).status).toBe(409);
    expect((await admin.answer<MeAnswer>(`GET ${ACCESS_PATHS.me}`)).principal.kind).toBe("person");
  });

  it("is let in by nobody but an admin", async () => {
    const kiosk = new Browser();
    const { id, code } = await kiosk.answer<PairingAnswer>(`POST ${ACCESS_PATHS.pairings}`);
    const { kiosk: display } = await pair();
    for (const browser of [kiosk, display, new Browser()]) {
      expect([401, 403]).toContain((await browser.ask(`GET ${ACCESS_PATHS.pairings}?code=${code}`)).status);
      const route = `POST ${ACCESS_PATHS.pairings}/${id}/confirmation`;
      expect([401, 403]).toContain((await browser.ask(route, { code, name: "x" })).status);
    }
  });

  it("is refused with 403 for a wrong code, and with 429 and a wait after ten", async () => {
    const wrong = () => admin.ask(`GET ${ACCESS_PATHS.pairings}?code=BBBBBBBB`);
    for (let tries = 0; tries < 10; tries += 1) expect((await wrong()).status).toBe(403);
    const response = await wrong();
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "600"]);
  });
});

describe("a display", () => {
  it("reads and does nothing else", async () => {
    const { kiosk, display } = await pair();
    for (const path of [PATHS.devices, PATHS.site]) expect((await kiosk.ask(`GET ${path}`)).status).toBe(200);
    const refused = [
      `GET ${ACCESS_PATHS.displays}`,
      `DELETE ${ACCESS_PATHS.displays}/${display.id}`,
      `PATCH ${PATHS.site}`,
      `GET ${PATHS.metrics}`,
      `GET ${PATHS.backup}`,
      `GET ${ACCESS_PATHS.keys}`,
      `DELETE ${ACCESS_PATHS.sessions}`,
    ];
    for (const route of refused) expect([route, (await kiosk.ask(route)).status]).toEqual([route, 403]);
  });

  it("follows what an admin makes of it, and is listed with its last contact and version", async () => {
    const { kiosk, display } = await pair();
    clock += MINUTE_MS;
    const contact = { build: "0123456789ab" };
    const route = `POST ${ACCESS_PATHS.displayContact}`;
    expect(await kiosk.answer<DisplayContactAnswer>(route, contact)).toMatchObject({ name: "Canteen" });
    expect(await displays()).toMatchObject([
      { id: display.id, lastContactAt: clock, from: "127.0.0.1", build: "0123456789ab", isPresent: true },
    ]);
    await admin.answer(`PATCH ${ACCESS_PATHS.displays}/${display.id}`, { name: "Hall", theme: "light" });
    await admin.answer(`PATCH ${ACCESS_PATHS.displays}/${display.id}`, { places: ["Shaft 4"] });
    expect(await kiosk.answer<DisplayContactAnswer>(route, contact)).toEqual({
      name: "Hall",
      places: ["Shaft 4"],
      theme: "light",
      language: null,
      answers: false,
      soundTest: null,
    });
    expect((await admin.ask(route, contact)).status).toBe(403);
  });

  it("answers alarms only where an admin lets it, and only with the name of whoever stands before it", async () => {
    const { kiosk, display } = await pair();
    const reading = { id: "pump", pct: 90, sensors: [{ type: "CO", val: 900 }] };
    await admin.ask(`POST ${PATHS.receiveJson}`, reading);
    const { alarms } = await kiosk.answer<AlarmsAnswer>(`GET ${ALARM_PATHS.alarms}`);
    const route = `POST ${acknowledgementsPath(alarms[0]?.id ?? "")}`;
    expect((await kiosk.ask(route, { by: "Kim" })).status).toBe(403);
    await admin.answer(`PATCH ${ACCESS_PATHS.displays}/${display.id}`, { answers: true });
    expect((await kiosk.answer<MeAnswer>(`GET ${ACCESS_PATHS.me}`)).permissions).toEqual(["read", "answer"]);
    expect((await kiosk.ask(route, {})).status).toBe(400);
    expect((await kiosk.ask(route, { by: "  " })).status).toBe(400);
    const { alarm } = await kiosk.answer<AckAnswer>(route, { by: "Kim", comment: "Fan is on" });
    expect(alarm).toMatchObject({
      acknowledgedBy: "Kim",
      comment: "Fan is on",
      state: "active-acknowledged",
    });
  });

  it("tells how a test of its sound went, which is noted once, listed, in the log and an alarm until one is heard", async () => {
    const { kiosk, display } = await pair();
    const route = `POST ${ACCESS_PATHS.displayContact}`;
    const tell = (at: number, passed: boolean) =>
      kiosk.answer<DisplayContactAnswer>(route, { build: "7", soundTest: { at, passed } });
    const open = async () =>
      (await admin.answer<AlarmsAnswer>(`GET ${ALARM_PATHS.alarms}`)).alarms
        .filter(({ state }) => state.startsWith("active"))
        .map(({ condition, system }) => `${condition} of ${system?.name}`);
    clock += MINUTE_MS;
    const failed = { at: clock, passed: false };
    for (let told = 0; told < 2; told += 1)
      expect((await tell(failed.at, failed.passed)).soundTest).toEqual(failed);
    expect(await displays()).toMatchObject([{ id: display.id, soundTest: failed }]);
    await expect.poll(open).toEqual(["display of Canteen"]);
    clock += MINUTE_MS;
    await tell(clock, true);
    await expect.poll(open).toEqual([]);
    const log = await admin.answer<LogbookAnswer>(`GET ${PATHS.logbook}?group=instrument&kind=access`);
    expect(log.events.map(({ what, at }) => [what, at])).toEqual([
      ["display-sound-passed", clock],
      ["display-sound-failed", failed.at],
    ]);
    expect(log.events[0]).toMatchObject({
      by: { kind: "display", name: "Canteen" },
      subject: { kind: "display", id: display.id, name: "Canteen" },
    });
    for (const unfit of [{ at: "noon", passed: true }, { at: -1, passed: true }, { at: clock }, true])
      expect((await kiosk.ask(route, { build: "7", soundTest: unfit })).status).toBe(400);
    await davy.close();
    await start();
    expect(await displays()).toMatchObject([{ soundTest: { at: clock, passed: true } }]);
  });

  it("is told at its next contact that it was removed, its stream ends, and it may ask anew", async () => {
    const { kiosk, display } = await pair();
    const stream = await kiosk.stream();
    expect((await admin.ask(`DELETE ${ACCESS_PATHS.displays}/${display.id}`)).status).toBe(204);
    await stream.ended;
    const response = await kiosk.ask(`GET ${PATHS.devices}`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "revoked" });
    expect(response.headers.get("clear-site-data")).toContain("storage");
    expect(await displays()).toEqual([]);
    expect((await kiosk.ask(`POST ${ACCESS_PATHS.pairings}`)).status).toBe(201);
    expect((await admin.ask(`DELETE ${ACCESS_PATHS.displays}/${display.id}`)).status).toBe(404);
  });

  it.each([
    ["all the time, as a wall is", DAY_MS / 2],
    ["once a day", DAY_MS + 1],
  ])(
    "needs no sign-in for 90 days, over restarts and updates, while its cookie is given anew: heard %s",
    async (_, everyMs) => {
      const { kiosk } = await pair();
      const begun = clock;
      const renewedOn = new Set<number>();
      for (let ask = 1; clock < begun + 90 * DAY_MS; ask += 1) {
        clock += everyMs;
        if (ask % 60 === 0) {
          await davy.close();
          await start(`build of the ${ask}th time`);
        }
        const response = await kiosk.ask(`GET ${PATHS.devices}`);
        expect([ask, response.status]).toEqual([ask, 200]);
        if (response.headers.getSetCookie().length > 0) renewedOn.add(Math.floor(clock / DAY_MS));
      }
      // A browser keeps a cookie for 400 days and no longer.
      expect(renewedOn.size).toBeGreaterThanOrEqual(89);
    },
  );

  it("goes on after a year in the cellar", async () => {
    const { kiosk } = await pair();
    clock += 365 * DAY_MS;
    expect((await kiosk.ask(`GET ${PATHS.devices}`)).status).toBe(200);
  });
});

it("has an entry in the logbook for each display that was paired, changed and removed, with no secret in it", async () => {
  const { display } = await pair();
  await admin.answer(`PATCH ${ACCESS_PATHS.displays}/${display.id}`, { name: "Hall" });
  await admin.ask(`DELETE ${ACCESS_PATHS.displays}/${display.id}`);
  const { events } = await admin.answer<LogbookAnswer>(`GET ${PATHS.logbook}?kind=access&limit=3`);
  expect(events.map(({ what }) => what)).toEqual(["display-revoked", "display-changed", "display-paired"]);
  expect(events[0]).toMatchObject({ by: { kind: "person", name: "Ada" } });
  expect(JSON.stringify(events)).not.toMatch(/secret|digest/);
});
