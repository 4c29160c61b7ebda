// One line, record or event of a foreign post that cannot be read costs no other, and no old value stands where one has none.

import { afterAll, beforeAll, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { type DevicesAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { ENTRANCE_PATHS } from "../../../../shared/wire/entrances.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());

async function post(path: string, body: string | Uint8Array) {
  const response = await fetch(davy.url + path, { method: "POST", body: body as string });
  const text = await response.text();
  const answer = text === "" ? undefined : (JSON.parse(text) as { [name: string]: unknown });
  return { status: response.status, body: answer };
}

/** The key and value of each sensor of a device. */
async function valuesOf(id: string) {
  const { devices } = (await (await fetch(davy.url + PATHS.devices)).json()) as DevicesAnswer;
  return devices.find(({ device }) => device === id)?.sensors.map(({ key, value }) => [key, value]);
}

it("takes a field that is no number for a fault of its gas, and what stands beside it", async () => {
  const values = ["NaN", "", "OL", "0x10", "1e400", "9".repeat(400)];
  for (const [place, value] of values.entries()) {
    const device = `f${place}`;
    const lines = `air,device=${device} co=3,h2s=1\nair,device=${device} co=${value},h2s=9`;
    expect([value, (await post(ENTRANCE_PATHS.influxV2, lines)).status]).toEqual([value, 204]);
    expect([value, await valuesOf(device)]).toEqual([
      value,
      [
        ["CO", null],
        ["H2S", 9],
      ],
    ]);
  }
});

it("takes a line whose time is none as of its arrival, and keeps the line with the reason", async () => {
  const lines = ["12.5", "now", "1e3", "x".repeat(200)].map(
    (time, place) => `air,device=t${place} co=9999 ${time}`,
  );
  expect((await post(ENTRANCE_PATHS.influxV2, lines.join("\n"))).status).toBe(204);
  for (const place of lines.keys())
    expect([place, await valuesOf(`t${place}`)]).toEqual([place, [["CO", 9999]]]);
  const refused = JSON.stringify(await (await fetch(davy.url + ACCESS_PATHS.refused)).json());
  expect(refused).toMatch(/ts .*xxx… was not understood/);
});

it("loses no line for another that has bytes that are no UTF-8", async () => {
  const body = Buffer.from("air,device=Gerät co=5\nair,device=p4 co=6", "latin1");
  const { status, body: answer } = await post(ENTRANCE_PATHS.influxV2, body);
  expect([status, answer?.["error"]]).toEqual([400, expect.stringMatching(/no UTF-8.* dropped=1 taken=1$/)]);
  expect(await valuesOf("p4")).toEqual([["CO", 6]]);
});

it("loses no SenML record for another that cannot be read, and keeps that with its reason", async () => {
  const pack = [7, { n: "", v: 1 }, { bn: "d2/", n: "co", v: 900 }, { n: "h2s", v: 2 }];
  const { status, body } = await post(ENTRANCE_PATHS.senml, JSON.stringify(pack));
  expect([status, body?.["taken"]]).toEqual([200, 1]);
  expect(body?.["warnings"]).toContain(
    "Record 0 is no object, and 1 more are unfit as well; what is unfit was left out, the rest is stored",
  );
  expect(await valuesOf("d2")).toEqual([
    ["CO", 900],
    ["H2S", 2],
  ]);
  const refused = (await (await fetch(davy.url + ACCESS_PATHS.refused)).json()) as object;
  expect(JSON.stringify(refused)).toContain("Record 0 is no object");
  expect(await post(ENTRANCE_PATHS.senml, "[7]")).toMatchObject({ status: 400 });
});

it.each([
  ['"OL"', null],
  ["NaN", null],
  ["1e400", null],
  ["null", null],
  ['"5000"', 5000],
])("lets no old value stand where a SenML record has %s", async (value, expected) => {
  const device = `v${value}`.replaceAll('"', "");
  const write = (own: string) =>
    post(
      ENTRANCE_PATHS.senml,
      `[{"bn":${JSON.stringify(`${device}/`)},"n":"co","v":${own}},{"n":"h2s","v":1}]`,
    );
  await write("3");
  expect((await write(value)).status).toBe(200);
  expect(await valuesOf(device)).toEqual([
    ["CO", expected],
    ["H2S", 1],
  ]);
});

it("loses no event of a batch for another that cannot be read", async () => {
  const data = { id: "probe 12", co: 900 };
  const good = { specversion: "1.0", id: "20", source: "/shaft-3", type: "org.example.gas", data };
  const { status, body } = await post(
    ENTRANCE_PATHS.cloudEvents,
    JSON.stringify([5, good, { ...good, source: 1 }]),
  );
  expect([status, body?.["taken"]]).toEqual([200, 1]);
  expect(body?.["warnings"]).toEqual(expect.arrayContaining([expect.stringMatching(/^Event 0: .*1 more/)]));
  expect(await valuesOf("probe 12")).toEqual([["CO", 900]]);
});
