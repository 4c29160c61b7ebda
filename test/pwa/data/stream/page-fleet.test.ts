import { expect, it } from "vitest";
import { createNotifier } from "../../../../pwa/src/data/base/notifier.ts";
import { PageFleet } from "../../../../pwa/src/data/stream/page-fleet.ts";
import { ServerClock } from "../../../../pwa/src/data/stream/server-clock.ts";

it("has no fleet to note between the greeting of a stream and what it says there is", () => {
  const fleet = new PageFleet({
    clock: new ServerClock({ mono: () => 0, wall: () => 0 }),
    notifier: createNotifier(() => () => undefined),
    onReading: () => () => undefined,
    link: () => "live",
    heardAt: () => 5,
  });
  expect(fleet.note(5)).toBeUndefined();
  fleet.live.replace({ serverTime: 5, lastId: 1, devices: [] });
  expect(fleet.note(5)).toMatchObject({ serverTime: 5, devices: [] });
});
