import { expect, it } from "vitest";
import { type Greeted, greetingOf } from "../../server/greeting.ts";
import type { Certificates } from "../../server/tls/tls.ts";
import { NO_HTTPS } from "../helpers/no-https.ts";

const root = { words: ["amber", "violin", "harbour", "seven"] };
const certificates = { root, status: () => ({ names: [] }) } as unknown as Certificates;
const BEYOND: Greeted = {
  url: "http://0.0.0.0:8000",
  secureUrl: "https://0.0.0.0:8443",
  https: { ...NO_HTTPS, certificates, port: 8443, bestHost: () => "192.168.7.20" },
  setupCode: undefined,
  appProblems: [],
  access: { mode: "open", setupCode: undefined, isOpenToOthers: false },
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

it("goes by the address that the server was told to listen on", () => {
  const text = greet({ url: "http://10.0.0.4:8000", secureUrl: "https://10.0.0.4:8443" });
  expect(text).toContain("open http://10.0.0.4:8000/trust");
  const any = greet({ url: "http://[::]:8000", secureUrl: "https://[::]:8443" });
  expect(any).toContain("open http://192.168.7.20:8000/trust");
});

it("shows the set-up code while there is no admin, and says that devices need a key", () => {
  const setupCode = "BCDFGHJK";
  const text = greet({ setupCode, access: { mode: "setup", setupCode, isOpenToOthers: false } });
  expect(text).toContain("Set-up code for the first admin: BCDF-GHJK\n");
  expect(text).toContain("Devices post to http://192.168.7.20:8000/receive-json, with a key");
  expect(text).not.toContain("curl");
});

it("warns of a server that is open to others, each time", () => {
  const setupCode = "BCDFGHJK";
  const access = { mode: "open", setupCode, isOpenToOthers: true } as const;
  const text = greet({ secureUrl: undefined, https: NO_HTTPS, setupCode, access });
  expect(text).toContain("Nobody is asked who they are");
  expect(text).toContain("Set-up code for the first admin: BCDF-GHJK\n");
  expect(text).toContain("curl");
});

it("is short once there is an admin", () => {
  const text = greet({ access: { mode: "closed", setupCode: undefined, isOpenToOthers: false } });
  expect(text).not.toMatch(/curl|Set-up code|Nobody/);
});

it("says what whoever sets it up should know of its address", () => {
  const advice = ["8.8.8.8 is an address of the internet."];
  expect(greet({ https: { ...BEYOND.https, advice } })).toContain(`\n${advice[0]}\n`);
});

it("says why there is no HTTPS", () => {
  const problems = ["There is no HTTPS, and phones cannot keep the app: Port 8443 is taken."];
  const text = greet({ secureUrl: undefined, https: { ...NO_HTTPS, problems } });
  expect(text).toContain(`${problems[0]}\n`);
  expect(text).not.toContain("QR of");
});
