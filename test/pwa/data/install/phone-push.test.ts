import { expect, it } from "vitest";
import { PhonePush } from "../../../../pwa/src/data/install/phone-push.ts";

const KEY = "BAEC_-8";

interface Browser {
  readonly permission?: NotificationPermission;
  readonly answer?: NotificationPermission;
  /** The key of the subscription that it has. */
  readonly has?: string;
  readonly isIos?: boolean;
  readonly knows?: boolean;
}

function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, "base64url")).buffer;
}

/** A browser's own of a subscription. */
function subscription(key: string, onEnd: () => void) {
  return {
    endpoint: "https://push.example.com/1",
    options: { applicationServerKey: bytesOf(key) },
    getKey: (name: string) => bytesOf(name === "auth" ? "AUTH" : "P256"),
    unsubscribe: async () => {
      onEnd();
      return true;
    },
  };
}

function phone({
  permission = "default",
  answer = "granted",
  has,
  isIos = false,
  knows = true,
}: Browser = {}) {
  const done: string[] = [];
  let kept = has === undefined ? null : subscription(has, () => done.push("unsubscribe"));
  const pushManager = {
    getSubscription: async () => kept,
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      done.push(`subscribe ${applicationServerKey}`);
      kept = subscription(applicationServerKey, () => done.push("unsubscribe"));
      return kept;
    },
  };
  const ready = Promise.resolve({ pushManager } as unknown as ServiceWorkerRegistration);
  const push = new PhonePush({
    workers: { ready },
    notification: knows ? { permission, requestPermission: async () => answer } : undefined,
    hasPush: knows,
    install: () => (isIos ? "ios" : "none"),
  });
  return { push, done };
}

it("tells whether this browser can be woken", () => {
  expect(phone().push.way()).toBe("ready");
  expect(phone({ permission: "denied" }).push.way()).toBe("denied");
  expect(phone({ knows: false }).push.way()).toBe("none");
  expect(phone({ knows: false, isIos: true }).push.way()).toBe("install");
});

it("subscribes once the person allows it, with the server's key", async () => {
  const { push, done } = phone();
  expect(await push.subscribe(KEY)).toEqual({
    endpoint: "https://push.example.com/1",
    p256dh: "P256",
    auth: "AUTH",
    key: KEY,
  });
  expect(done).toEqual([`subscribe ${KEY}`]);
});

it("does not subscribe when the person says no", async () => {
  const { push, done } = phone({ answer: "denied" });
  expect(await push.subscribe(KEY)).toBeUndefined();
  expect(done).toEqual([]);
});

it("gives up a subscription for an earlier key of the server, and counts it for nothing", async () => {
  const { push, done } = phone({ permission: "granted", has: "BAAA" });
  expect(await push.current(KEY)).toBeUndefined();
  await push.subscribe(KEY);
  expect(done).toEqual(["unsubscribe", `subscribe ${KEY}`]);
});

it("knows the subscription that stands, while the person allows it", async () => {
  expect(await phone({ permission: "granted", has: KEY }).push.current(KEY)).toMatchObject({ key: KEY });
  expect(await phone({ permission: "default", has: KEY }).push.current(KEY)).toBeUndefined();
});
