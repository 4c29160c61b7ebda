import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "../../../shared/wire/api.ts";
import { askRaw } from "../../helpers/ask-raw.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy();
  const body = JSON.stringify({ id: "a", pct: 80, sensors: [{ type: "CO", val: 7 }] });
  expect((await askRaw(davy.url, `POST ${PATHS.receiveJson}`, { body })).status).toBe(200);
});
afterAll(() => davy.stop());

describe("a path", () => {
  // A proxy's rule for a path goes by its spelling.
  it.each([
    "/METRICS",
    "/metrics/",
    "/Metrics",
    "/%6Detrics",
    "//metrics",
    "/./metrics",
    "/x/../metrics",
    "/metrics%00",
    "/metrics%20",
    "/metrics#",
    "/metrics#/x",
    "/\\metrics",
    "/api/v1/devices/",
    "/API/v1/devices",
    "/api/v1/devices/a/",
    "/api/v1/Backup",
    "/healthz/",
    "/get-last-entity/",
    "/openapi.json/",
    "/Graph",
    "/graph/",
  ])("has one spelling: %s is nothing", async (path) => {
    const { status, text } = await askRaw(davy.url, `GET ${path}`);
    expect([400, 404]).toContain(status);
    expect(JSON.parse(text)).toMatchObject({ error: expect.stringMatching(/ .*\.$/) });
  });

  it("may hold what names of devices hold", async () => {
    for (const name of ["a%2Fb", "a%23b", "%C3%BC", "a%5Cb", "a;b", "a%20b"]) {
      const { status } = await askRaw(davy.url, `GET ${PATHS.devices}/${name}`);
      expect([name, status]).toEqual([name, 404]);
    }
    expect((await askRaw(davy.url, `GET ${PATHS.devices}/a?`)).status).toBe(200);
  });
});

it.each(["identity;q=0", "identity;q=0, br", "*;q=0", "gzip;q=0, identity;q=0", "", "nonsense;;;,,q"])(
  "answers whoever accepts the encodings %j",
  async (accepted) => {
    const headers = { "accept-encoding": accepted };
    for (const path of [
      "/",
      "/sw.js",
      PATHS.openapi,
      PATHS.apiDocs,
      PATHS.devices,
      PATHS.metrics,
      "/nothing",
    ]) {
      const { status, headers: sent } = await askRaw(davy.url, `GET ${path}`, { headers });
      expect([path, status]).toEqual([path, path === "/nothing" ? 404 : 200]);
      expect(sent["content-encoding"]).toBeUndefined();
    }
  },
);

it("packs for whoever refuses what is plain", async () => {
  const headers = { "accept-encoding": "identity;q=0, gzip" };
  const { headers: sent } = await askRaw(davy.url, `GET ${PATHS.openapi}`, { headers });
  expect(sent["content-encoding"]).toBe("gzip");
});
