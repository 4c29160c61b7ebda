import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pathsOf } from "../../../../server/http/routes/route.ts";
import { ROUTES } from "../../../../server/http/routes/routes.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

/** Read by all, but with names of people in it. */
const OF_PEOPLE = new Set(["/api/v1/logbook", "/api/v1/exposure", "/api/v1/wearers"]);
const READING = JSON.stringify({ id: "handheld 1", pct: 80 });
const NAMED = "https://panel.example";
let davy: TestDavy;

interface Sent {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly code: string | undefined;
}

/** Sends what fetch would not let a test say: Origin, Host and Sec-Fetch-Site. */
function send(route: string, headers: Record<string, string>, body = ""): Promise<Sent> {
  const [method, path] = route.split(" ");
  return new Promise((resolve, reject) => {
    const sent = request(davy.url + path, { method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      response.on("end", () => {
        const isJson = response.headers["content-type"]?.startsWith("application/json");
        const { code } = isJson && text !== "" ? JSON.parse(text) : { code: undefined };
        resolve({ status: response.statusCode ?? 0, headers: response.headers, code });
      });
    });
    sent.on("error", reject).end(body);
  });
}

const post = (headers: Record<string, string>) => send(`POST ${PATHS.receiveJson}`, headers, READING);

describe("as it comes", () => {
  beforeAll(async () => {
    davy = await startTestDavy();
    expect((await post({})).status).toBe(200);
  });
  afterAll(() => davy.stop());

  it("lets pages of any origin read", async () => {
    const read = await send(`GET ${PATHS.devices}`, { Origin: "https://elsewhere.example" });
    expect(read.status).toBe(200);
    expect(read.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "ETag,Retry-After,Content-Disposition",
    });
    expect(read.headers.vary).toMatch(/Origin/);
  });

  it.each([
    { Origin: "https://elsewhere.example" },
    { Origin: "null" },
    { Origin: "no origin at all" },
    { Origin: "http://localhost:8000", "Sec-Fetch-Site": "same-site" },
    { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" },
  ])("lets no page of another origin write: %j", async (headers) => {
    expect(await post(headers)).toMatchObject({ status: 403, code: "foreign_origin" });
    const patched = await send(`PATCH ${PATHS.devices}/handheld%201`, headers, '{"name":"x"}');
    expect(patched).toMatchObject({ status: 403, code: "foreign_origin" });
  });

  it.each(
    ROUTES.filter(({ method }) => method === "GET").flatMap((route) =>
      pathsOf(route).map((path) => [path, route.permission] as const),
    ),
  )(
    "lets pages of any origin read of %s what everybody may, but nothing of people or in bulk",
    async (path, permission) => {
      if (path === PATHS.events) return;
      const read = await send(`GET ${path.replaceAll(/:\w+/g, "x")}?nonsense=1`, {
        Origin: "https://elsewhere.example",
      });
      const isOfAll = ["read", "public"].includes(permission) && !OF_PEOPLE.has(path);
      expect(read.headers["access-control-allow-origin"]).toBe(isOfAll ? "*" : undefined);
    },
  );

  it("tells the refused page why", async () => {
    const refused = await post({ Origin: "https://elsewhere.example" });
    expect(refused.headers).toMatchObject({ "access-control-allow-origin": "*" });
  });

  it("lets its own pages write, also behind a proxy that names the host they asked for", async () => {
    expect((await post({ Origin: davy.url })).status).toBe(200);
    expect((await post({ Origin: "https://davy.example", "Sec-Fetch-Site": "same-origin" })).status).toBe(
      200,
    );
    expect((await post({ Origin: "http://davy.local", Host: "davy.local" })).status).toBe(200);
    expect((await post({ Origin: "https://davy.local", Host: "davy.local:443" })).status).toBe(200);
    expect((await post({ Origin: "http://davy.local:8080", Host: "davy.local" })).status).toBe(403);
  });

  it("lets no page pretend to be its own by a header", async () => {
    const preflight = await send(`OPTIONS ${PATHS.receiveJson}`, {
      Origin: "https://elsewhere.example",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "x-forwarded-host",
    });
    expect(preflight.headers["access-control-allow-headers"]).not.toMatch(/forwarded|\*/i);
  });
});

describe("with a named origin alone", () => {
  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_CORS_ORIGINS: `${NAMED}/, https://other.example` } });
  });
  afterAll(() => davy.stop());

  it("lets its pages read and write, after asking", async () => {
    const preflight = await send(`OPTIONS ${PATHS.readings}`, {
      Origin: NAMED,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-encoding,idempotency-key",
    });
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        "access-control-allow-origin": NAMED,
        "access-control-allow-methods": "GET,HEAD,POST,PUT,PATCH,DELETE",
      },
    });
    const written = await post({ Origin: NAMED, "Sec-Fetch-Site": "cross-site" });
    expect(written).toMatchObject({ status: 200, headers: { "access-control-allow-origin": NAMED } });
  });

  it("tells pages of others nothing", async () => {
    const read = await send(`GET ${PATHS.devices}`, { Origin: "https://elsewhere.example" });
    expect(read.headers["access-control-allow-origin"]).toBeUndefined();
    expect((await post({ Origin: "https://elsewhere.example" })).status).toBe(403);
  });
});
