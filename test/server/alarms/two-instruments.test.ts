// Exposure is the person's: two instruments that one carries tell one alarm. H2S has a short-term limit of 15 ppm, and of 10 ppm over the
// shift (instrument preset).

import { describe, expect, it } from "vitest";
import { AlarmTrace } from "../../helpers/alarm-trace.ts";

const BY = { kind: "person", name: "Ada", from: "::1" } as const;

function wear(trace: AlarmTrace, device: string, wearer: string | null): void {
  trace.write({ kind: "setting", device, patch: { wearer }, by: BY });
}

describe("the exposure of a person with two instruments of the same gas", () => {
  const stels = ({ open }: AlarmTrace) => open.filter(({ condition }) => condition === "stel");
  const raised = ({ log }: AlarmTrace) =>
    log.filter(
      (entry) => entry.kind === "alarm" && entry.to === "raised" && entry.alarm.condition === "stel",
    );

  /** Posts a value by each instrument that has one, each 10 s for so many minutes. */
  function holdBoth(trace: AlarmTrace, minutes: number, { A, B }: { A?: number; B?: number }): void {
    for (let sample = 0; sample < minutes * 6; sample += 1) {
      if (A !== undefined) trace.post({ H2S: A }, { device: "A", delayMs: 0 });
      if (B !== undefined) trace.post({ H2S: B }, { device: "B", delayMs: 0 });
      trace.wait(10_000).ring(1e9);
    }
  }

  function worn(): AlarmTrace {
    const trace = new AlarmTrace();
    const all = [{ name: "day", from: "08:00", to: "16:00" }];
    trace.write({ kind: "site", was: {}, patch: { shifts: all, timeZone: "UTC" }, by: BY });
    wear(trace, "A", "Ada");
    wear(trace, "B", "Ada");
    return trace;
  }

  it("is one alarm, with the figure of both, also after a restart, and it returns as one", () => {
    const trace = worn();
    holdBoth(trace, 3, { A: 60, B: 50 });
    trace.restart();
    holdBoth(trace, 3, { A: 50, B: 60 });
    trace.restart();
    holdBoth(trace, 3, { A: 60, B: 60 });
    expect(stels(trace)).toMatchObject([
      { device: "A", state: "active-unacknowledged", highest: { value: 32 } },
    ]);
    holdBoth(trace, 20, { A: 0, B: 0 });
    expect(stels(trace)).toMatchObject([{ device: "A", state: "returned-unacknowledged" }]);
    expect(raised(trace)).toHaveLength(1);
  });

  it("goes on by the one that is still heard: it returns, and asks again by a new rise", () => {
    const trace = worn();
    holdBoth(trace, 6, { A: 60, B: 60 });
    const [told] = stels(trace);
    if (told) trace.answer(told);
    holdBoth(trace, 30, { B: 0 });
    expect(stels(trace)).toEqual([]);
    holdBoth(trace, 6, { B: 60 });
    expect(stels(trace)).toMatchObject([{ device: "B", state: "active-unacknowledged" }]);
    expect(raised(trace)).toHaveLength(2);
  });

  it("writes nothing minute after minute while the second is silent and the dose of the shift stands", () => {
    const trace = worn();
    holdBoth(trace, 85, { A: 60, B: 60 });
    expect(trace.open.find(({ condition }) => condition === "twa")).toMatchObject({
      state: "active-unacknowledged",
    });
    holdBoth(trace, 2, { A: 60 });
    const before = trace.log.filter(({ kind }) => kind === "timer").length;
    holdBoth(trace, 20, { A: 60 });
    expect(trace.log.filter(({ kind }) => kind === "timer").length - before).toBeLessThan(3);
  });

  it("is another alarm for whoever takes the first one over, and for the person by what they still carry", () => {
    const trace = worn();
    holdBoth(trace, 6, { A: 60, B: 60 });
    wear(trace, "A", "Bo");
    holdBoth(trace, 6, { A: 60, B: 60 });
    expect(
      stels(trace)
        .map(({ device }) => device)
        .sort(),
    ).toEqual(["A", "B"]);
  });

  it("is another alarm for each of two gases, and for each of two people", () => {
    const trace = new AlarmTrace();
    wear(trace, "A", "Ada");
    wear(trace, "B", "Bo");
    for (let sample = 0; sample < 6 * 8; sample += 1) {
      trace.post({ H2S: 60, CO: 900 }, { device: "A", delayMs: 0 });
      trace.post({ H2S: 60 }, { device: "B", delayMs: 0 });
      trace.wait(10_000);
    }
    expect(
      stels(trace)
        .map(({ device, sensor }) => `${device} ${sensor?.type}`)
        .sort(),
    ).toEqual(["A CO", "A H2S", "B H2S"]);
  });
});
