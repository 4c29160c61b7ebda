import { beforeEach, expect, it, vi } from "vitest";
import { parseUuid } from "../../../../pwa/src/data/gateway/bluetooth.ts";
import { InstrumentLinker } from "../../../../pwa/src/data/gateway/instrument-link.ts";
import { FakeTime } from "../fake-time.ts";
import { FakeBluetooth } from "./fake-bluetooth.ts";

let bluetooth: FakeBluetooth;
let time: FakeTime;
let settings: { service: string; characteristic: string; key: string };
let pieces: number;
let link: InstrumentLinker;

beforeEach(() => {
  bluetooth = new FakeBluetooth();
  time = new FakeTime();
  settings = { service: "FFE0", characteristic: "ffe1", key: "" };
  pieces = 0;
  link = new InstrumentLinker({
    bluetooth,
    after: time.after,
    settings: () => settings,
    onPiece: () => {
      pieces += 1;
    },
    onBegin: () => undefined,
    onChange: () => undefined,
  });
});

it("connects to the instrument that was chosen, by the service and characteristic of the settings", async () => {
  await link.choose();
  expect(link.state).toEqual({ kind: "connected", name: "GasMeter 7" });
  const [service, characteristic] = ["0000ffe0", "0000ffe1"].map((id) => `${id}-0000-1000-8000-00805f9b34fb`);
  expect(bluetooth.asked).toEqual([service, service, characteristic]);
  bluetooth.notify("{}");
  expect(pieces).toBe(1);
});

it("takes the link up again by itself, ever more seldom, and hears each message once", async () => {
  await link.choose();
  bluetooth.isNear = false;
  bluetooth.lose();
  expect(link.state.kind).toBe("lost");
  time.pass(1_000);
  await vi.waitFor(() => expect(link.state.kind).toBe("lost"));
  bluetooth.isNear = true;
  time.pass(1_999);
  expect(bluetooth.isConnected).toBe(false);
  time.pass(1);
  await vi.waitFor(() => expect(link.state.kind).toBe("connected"));
  bluetooth.notify("{}");
  expect(pieces).toBe(1);
});

it("lets go when it is told to, and tries nothing any more", async () => {
  await link.choose();
  bluetooth.lose();
  link.end();
  expect(link.state).toEqual({ kind: "none" });
  expect(time.pending).toBe(0);
  bluetooth.notify("{}");
  expect(pieces).toBe(0);
});

it("says why it could not connect, and takes a closed list for no choice", async () => {
  bluetooth.isNear = false;
  await link.choose();
  expect(link.state).toEqual({ kind: "failed", reason: "GATT Server is disconnected" });
  bluetooth.isCancelled = true;
  await link.choose();
  expect(link.state).toEqual({ kind: "none" });
  settings = { ...settings, service: "nonsense" };
  await link.choose();
  expect(link.state).toEqual({ kind: "failed", reason: "service" });
});

it("knows ids in both forms", () => {
  expect(parseUuid("0xFFE0")).toBe("0000ffe0-0000-1000-8000-00805f9b34fb");
  expect(parseUuid(" 6E400001-B5A3-F393-E0A9-E50E24DCCA9E ")).toBe("6e400001-b5a3-f393-e0a9-e50e24dcca9e");
  expect(parseUuid("ffe")).toBeUndefined();
});
