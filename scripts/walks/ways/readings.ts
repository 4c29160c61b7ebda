// The first reading, live values, and an alarm.

import type { Way } from "../world.ts";

const DEVICE = "handheld 1";
const now = (values: Record<string, number>) => [{ device: DEVICE, at: Date.now(), values }];

export const firstReading: Way = {
  name: "first reading",
  async walk({ page, post }) {
    await page.open("/");
    await page.sees("h1", "No readings yet");
    await page.sees("code", "/receive-json");
    await post(now({ CO: 12, O2: 209_000 }));
    await page.sees("[data-sensor=CO]", "12 ppm");
    await page.sees("[data-sensor=O2]", "20.9 %vol");
    await page.sees("[data-sensor=CO][data-state=normal]", "12");
  },
};

export const liveUpdate: Way = {
  name: "live update",
  async walk({ page, post }) {
    await post(now({ CO: 1 }));
    await page.open("/");
    await page.sees(".link", "Live");
    for (const value of [2, 17, 23]) {
      await post(now({ CO: value }));
      await page.sees("[data-sensor=CO]", `${value} ppm`, 3_000);
    }
  },
};

export const alarm: Way = {
  name: "alarm",
  async walk({ page, post }) {
    await post(now({ CO: 1 }));
    await page.open("/");
    await page.sees("[data-sensor=CO][data-state=normal]", "1 ppm");
    await post(now({ CO: 34.96 }));
    await page.sees("[data-sensor=CO][data-state=normal]", "34.96 ppm");
    await post(now({ CO: 1_280 }));
    await page.sees("[data-sensor=CO]", "Alarm A2");
    await page.sees("[role=alert]", "handheld 1: CO 1,280 ppm, Alarm A2");
    await page.hasTitle("1 × A2");
    await post(now({ CO: 3 }));
    await page.sees("[data-sensor=CO][data-state=normal]", "3 ppm");
  },
};
