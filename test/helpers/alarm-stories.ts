// Alarms under whatever may happen: stories of entries in any order, for property tests.

import fc from "fast-check";
import type { Told } from "../../server/alarms/alarms.ts";
import { type Alarm, SHELVED_CONDITIONS, type ShelvedCondition } from "../../shared/entries/alarm.ts";
import type { Entry, EntryDraft } from "../../shared/entries/entry.ts";
import { AlarmTrace } from "./alarm-trace.ts";

const DEVICES = ["a", "b"];
const GASES = ["CO", "CO", "O2", "H2S"] as const;

/** One thing that happens; `which` picks among what there is. */
type Event =
  | { readonly does: "post"; device: string; values: (number | null)[]; delayMs: number | undefined }
  | { readonly does: "answer"; which: number; seen: "now" | "ask" | "old" }
  | { readonly does: "shelve"; device: string; condition: ShelvedCondition; ms: number | null }
  | { readonly does: "drill"; device: string; ms: number | null }
  | { readonly does: "limits"; device: string; a1: number }
  | { readonly does: "retire"; device: string }
  | { readonly does: "test"; device: string; passed: boolean }
  | { readonly does: "days"; device: string; days: number | null }
  | { readonly does: "part"; rank: 0 | 1 | 2 | 3 }
  | { readonly does: "server"; readonly what: "start" | "clock-step" }
  | { readonly does: "restart" }
  | { readonly does: "ring" }
  | { readonly does: "old timer"; which: number };

const device = fc.constantFrom(...DEVICES);
const value = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(0, 10, 33, 34, 35, 36, 60, 67, 70, 80, 520, 60_000, 195_000, 209_000),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);
const span = fc.option(fc.constantFrom(10_000, 3_600_000, 1e9));

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant("post" as const),
      device,
      values: fc.array(value, { minLength: 0, maxLength: 4 }),
      delayMs: fc.constantFrom(undefined, undefined, 0, 0, 30_000, 600_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("answer" as const),
      which: fc.nat(5),
      seen: fc.constantFrom("now", "now", "ask", "old"),
    }),
  },
  fc.record({
    does: fc.constant("shelve" as const),
    device,
    condition: fc.constantFrom(...SHELVED_CONDITIONS),
    ms: span,
  }),
  fc.record({ does: fc.constant("drill" as const), device, ms: span }),
  fc.record({ does: fc.constant("limits" as const), device, a1: fc.constantFrom(20, 35, 50) }),
  fc.record({ does: fc.constant("retire" as const), device }),
  fc.record({ does: fc.constant("test" as const), device, passed: fc.boolean() }),
  fc.record({ does: fc.constant("days" as const), device, days: fc.constantFrom(null, 0, 1) }),
  fc.record({ does: fc.constant("part" as const), rank: fc.constantFrom(0 as const, 1, 2, 3) }),
  fc.record({ does: fc.constant("server" as const), what: fc.constantFrom("start", "clock-step") }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant("restart" as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("ring" as const) }) },
  fc.record({ does: fc.constant("old timer" as const), which: fc.nat(20) }),
);

/** What happens next, and after how long, ms. */
export interface Moment {
  readonly event: Event;
  readonly waitMs: number;
}

/** What may happen to two devices. */
export const story: fc.Arbitrary<Moment[]> = fc.array(
  fc.record({ event, waitMs: fc.constantFrom(0, 1_000, 5_000, 11_000, 61_000, 960_000, 90_000_000) }),
  { minLength: 1, maxLength: 60 },
);

/** The drafts that an event stands for. */
function draftsOf(trace: AlarmTrace, happens: Event): EntryDraft[] {
  const { at } = trace;
  switch (happens.does) {
    case "answer": {
      const alarm = trace.open[happens.which % Math.max(1, trace.open.length)];
      if (!alarm) return [];
      const seen = { now: alarm.rev, ask: alarm.ask, old: alarm.ask - 1 }[happens.seen];
      return [{ kind: "ack", alarm: alarm.id, seen, tappedAt: at }];
    }
    case "shelve": {
      const until = happens.ms === null ? null : at + happens.ms;
      const sensor = { key: "CO", type: "CO" };
      const { device, condition } = happens;
      return [{ kind: "shelve", device, sensor, condition, until, reason: "test" }];
    }
    case "drill": {
      const until = happens.ms === null ? null : at + happens.ms;
      return [{ kind: "drill", devices: [happens.device], until, reason: "test" }];
    }
    case "limits": {
      const limits = { a1: happens.a1, a2: happens.a1 * 2 };
      return [{ kind: "setting", device: happens.device, patch: { sensors: { CO: { limits } } } }];
    }
    case "retire":
      return [{ kind: "setting", device: happens.device, patch: { retiredAt: at } }];
    case "test":
      return [
        { kind: "test", device: happens.device, what: "bump", passed: happens.passed, testedAt: at - 5_000 },
      ];
    case "days":
      return [{ kind: "setting", device: happens.device, patch: { bumpDays: happens.days } }];
    case "part": {
      const part = { kind: "display", id: "1", name: "Wall" } as const;
      return [{ kind: "condition", part, condition: "display", rank: happens.rank }];
    }
    case "server":
      return [{ kind: "server", what: happens.what, rules: 1 }];
    case "ring":
      return trace.alarms.due(at, () => 60_000).map((timer) => ({ kind: "timer", ...timer }));
    case "old timer": {
      const armedBy = happens.which;
      return (
        ["rearm", "unshelve", "silent", "drill-end", "bump", "calibration", "exposure"] as const
      ).flatMap((timer) =>
        [JSON.stringify(["a"]), JSON.stringify(["a", "CO", "CO", null])].map((subject) => ({
          kind: "timer" as const,
          timer,
          device: "a",
          subject,
          armedBy: armedBy - 1_000,
          due: at,
        })),
      );
    }
    default:
      return [];
  }
}

/** One entry with what was before and after it. */
export interface Taken {
  readonly entry: Entry;
  readonly before: readonly Alarm[];
  readonly after: readonly Alarm[];
  readonly steps: readonly Told[];
}

/** Lets a story happen, with restarts in between; `check` sees each entry with what it did. */
export function tell(moments: readonly Moment[], check: (taken: Taken) => void): AlarmTrace {
  const trace = new AlarmTrace();
  const write = (act: () => readonly Told[]) => {
    const [before, place] = [trace.open, trace.log.length];
    const steps = act();
    const entry = trace.log[place];
    if (entry) check({ entry, before, after: trace.open, steps });
  };
  for (const { event: happens, waitMs } of moments) {
    trace.wait(waitMs);
    if (happens.does === "post") {
      const sensors = happens.values.map((val, place) => ({ type: GASES[place] ?? "CO", val }));
      const deviceTime = happens.delayMs === undefined ? null : (trace.at - happens.delayMs) / 1000;
      const measuredAt = trace.at - (happens.delayMs ?? 0);
      const reading = {
        kind: "reading",
        device: happens.device,
        measuredAt,
        deviceTime,
        battery: null,
      } as const;
      write(() => trace.write({ ...reading, sensors }));
    } else if (happens.does === "restart") trace.restart();
    else for (const draft of draftsOf(trace, happens)) write(() => trace.write(draft));
  }
  return trace;
}
