import { expect, it, vi } from "vitest";
import { type ListPart, PagedController } from "../../../pwa/src/controllers/paged-controller.ts";

/** A list whose parts a test answers by hand. */
function listOf(most?: number) {
  const asked: { cursor: string | undefined; answer: (part: ListPart<number> | Error) => void }[] = [];
  const requestUpdate = vi.fn();
  const host = {
    addController() {},
    removeController() {},
    requestUpdate,
    updateComplete: Promise.resolve(true),
  };
  const ready = { is: false };
  const list = new PagedController<number>(host, {
    isReady: () => ready.is,
    keyOf: (item) => item,
    ask: (cursor) =>
      new Promise((resolve, reject) =>
        asked.push({ cursor, answer: (part) => (part instanceof Error ? reject(part) : resolve(part)) }),
      ),
    ...(most === undefined ? {} : { most }),
  });
  const answer = async (part: ListPart<number> | Error, which = asked.length - 1) => {
    asked[which]?.answer(part);
    await new Promise(setImmediate);
  };
  return { list, asked, ready, answer };
}

it("begins by itself as soon as there is somebody to ask, and once", async () => {
  const { list, asked, ready, answer } = listOf();
  list.hostUpdate();
  expect(asked).toHaveLength(0);
  ready.is = true;
  list.hostUpdate();
  list.hostUpdate();
  expect(asked.map(({ cursor }) => cursor)).toEqual([undefined]);
  await answer({ items: [3, 2], cursor: "2" });
  expect(list).toMatchObject({ items: [3, 2], status: "done", hasMore: true });
});

it("puts the next part behind what there is, and what comes twice once", async () => {
  const { list, asked, answer } = listOf();
  list.begin();
  await answer({ items: [3, 2], cursor: "2" });
  void list.more();
  expect(asked[1]?.cursor).toBe("2");
  await answer({ items: [2, 1] });
  expect(list).toMatchObject({ items: [3, 2, 1], hasMore: false });
});

it("keeps what it has when a part does not come, and asks for the same again", async () => {
  const { list, asked, answer } = listOf();
  list.begin();
  await answer({ items: [3], cursor: "2" });
  void list.more();
  await answer(new Error("no network"));
  expect(list).toMatchObject({ items: [3], status: "failed", hasMore: true });
  void list.more();
  expect(asked[2]?.cursor).toBe("2");
});

it("drops the answer to what nobody wants any more", async () => {
  const { list, answer } = listOf();
  list.begin();
  list.begin();
  await answer({ items: [9] }, 0);
  expect(list).toMatchObject({ items: [], status: "asking" });
  await answer({ items: [1] });
  expect(list.items).toEqual([1]);
});

it("holds no more than it may, and offers no more then", async () => {
  const { list, answer } = listOf(2);
  list.begin();
  await answer({ items: [3, 2, 1], cursor: "1" });
  expect(list).toMatchObject({ items: [3, 2], hasMore: false });
});
