// What a new route takes: one descriptor in the list.

import { expect, it } from "vitest";
import { readConfig } from "../../../server/config.ts";
import { createApp } from "../../../server/http/app.ts";
import { deviceAnswer } from "../../../server/http/docs/device-schemas.ts";
import { jsonAnswer } from "../../../server/http/docs/operation.ts";
import type { AppParts } from "../../../server/http/parts.ts";
import { openapiRoutes } from "../../../server/http/routes/openapi-routes.ts";
import { defineRoute, type Route } from "../../../server/http/routes/route.ts";
import { listen } from "../../../server/listen.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { NO_HTTPS } from "../../helpers/no-https.ts";
import { openAccess } from "../../helpers/open-access.ts";
import { recordReport } from "../../helpers/record-report.ts";

const operation = {
  id: "getToy",
  group: "Toys",
  summary: "A toy",
  answers: { 200: jsonAnswer("The toy.", deviceAnswer) },
  curl: "$URL/api/v1/toys/1",
};

const toy = defineRoute({
  method: "GET",
  path: "/api/v1/toys/:id",
  operation,
  permission: "read",
  handle:
    ({ now }: Pick<AppParts, "now">) =>
    (ctx) => {
      ctx.body = { id: ctx.params["id"], now: now(), by: ctx.principal.kind };
    },
});

async function serve(routes: readonly Route[]) {
  const config = readConfig({});
  const access = openAccess();
  const parts = {
    config,
    report: recordReport(),
    https: NO_HTTPS,
    now: () => 5,
    appFolder: "none",
    appProblems: [],
    mqtt: { problems: () => [] },
    version: "1",
    access,
    log: { id: "toy" },
  };
  const app = createApp(parts as unknown as AppParts, routes);
  const free = { host: "127.0.0.1", port: 0, maxStreams: 1, keepRefused: () => undefined };
  return listen(app, free);
}

it("is answered, guarded and described from one place", async () => {
  const server = await serve([toy, ...openapiRoutes]);
  const ask = async (path: string) => (await fetch(server.url + path)).json();
  expect(await ask("/api/v1/toys/a%20b")).toEqual({ id: "a b", now: 5, by: "open" });
  const { paths } = (await ask(PATHS.openapi)) as { paths: object };
  expect(Object.keys(paths)).toEqual(["/api/v1/toys/{id}", PATHS.openapi]);
  const page = await (await fetch(server.url + PATHS.apiDocs)).text();
  expect(page).toContain("/api/v1/toys/{id}");
  await server.close(0);
});

it("passes the same guard and has the same answers to other methods on the hot path", async () => {
  const hot = defineRoute({ ...toy, path: "/toy", isHot: true });
  const server = await serve([hot]);
  expect(await (await fetch(`${server.url}/toy`)).json()).toEqual({ now: 5, by: "open" });
  const refused = await fetch(`${server.url}/toy`, { method: "POST" });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
  expect((await fetch(`${server.url}/toy`, { method: "OPTIONS" })).status).toBe(204);
  await server.close(0);
});

it("does not compile without a permission", () => {
  // @ts-expect-error: a route must say what it asks of whoever calls it
  const route = defineRoute({ method: "GET", path: "/x", operation, handle: () => () => undefined });
  expect(route.permission).toBeUndefined();
});
