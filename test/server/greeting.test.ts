import type { NetworkInterfaceInfo } from "node:os";
import { expect, it } from "vitest";
import { type Greeted, greetingOf } from "../../server/greeting.ts";
import type { Certificates } from "../../server/tls/tls.ts";
import { NO_HTTPS } from "../helpers/no-https.ts";

const address = (text: string): NetworkInterfaceInfo => {
  const rest = { address: text, netmask: "", mac: "", internal: false, cidr: null };
  return text.includes(":") ? { ...rest, family: "IPv6", scopeid: 0 } : { ...rest, family: "IPv4" };
};
const interfaces = {
  docker0: [address("172.17.0.1")],
  eth0: [address("fd00::7"), address("192.168.7.20")],
};
const certified = ["gas.example.com", "172.17.0.1", "192.168.7.20", "fd00::7", "pump.local"];
const root = { words: ["amber", "violin", "harbour", "seven"] };
const certificates = { root, status: () => ({ names: certified }) } as unknown as Certificates;
const BEYOND: Greeted = {
  url: "http://0.0.0.0:8000",
  secureUrl: "https://0.0.0.0:8443",
  https: { certificates, port: 8443, problems: [] },
  setupCode: undefined,
  names: [],
  machine: { hostname: "pump", interfaces },
};
const greet = (greeted: Partial<Greeted> = {}) =>
  greetingOf({ ...BEYOND, ...greeted }, (text) => `QR of ${text}`);

it("says on one machine alone where it is, and posts a first reading", () => {
  const text = greet({ url: "http://127.0.0.1:8000", secureUrl: undefined, https: NO_HTTPS });
  expect(text).toMatch(
    /^\nDavy serves on http:\/\/127\.0\.0\.1:8000\nPost a first reading:\n {2}curl -d '\{.*\}' http:\/\/127\.0\.0\.1:8000\/receive-json\n\n$/,
  );
});

it("names an address that phones reach, with the code to scan and the words to compare", () => {
  expect(greet()).toContain(
    "Davy serves on http://192.168.7.20:8000\nHTTPS for people: https://192.168.7.20:8443\n",
  );
  expect(greet()).toContain(
    "Phones: scan this, or open http://192.168.7.20:8000/trust\nQR of http://192.168.7.20:8000/trust\nThe words on it must be: amber violin harbour seven\n",
  );
});

it.each([
  [{ names: ["gas.example.com"] }, "gas.example.com"],
  [{ names: ["late.example.com"] }, "192.168.7.20"],
  [
    { machine: { hostname: "pump", interfaces: { eth0: [address("8.8.8.8"), address("fd00::7")] } } },
    "[fd00::7]",
  ],
  [{ machine: { hostname: "pump", interfaces: { eth0: [address("8.8.8.8")] } } }, "pump.local"],
  [{ url: "http://10.0.0.4:8000", secureUrl: "https://10.0.0.4:8443" }, "10.0.0.4"],
  [{ url: "http://[::]:8000", secureUrl: "https://[::]:8443" }, "192.168.7.20"],
])("goes, with %j, by %s", (greeted, host) => {
  expect(greet(greeted)).toContain(`Phones: scan this, or open http://${host}:8000/trust`);
  expect(greet(greeted)).toContain(`https://${host}:8443`);
});

it("shows the set-up code while there is no admin, and says that devices need a key", () => {
  const text = greet({ setupCode: "BCDFGHJK" });
  expect(text).toContain("Set-up code for the first admin: BCDF-GHJK\n");
  expect(text).toContain("Devices post to http://192.168.7.20:8000/receive-json, with a key");
  expect(text).not.toContain("curl");
});

it("says why there is no HTTPS", () => {
  const problems = ["There is no HTTPS, and phones cannot keep the app: Port 8443 is taken."];
  const text = greet({ secureUrl: undefined, https: { certificates: undefined, port: undefined, problems } });
  expect(text).toContain(`${problems[0]}\n`);
  expect(text).not.toContain("QR of");
});
