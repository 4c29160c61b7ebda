import { expect, it } from "vitest";
import { WARM_TAG } from "../../../../pwa/offline/worker-messages.ts";
import { registerWarming } from "../../../../pwa/src/data/install/background-warming.ts";

const workersWith = (registration: object) => ({ ready: Promise.resolve(registration) });

it("registers where the browser has it", async () => {
  const tags: string[] = [];
  const periodicSync = { register: async (tag: string) => void tags.push(tag) };
  expect(await registerWarming(workersWith({ periodicSync }))).toBe(true);
  expect(tags).toEqual([WARM_TAG]);
});

it("does without where there is none, where it is refused, and where there are no workers", async () => {
  const refusing = { register: () => Promise.reject(new DOMException("no", "NotAllowedError")) };
  expect(await registerWarming(workersWith({}))).toBe(false);
  expect(await registerWarming(workersWith({ periodicSync: refusing }))).toBe(false);
  expect(await registerWarming(undefined)).toBe(false);
});
