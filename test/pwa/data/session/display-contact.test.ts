import { expect, it } from "vitest";
import type { Standing, Who } from "../../../../pwa/src/data/base/session.ts";
import { keepContact } from "../../../../pwa/src/data/session/display-contact.ts";
import { OwnSoundTests } from "../../../../pwa/src/data/session/sound-tests.ts";

const LOOK = { name: "Canteen", places: ["Shaft 3"], theme: "dark", language: null, answers: false } as const;
const DISPLAY: Who = { kind: "display", id: "d", ...LOOK };

function standingOf(who: Who): Standing {
  const me = { mode: "closed", hasAdmin: true, who, permissions: ["read"], offlineDays: 30 } as const;
  return { kind: "in", me, isSure: true };
}

/** A page whose server answers with what the test says. */
function setUp(standing: Standing) {
  const page = {
    standing,
    answer: (): object => LOOK,
    asked: [] as string[],
    looks: 0,
    tick: () => {},
    change: () => {},
    ended: 0,
    isMute: false,
    soundTests: new OwnSoundTests(),
  };
  const end = keepContact({
    session: {
      standing: () => page.standing,
      look: async () => {
        page.looks += 1;
      },
      subscribe: (listener) => {
        page.change = listener;
        return () => {
          page.ended += 1;
        };
      },
    },
    timers: {
      every: (ms, callback) => {
        expect(ms).toBe(20_000);
        page.tick = callback;
        return () => {
          page.ended += 1;
        };
      },
    },
    fetch: async (path, init) => {
      page.asked.push(`${init?.method} ${path} ${String(init?.body)}`);
      return new Response(JSON.stringify(page.answer()));
    },
    build: "b7",
    isMute: () => page.isMute,
    soundTests: page.soundTests,
  });
  return { page, end };
}

const CONTACT = 'POST /api/v1/display/contact {"build":"b7"}';

it("says at once and every 20 s that it is there, and which build it shows", async () => {
  const { page, end } = setUp(standingOf(DISPLAY));
  await expect.poll(() => page.asked).toEqual([CONTACT]);
  await expect
    .poll(() => {
      // One at a time.
      if (page.asked.length < 2) page.tick();
      return page.asked;
    })
    .toEqual([CONTACT, CONTACT]);
  expect(page.looks).toBe(0);
  end();
  expect(page.ended).toBe(2);
});

it("asks who it is when an admin has made something else of it", async () => {
  const { page } = setUp(standingOf(DISPLAY));
  page.answer = () => ({ ...LOOK, places: ["Shaft 4"] });
  await expect
    .poll(() => {
      page.tick();
      return page.looks;
    })
    .toBeGreaterThan(0);
});

it("goes on when the server does not answer as it should", async () => {
  const { page } = setUp(standingOf(DISPLAY));
  page.answer = () => {
    throw new Error("no network");
  };
  await expect.poll(() => page.asked.length).toBe(1);
  page.answer = () => ({ ...LOOK, name: "Hall" });
  await expect
    .poll(() => {
      page.tick();
      return page.looks;
    })
    .toBeGreaterThan(0);
});

it("says nothing of a page that is no display, and begins when it becomes one", async () => {
  const { page } = setUp(standingOf({ kind: "open" }));
  page.tick();
  page.standing = { kind: "unasked" };
  page.change();
  expect(page.asked).toEqual([]);
  page.standing = standingOf(DISPLAY);
  page.change();
  page.change();
  await expect.poll(() => page.asked).toEqual([CONTACT]);
});

it("says that it can make no sound for as long as the browser lets it make none", async () => {
  const { page, end } = setUp(standingOf(DISPLAY));
  await expect.poll(() => page.asked).toEqual([CONTACT]);
  page.isMute = true;
  await expect
    .poll(() => {
      // One at a time.
      page.tick();
      return page.asked.at(-1);
    })
    .toBe('POST /api/v1/display/contact {"build":"b7","isMute":true}');
  end();
});

it("tells how a test of its sound went until the server has heard of it, and takes up what the server knows", async () => {
  const { page, end } = setUp(standingOf(DISPLAY));
  const { soundTests } = page;
  await expect.poll(() => page.asked).toEqual([CONTACT]);
  await expect.poll(() => soundTests.last()).toBe(null);
  const test = { at: 7_000, passed: true };
  soundTests.tell(test);
  expect(soundTests.last()).toEqual(test);
  page.answer = () => {
    throw new Error("no network");
  };
  const told = 'POST /api/v1/display/contact {"build":"b7","soundTest":{"at":7000,"passed":true}}';
  await expect
    .poll(() => {
      page.tick();
      return page.asked.filter((asked) => asked === told).length;
    })
    .toBeGreaterThan(1);
  page.answer = () => ({ ...LOOK, soundTest: { at: 6_000, passed: false } });
  await expect
    .poll(() => {
      page.tick();
      return page.asked.at(-1);
    })
    .toBe(CONTACT);
  expect(soundTests.last()).toEqual({ at: 6_000, passed: false });
  end();
});

it("knows of no test before the server has answered", () => {
  const soundTests = new OwnSoundTests();
  expect(soundTests.last()).toBeUndefined();
  soundTests.tell({ at: 1, passed: false });
  expect(soundTests.last()).toBeUndefined();
});
