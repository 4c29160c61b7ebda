// The link goes, comes back, or was never there.

import type { Way } from "../world.ts";

const now = (values: Record<string, number>) => [{ device: "handheld 1", at: Date.now(), values }];

export const linkLost: Way = {
  name: "link lost",
  async walk({ page, network, post }) {
    await post(now({ CO: 80 }));
    await page.open("/");
    await page.sees(".link", "Live");
    await page.sees("[data-sensor=CO]", "Alarm A2");
    network.off();
    await page.sees(".link", "Not live");
    await page.sees("[data-sensor=CO]", "last known: Alarm A2");
    await page.sees(".banner", "data until");
    network.on();
    await post(now({ CO: 5 }));
    await page.sees(".link", "Live", 40_000);
    await page.sees("[data-sensor=CO]", "5 ppm");
    await page.seesNo(".banner", "data until");
  },
};

export const offlineStart: Way = {
  name: "offline start",
  async walk({ page, network, post }) {
    await post(now({ CO: 80 }));
    await page.open("/");
    await page.sees("[data-sensor=CO]", "80 ppm");
    await page.isControlled();
    // What was heard is on the phone's disk within seconds.
    await post(now({ CO: 81 }));
    await page.sees("[data-sensor=CO]", "81 ppm");
    await page.leave("about:blank");
    network.off();
    await page.open("/");
    await page.sees(".link", "Not live");
    await page.sees("[data-sensor=CO]", "ppm");
    await page.sees("[data-sensor=CO]", "last known: Alarm A2");
    await page.seesNo(".link", "· ");
    network.on();
  },
};
