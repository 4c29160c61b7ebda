import { expect, it } from "vitest";
import { followLeaving } from "../../../pwa/offline/leaving.ts";

it("holds from a sign-out or a revocation on until somebody signs in, whatever else is said", () => {
  const channel = new EventTarget();
  const isLeaving = followLeaving(channel);
  const after = (data: unknown) => {
    channel.dispatchEvent(new MessageEvent("message", { data }));
    return isLeaving();
  };
  expect(isLeaving()).toBe(false);
  expect(["signed-out", "something else", "signed-in", "revoked", "forget"].map(after)).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
});
