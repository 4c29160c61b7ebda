import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import compress from "koa-compress";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Archive, StretchesRequest } from "../../../../server/archive/archive.ts";
import { createRouter } from "../../../../server/http/router.ts";
import { exportRoutes } from "../../../../server/http/routes/export-route.ts";
import { createFleet } from "../../../../server/state/fleet.ts";
import type { ReadingEntry } from "../../../../shared/entries/entry.ts";
import { observe } from "../../../../shared/fleet/observe-readings.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { NOON } from "../../../helpers/build-entry.ts";
import { EXPORTED_DAY, startExportedSite } from "../../../helpers/exported-site.ts";
import { admitOpen } from "../../../helpers/open-access.ts";
import { parseCsv } from "../../../helpers/parse-csv.ts";
import type { TestDavy } from "../../../helpers/start-davy.ts";

describe("an export of a real server", () => {
  let davy: TestDavy;

  const ask = (query: Record<string, string>) =>
    fetch(`${davy.url}${PATHS.exportCsv}?${new URLSearchParams(query)}`);
  const records = async (query: Record<string, string>) => {
    const [header = [], ...rows] = parseCsv(await (await ask(query)).text());
    return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
  };

  beforeAll(async () => {
    davy = await startExportedSite([
      { id: "=cmd()", pct: 89, ts: NOON / 1_000 - 5, sensors: [] },
      { id: "=cmd()", pct: 88, ts: NOON / 1_000 - 4, sensors: [{ type: "+gas", val: 7 }] },
    ]);
  });
  afterAll(() => davy.stop());

  it("has a row per value, devices one after the other, harmless to spreadsheets", async () => {
    const rows = await records(EXPORTED_DAY);
    const brief = rows.map(({ device, sensor, value, quality }) => [device, sensor, value, quality]);
    expect(brief).toEqual([
      ["'=cmd()", "CO", "-12.5", "late"],
      ["'=cmd()", "CO-2", "", "fault"],
      ["'=cmd()", "", "", "live"],
      ["'=cmd()", "'+gas", "7", "live"],
      ["b", "O2", "20.9", "live"],
    ]);
    expect(rows[0]).toEqual({
      device: "'=cmd()",
      name: "Pümp, old",
      measured_at: "2026-11-23T11:00:00.000Z",
      received_at: "2026-11-23T12:00:00.000Z",
      sensor: "CO",
      gas: "CO",
      value: "-12.5",
      unit: "mg/m³",
      zero: "2",
      gain: "0.5",
      battery: "90",
      quality: "late",
    });
    expect(rows[4]).toMatchObject({ unit: "%vol", zero: "0", gain: "1", name: "" });
  });

  it("names device and range in its file name", async () => {
    const response = await ask({ ...EXPORTED_DAY, device: "=cmd()" });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="davy_=cmd()_2026-11-23T000000Z_2026-11-24T000000Z_raw.csv"',
    );
    await response.text();
  });

  it("has the devices that are asked for by name, each once, in that order", async () => {
    const query = new URLSearchParams([
      ...Object.entries(EXPORTED_DAY),
      ...["b", "=cmd()", "b"].map((id) => ["device", id]),
    ]);
    const response = await fetch(`${davy.url}${PATHS.exportCsv}?${query}`);
    expect(response.headers.get("content-disposition")).toContain('"davy_b and 1 more_');
    const [, ...rows] = parseCsv(await response.text());
    expect(rows.map(([device]) => device)).toEqual(["b", ...Array(4).fill("'=cmd()")]);
    query.append("device", "nobody");
    expect((await fetch(`${davy.url}${PATHS.exportCsv}?${query}`)).status).toBe(404);
  });

  it("writes times in the zone that was asked for", async () => {
    const rows = await records({ ...EXPORTED_DAY, device: "b", tz: "Europe/Berlin" });
    expect(rows.map((row) => row["measured_at"])).toEqual(["2026-11-23T12:59:50.000+01:00"]);
  });

  it.each(["minute", "hour"])("has what was lowest and highest in each %s", async (resolution) => {
    const rows = await records({ ...EXPORTED_DAY, from: "0", to: "9999-01-01", resolution });
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      start: "2026-11-23T11:00:00.000Z",
      sensor: "CO",
      count: "1",
      faults: "0",
    });
    expect(rows[0]).toMatchObject({ min: "-12.5", mean: "-12.5", max: "-12.5", zero: "2", gain: "0.5" });
    expect(rows[1]).toMatchObject({ sensor: "CO-2", count: "0", faults: "1", min: "", max: "" });
  });

  it.each([
    [{}, "", "CO,CO,-12.5,mg/m³"],
    [{}, "en-GB,en;q=0.9,de;q=0.8", "CO,CO,-12.5,mg/m³"],
    [{}, "de-DE,de;q=0.9,en;q=0.8", "CO;CO;-12,5;mg/m³"],
    [{}, "en;q=0.5,de", "CO;CO;-12,5;mg/m³"],
    [{ separator: ";", decimal: "," }, "en", "CO;CO;-12,5;mg/m³"],
    [{ separator: "tab", decimal: "." }, "de", "CO\tCO\t-12.5\tmg/m³"],
  ])("separates cells as %j and readers of %j have it", async (form, languages, row) => {
    const query = new URLSearchParams({ ...EXPORTED_DAY, device: "=cmd()", ...form });
    const url = `${davy.url}${PATHS.exportCsv}?${query}`;
    const response = await fetch(url, { headers: { "accept-language": languages } });
    expect(response.headers.get("vary")).toMatch(/accept-language/i);
    expect(await response.text()).toContain(row);
  });

  it("has a header alone where there is nothing", async () => {
    expect(await records({ from: "2020-01-01", to: "2020-01-02" })).toEqual([]);
    expect(await records({ from: "2020-01-01", to: "2020-01-02", resolution: "hour" })).toEqual([]);
  });

  it("says what it cannot export", async () => {
    expect((await ask({ ...EXPORTED_DAY, device: "nobody" })).status).toBe(404);
    expect((await ask({ ...EXPORTED_DAY, to: "2026-11-22" })).status).toBe(400);
    expect((await ask({ from: "2026-11-23" })).status).toBe(400);
  });
});

describe("an export without an end", () => {
  /** An archive of as many readings as anybody may ask for. */
  function setUp({ failAfter = Number.POSITIVE_INFINITY } = {}) {
    const calls = { pages: 0 };
    const entryAt = (index: number): ReadingEntry => ({
      kind: "reading",
      seq: index,
      at: NOON,
      device: "шахта/5",
      measuredAt: NOON + index,
      deviceTime: null,
      battery: 90,
      sensors: [{ type: "CH4", val: Math.random() }],
    });
    const archive = {
      async range({ after, limit }: { after?: { seq: number }; limit: number }) {
        calls.pages += 1;
        if (calls.pages > failAfter) throw new Error("The disk is gone");
        return Array.from({ length: limit }, (_, index) => entryAt((after?.seq ?? 0) + index + 1));
      },
      async stretches(range: StretchesRequest) {
        return [range];
      },
    } as unknown as Archive;
    const fleet = createFleet({ seq: 1, devices: [observe(undefined, entryAt(1))] });
    const router = createRouter(exportRoutes, { archive, fleet, now: () => NOON }, admitOpen());
    const app = new Koa();
    app.silent = true;
    const server = createServer(app.use(compress()).use(router.routes()).callback()).listen(0, "127.0.0.1");
    return { calls, server };
  }

  async function open(
    server: ReturnType<typeof createServer>,
    headers: Record<string, string> = {},
    path: string = PATHS.exportCsv,
  ): Promise<IncomingMessage> {
    if (!server.listening) await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}${path}?from=0&to=9999-01-01&device=${encodeURIComponent("шахта/5")}`;
    const [response] = (await once(get(url, { headers, agent: false }), "response")) as [IncomingMessage];
    return response;
  }

  /** The value once it has stopped changing. */
  async function settled(value: () => number): Promise<number> {
    for (let before = -1; before !== value(); ) {
      before = value();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return value();
  }

  const ways = [PATHS.exportCsv, PATHS.exportXlsx].flatMap((path) => [
    { path, headers: {} },
    { path, headers: { "Accept-Encoding": "gzip" } },
  ]);

  it.each(ways)(
    "reads no further than the client has taken, and nothing once it left ($path, $headers)",
    async ({ path, headers }) => {
      const { calls, server } = setUp();
      const response = await open(server, headers, path);
      response.pause();
      const whileStuck = await settled(() => calls.pages);
      expect(whileStuck).toBeGreaterThan(0);
      response.resume();
      await expect.poll(() => calls.pages).toBeGreaterThan(whileStuck + 20);
      response.destroy();
      // An archive without an end is read for ever by whoever does not notice.
      await settled(() => calls.pages);
      server.close();
      await once(server, "close");
    },
  );

  it.each(ways)(
    "breaks the connection off rather than end in order when the archive fails ($path, $headers)",
    async ({ path, headers }) => {
      const { server } = setUp({ failAfter: 3 });
      // Whether the answer's head is out before the archive fails is the compressor's matter.
      const whole = await open(server, headers, path).then(
        async (response) => {
          response.resume();
          await once(response, "end").catch(() => undefined);
          return response.complete;
        },
        (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? false : Promise.reject(error)),
      );
      expect(whole).toBe(false);
      server.close();
    },
  );

  it("spells a name beyond ASCII twice, as RFC 6266 has it", async () => {
    const { server } = setUp();
    const response = await open(server);
    expect(response.headers["content-disposition"]).toBe(
      `attachment; filename="davy_?????_5_1970-01-01T000000Z_9999-01-01T000000Z_raw.csv"; ` +
        `filename*=UTF-8''davy_%D1%88%D0%B0%D1%85%D1%82%D0%B0_5_1970-01-01T000000Z_9999-01-01T000000Z_raw.csv`,
    );
    response.destroy();
    server.close();
  });
});
