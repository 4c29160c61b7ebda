// Runs in the page: a stream of the page's own time in the place of the server's, so that a day can pass in minutes.

/** Fills the place of EventSource. `devices` handhelds with four sensors each report once a second. */
export function scriptStream(devices: number): void {
  const HEARTBEAT_S = 5;
  const LIFE_S = 600;
  let seq = 1;
  const started = Date.now();
  const idOf = (index: number) => `handheld ${index + 1}`;
  const valuesAt = (index: number, at: number) => {
    // Every device passes through alarm and fault once in a while, each at another time.
    const phase = (Math.floor(at / 1_000) + index * 97) % 1_800;
    const carbonMonoxide = phase < 40 ? 90 : phase < 60 ? null : 3 + (phase % 7);
    return [
      { type: "CO", val: carbonMonoxide },
      { type: "CH4", val: 200 + (phase % 13) },
      { type: "H2S", val: 0.4 },
      { type: "O2", val: 209_000 },
    ];
  };
  const stateOf = (index: number) => {
    const at = Date.now();
    const sensors = valuesAt(index, at).map(({ type, val }) => ({
      key: type,
      type,
      value: val,
      measuredAt: at,
      receivedAt: at,
      gaps: [1_000],
    }));
    const moment = { measuredAt: at, receivedAt: at, lastReceivedAt: at, firstReadingAt: started };
    return {
      device: idOf(index),
      seq,
      ...moment,
      deviceTime: 3_600,
      battery: 80,
      sensors,
      gaps: [1_000],
      settings: {},
    };
  };

  class ScriptedStream extends EventTarget {
    private seconds = 0;
    private readonly timer: number;
    constructor() {
      super();
      window.setTimeout(() => this.begin(), 10);
      this.timer = window.setInterval(() => this.tick(), 1_000);
    }
    close(): void {
      window.clearInterval(this.timer);
    }
    private begin(): void {
      this.tell("hello", { serverTime: Date.now(), lastId: seq, gap: false, build: "soak" });
      const all = Array.from({ length: devices }, (_, index) => stateOf(index));
      this.tell("snapshot", { serverTime: Date.now(), lastId: seq, devices: all });
    }
    private tick(): void {
      this.seconds += 1;
      for (let index = 0; index < devices; index += 1) this.report(index);
      if (this.seconds % HEARTBEAT_S === 0) this.tell("heartbeat", { serverTime: Date.now(), lastId: seq });
      if (this.seconds === LIFE_S) this.tell("goodbye", { reason: "hand-over", retryMs: 100 });
    }
    private report(index: number): void {
      seq += 1;
      const at = Date.now();
      const time = { system_time: at / 1_000, system_datetime: "", measured_at: at, received_at: at };
      const sensors = valuesAt(index, at);
      this.tell("update_data", { pct: 80, device_id: idOf(index), ...time, seq, ts: 3_600, sensors });
    }
    private tell(name: string, data: unknown): void {
      this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId: String(seq) }));
    }
  }
  Object.defineProperty(window, "EventSource", { value: ScriptedStream });
}
