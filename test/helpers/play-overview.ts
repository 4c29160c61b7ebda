// What a test lets happen within the page of the overview.

import type { DeviceCard } from "../../pwa/src/components/device/device-card.ts";
import type { DeviceState } from "../../shared/fleet/fleet.ts";

/** Lets some of the devices post five times, some frames apart; answers what became of the page's nodes meanwhile. */
export async function playReadings({
  devices,
  posting,
}: {
  devices: readonly DeviceState[];
  posting: number[];
}) {
  const frame = () => new Promise<number>(requestAnimationFrame);
  // The overview shows what came each 100 ms.
  const drawnAll = async () => {
    const from = performance.now();
    while (performance.now() - from < 130) await frame();
  };
  const overview = document
    .querySelector("davy-app")
    ?.shadowRoot?.querySelector("overview-view")
    ?.shadowRoot?.querySelector("card-places")?.shadowRoot;
  const cards = [...(overview?.querySelectorAll<DeviceCard>("device-card") ?? [])];
  const fleet = [...devices];
  // Once as they are: what comes from outside of the page is a copy, which the page has not seen yet.
  window.stage.setDevices(fleet);
  await drawnAll();
  let drawn = 0;
  let replaced = 0;
  for (const card of cards) {
    const draw = card["updated"];
    card["updated"] = (changed) => {
      // A card that has just come into sight is drawn once more, with its trend.
      if (!changed.has("fills")) drawn += 1;
      draw.call(card, changed);
    };
  }
  const watch = new MutationObserver((changes) => {
    for (const { removedNodes } of changes)
      replaced += [...removedNodes].filter((node) => node instanceof Element).length;
  });
  for (const root of [overview, ...cards.map((card) => card.shadowRoot)])
    if (root) watch.observe(root, { subtree: true, childList: true });
  for (let round = 1; round <= 5; round += 1) {
    for (const index of posting) {
      const state = fleet[index];
      if (!state) continue;
      const sensors = state.sensors.map((sensor) => ({ ...sensor, value: round }));
      fleet[index] = { ...state, seq: state.seq + 1, sensors };
    }
    window.stage.setDevices(fleet);
    await drawnAll();
  }
  watch.disconnect();
  const card = cards.find(({ presentation }) => presentation?.device === fleet[posting[0] ?? 0]?.device);
  return { replaced, drawn, last: card?.shadowRoot?.querySelector(".figure b")?.textContent };
}

/** Takes devices off the page and brings them back, so many times; answers how many nodes the view holds before and after. */
export async function comeAndGo({ devices, times }: { devices: readonly DeviceState[]; times: number }) {
  const overview = document
    .querySelector("davy-app")
    ?.shadowRoot?.querySelector("overview-view")
    ?.shadowRoot?.querySelector("card-places")?.shadowRoot;
  const frame = () => new Promise<number>(requestAnimationFrame);
  const bare = devices.map((state) => ({ ...state, seq: state.seq + 1, sensors: state.sensors.slice(0, 1) }));
  const show = async (some: readonly DeviceState[]) => {
    window.stage.setDevices(some);
    const from = performance.now();
    while (performance.now() - from < 130) await frame();
  };
  const count = () => {
    const roots = [
      overview,
      ...[...(overview?.querySelectorAll("device-card") ?? [])].map((card) => card.shadowRoot),
    ];
    return roots.reduce((sum, root) => {
      const walker = root && document.createTreeWalker(root);
      let nodes = 0;
      while (walker?.nextNode()) nodes += 1;
      return sum + nodes;
    }, 0);
  };
  const round = async () => {
    await show(devices.slice(0, 2));
    await show(bare);
    await show(devices);
  };
  await round();
  const before = count();
  for (let time = 0; time < times; time += 1) await round();
  return { before, after: count() };
}
