import { expect, it } from "vitest";
import { createAddresses } from "../../../../server/http/guards/client-address.ts";

/** The address of who asks over a connection from an address, with what proxies say. */
function addressOf(remoteAddress: string | undefined, told = "", trusted: readonly string[] = []): string {
  const ctx = { get: () => told, req: { socket: { remoteAddress } } };
  return createAddresses(trusted)(ctx as unknown as Parameters<ReturnType<typeof createAddresses>>[0]);
}

it("is the connection's own where no proxy is trusted, whatever it says", () => {
  expect(addressOf("192.168.7.20", "10.0.0.1")).toBe("192.168.7.20");
  expect(addressOf("::ffff:192.168.7.20")).toBe("192.168.7.20");
  expect(addressOf("fd00::7")).toBe("fd00::7");
  expect(addressOf(undefined)).toBe("");
});

it("is what trusted proxies say, the last that is none of them", () => {
  const trusted = ["127.0.0.1", "10.0.0.0/8"];
  expect(addressOf("127.0.0.1", "192.168.7.20", trusted)).toBe("192.168.7.20");
  expect(addressOf("::ffff:127.0.0.1", "192.168.7.20, 10.1.2.3", trusted)).toBe("192.168.7.20");
  expect(addressOf("127.0.0.1", "1.2.3.4, 192.168.7.20", trusted)).toBe("192.168.7.20");
  expect(addressOf("192.168.7.9", "192.168.7.20", trusted)).toBe("192.168.7.9");
});

it("is the last known one where a proxy says nothing that is an address", () => {
  expect(addressOf("127.0.0.1", "", ["127.0.0.1"])).toBe("127.0.0.1");
  expect(addressOf("127.0.0.1", "unknown", ["127.0.0.1"])).toBe("127.0.0.1");
  expect(addressOf("127.0.0.1", "127.0.0.1, 127.0.0.1", ["127.0.0.1"])).toBe("127.0.0.1");
});
