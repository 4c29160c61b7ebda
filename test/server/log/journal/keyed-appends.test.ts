import { expect, it } from "vitest";
import { type FindKeys, KeyedAppends } from "../../../../server/log/journal/keyed-appends.ts";
import type { EntryDraft } from "../../../../shared/entries/entry.ts";
import { buildDraft } from "../../../helpers/build-draft.ts";

/** Appends to a list, over keys of before that are looked up as the test says. */
function setUp(findKeys: FindKeys) {
  const kept: EntryDraft[] = [];
  const append = async (drafts: readonly EntryDraft[]) =>
    drafts.map((draft) => ({ seq: kept.push(draft), at: 1_000 }));
  return { kept, appends: new KeyedAppends({ findKeys, append }) };
}

/** Knows the keys that it is asked for, and tells of no others. */
function knowing(seqs: { readonly [key: string]: number }): FindKeys {
  return async (keys) => new Map(Object.entries(seqs).filter(([key]) => keys.includes(key)));
}

const keyed = (key: string) => buildDraft({ key });

it("asks nobody about drafts without a key, and answers for them in order", async () => {
  const { appends } = setUp(() => Promise.reject(new Error("asked")));
  expect(await appends.append([buildDraft(), buildDraft()])).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  expect(await appends.append([{ kind: "forget", device: "d", data: "keep" }])).toMatchObject([{ seq: 3 }]);
});

it("keeps nothing when it cannot be known which keys there were, and takes the same again later", async () => {
  let isFailing = true;
  const { kept, appends } = setUp(async () => {
    if (isFailing) throw new Error("cannot look");
    return new Map();
  });
  const both = [appends.append([keyed("a")]), appends.append([keyed("a"), keyed("b")])];
  expect(await Promise.allSettled(both)).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  expect(kept).toEqual([]);
  isFailing = false;
  expect(await appends.append([keyed("a"), keyed("b")])).toMatchObject([{ seq: 1 }, { seq: 2 }]);
});

it("answers with the seq of before for a key that is known, and keeps what stands round it", async () => {
  const { kept, appends } = setUp(knowing({ old: 77 }));
  const drafts = [keyed("new"), keyed("old"), buildDraft(), keyed("old")];
  expect(await appends.append(drafts)).toEqual([
    { seq: 1, at: 1_000 },
    { duplicateOf: 77 },
    { seq: 2, at: 1_000 },
    { duplicateOf: 77 },
  ]);
  expect(kept).toHaveLength(2);
});

it("refuses more keys at a time than it can keep in mind, and takes them once there is room", async () => {
  let answer = () => {};
  const { appends } = setUp(
    () =>
      new Promise((resolve) => {
        answer = () => resolve(new Map());
      }),
  );
  const first = appends.append(Array.from({ length: 60_000 }, (_, place) => keyed(`a${place}`)));
  const more = Array.from({ length: 60_000 }, (_, place) => keyed(`b${place}`));
  await expect(appends.append(more)).rejects.toMatchObject({ code: "busy" });
  answer();
  expect(await first).toHaveLength(60_000);
  const again = appends.append(more);
  answer();
  expect(await again).toHaveLength(60_000);
});

it("keeps up to 100,000 keys in mind, and refuses one more", async () => {
  const { appends } = setUp(() => new Promise(() => undefined));
  const keys = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => keyed(`${name}${at}`));
  void appends.append(keys(99_999, "a"));
  await expect(appends.append(keys(2, "b"))).rejects.toMatchObject({ code: "busy" });
  void appends.append(keys(1, "c"));
  await expect(appends.append(keys(1, "d"))).rejects.toMatchObject({ code: "busy" });
});

it("frees the keys of what could not be appended, and tells all who wait for them", async () => {
  const failing = { now: true };
  const append = async (drafts: readonly EntryDraft[]) => {
    if (failing.now) throw new Error("disk");
    return drafts.map((_, at) => ({ seq: at + 1, at: 1_000 }));
  };
  const appends = new KeyedAppends({ findKeys: async () => new Map(), append });
  const both = [appends.append([keyed("a")]), appends.append([keyed("a")])];
  expect(await Promise.allSettled(both)).toMatchObject([
    { reason: { message: "disk" } },
    { reason: { message: "disk" } },
  ]);
  failing.now = false;
  expect(await appends.append([keyed("a")])).toEqual([{ seq: 1, at: 1_000 }]);
});

it("keeps no key in mind of what was stored already", async () => {
  const { appends } = setUp(async (keys) => new Map(keys.map((key, at) => [key, at + 1])));
  const repeated = Array.from({ length: 60_000 }, (_, place) => keyed(`a${place}`));
  for (const drafts of [repeated, repeated])
    expect((await appends.append(drafts)).at(-1)).toEqual({ duplicateOf: 60_000 });
});

it("says so when a log answers for fewer entries than it was given", async () => {
  const appends = new KeyedAppends({ findKeys: async () => new Map(), append: async () => [] });
  await expect(appends.append([keyed("a")])).rejects.toThrow(
    "The log answered for 0 entries, not for number 0.",
  );
});

it("answers all who send at once what is stored already", async () => {
  const { kept, appends } = setUp(knowing({ old: 77 }));
  const both = [appends.append([keyed("old")]), appends.append([keyed("old"), keyed("new")])];
  expect(await Promise.all(both)).toEqual([
    [{ duplicateOf: 77 }],
    [{ duplicateOf: 77 }, { seq: 1, at: 1_000 }],
  ]);
  expect(kept).toHaveLength(1);
});
