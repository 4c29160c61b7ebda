import { describe, expect, it } from "vitest";
import { AlarmTrace } from "../../helpers/alarm-trace.ts";

describe("many sensors without limits", () => {
  const limits = (type: string) =>
    ({
      kind: "setting",
      device: "handheld 1",
      patch: { sensors: { [type]: { limits: { a1: 3, a2: 9 } } } },
    }) as const;
  const types = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`T${at}`, 1]));
  const named = (trace: AlarmTrace) => trace.alarms.open(trace.at).map(({ sensor }) => sensor?.type);

  it("are told of four a device at a time, and of the next once one has its limits", () => {
    const trace = new AlarmTrace();
    trace.post(types(6));
    expect(named(trace)).toEqual(["T0", "T1", "T2", "T3"]);
    trace.write(limits("T1"));
    trace.wait(1_000).post(types(6));
    expect(named(trace)).toEqual(["T0", "T2", "T3", "T4"]);
    trace.write({ kind: "forget", device: "handheld 1", data: "delete" });
    trace.wait(1_000).post(types(2));
    expect(named(trace)).toEqual(["T0", "T1"]);
  });

  it("are told of 500 at a time in all, which keeps no gas alarm out", () => {
    const trace = new AlarmTrace();
    for (let place = 0; place < 130; place += 1) trace.post(types(4), { device: `d${place}` });
    expect(trace.alarms.open(trace.at)).toHaveLength(500);
    expect(trace.alarms.isUnratedFull).toBe(true);
    trace.post({ CO: 900, T9: 1 }, { device: "real" });
    expect(trace.alarms.open(trace.at).filter(({ device }) => device === "real")).toMatchObject([
      { condition: "a2" },
    ]);
  });
});
