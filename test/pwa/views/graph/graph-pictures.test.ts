import { expect, it } from "vitest";
import { DEFAULT_DISPLAY } from "../../../../pwa/src/preferences/display.ts";
import { GraphHistory } from "../../../../pwa/src/views/graph/graph-history.ts";
import { GraphPictures } from "../../../../pwa/src/views/graph/graph-pictures.ts";
import { parseGraphState } from "../../../../pwa/src/views/graph/graph-state.ts";
import { buildDevice } from "../../../helpers/scripted-fleet.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 23, 12);
/** An hour that holds the present: a pixel is of about 3.6 s. */
const WINDOW = { from: NOON - HOUR / 2, to: NOON + HOUR / 2 };

/** A page without a network, which knows a device until ten minutes ago: its picture at a moment. */
async function createPage() {
  const known = [{ from: WINDOW.from, to: NOON - 600_000 }];
  const t = Float64Array.of(NOON - 700_000);
  const columns = { device: "a", resolution: "raw", t, battery: Float32Array.of(90), sensors: [] } as const;
  const history = new GraphHistory(() => undefined, Date.now);
  const wish = { devices: ["a"], window: WINDOW, isMoving: false };
  history.want({ load: () => Promise.resolve({ ...columns, known }) }, wish, []);
  await Promise.resolve();
  await Promise.resolve();
  const states = [buildDevice("a", { CO: 1 }, { now: NOON - 700_000, seq: 1 })];
  const pictures = new GraphPictures();
  return (serverNow: number) =>
    pictures.make({
      graph: parseGraphState("?device=a"),
      states,
      history,
      shown: { window: WINDOW, live: false },
      display: DEFAULT_DISPLAY,
      moment: { serverNow, link: "lost" },
      lastLiveAt: NOON - 600_000,
      bands: [],
      silent: [],
    }).picture;
}

it("is no other picture from one moment to the next where the end of what is not known moved by less than a pixel", async () => {
  const at = await createPage();
  const first = at(NOON + 100.5);
  expect(at(NOON + 3_500.25)).toBe(first);
  expect(at(NOON + 8_000)).not.toBe(first);
});

it("tells as not known all that is later than what was loaded, until now and never less", async () => {
  const at = await createPage();
  for (const passed of [0, 1, 1_799.5, 3_600, 5_000]) {
    const [stretch] = at(NOON + passed).unknown;
    expect(stretch?.from).toBe(NOON - 600_000);
    expect((stretch?.to ?? 0) - (NOON + passed)).toBeGreaterThanOrEqual(0);
    expect((stretch?.to ?? 0) - (NOON + passed)).toBeLessThan(3_600);
  }
});
