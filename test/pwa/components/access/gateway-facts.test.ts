import { expect, it } from "vitest";
import { gatewayFacts } from "../../../../pwa/src/components/access/gateway-facts.ts";
import { createFormat } from "../../../../pwa/src/i18n/format.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const format = createFormat({ language: "en", timeZone: "UTC" });

function lastPost(lastPostAt: number | null, from: string): unknown {
  const gateway = { how: "key", id: "k1", name: "North gate", firstFrom: from, readingsADay: 0, devices: [] };
  return gatewayFacts({ ...gateway, how: "key", lastPostAt, from }, NOW, format).values[0];
}

it("names where a post came from only where one came", () => {
  expect(lastPost(null, "")).toBe("last post: never");
  expect(lastPost(NOW - 60_000, "192.168.7.20")).toBe("last post: 1 minute ago, from 192.168.7.20");
});
