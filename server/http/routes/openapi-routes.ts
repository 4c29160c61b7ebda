import type { Context } from "koa";
import * as z from "zod";
import { inBasePath } from "../../../shared/ground/base-path.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { renderApiPage } from "../docs/api-page.ts";
import { createOpenapiDocument, writeApiSchemas } from "../docs/openapi-document.ts";
import { jsonAnswer, type Operation } from "../docs/operation.ts";
import { defineRoute, describeRoutes, type RouteParts } from "./route.ts";

/** What a Host header may hold before it is shown in lines to copy into a shell. */
const HOST = /^[\w.:[\]-]{1,255}$/;

type DocsParts = Pick<RouteParts, "version" | "config" | "routes">;

/** What people type. */
const WITHOUT_SLASH = PATHS.apiDocs.slice(0, -1);

function urlOf(ctx: Context): string {
  return HOST.test(ctx.host) ? `${ctx.protocol}://${ctx.host}` : "http://127.0.0.1:8000";
}

const openapiOperation: Operation = {
  id: "getOpenapi",
  group: "The server",
  summary: "This description as OpenAPI 3.1",
  answers: { 200: jsonAnswer("The document.", z.looseObject({ openapi: z.literal("3.1.1") })) },
  curl: `$URL${PATHS.openapi}`,
};

/** `GET /openapi.json`. */
const openapi = defineRoute({
  method: "GET",
  path: PATHS.openapi,
  operation: openapiOperation,
  permission: "public",
  handle: ({ version, config: { basePath }, routes }: DocsParts) => {
    const described = describeRoutes(routes);
    const document = createOpenapiDocument(writeApiSchemas(), { version, basePath, routes: described });
    const text = JSON.stringify(document, undefined, 1);
    return (ctx) => {
      ctx.set("Cache-Control", "no-cache");
      ctx.type = "application/json";
      ctx.body = text;
    };
  },
});

const apiDocsOperation: Operation = {
  id: "getApiDocs",
  group: "The server",
  summary: "This description as a page",
  isForPeople: true,
  answers: {
    200: { description: "The page.", contents: { "text/html": z.string() } },
    301: {
      description: "Without the slash at its end the path leads here.",
      contents: { "text/html": z.string() },
      headers: { Location: "The page." },
    },
  },
  curl: `$URL${PATHS.apiDocs}`,
};

/** `GET /apidocs/`. */
const apiDocs = defineRoute({
  method: "GET",
  path: [PATHS.apiDocs, WITHOUT_SLASH],
  operation: apiDocsOperation,
  permission: "public",
  handle: ({ version, config: { basePath }, routes }: DocsParts) => {
    const schemas = writeApiSchemas();
    const described = describeRoutes(routes);
    return (ctx) => {
      if (ctx.path === WITHOUT_SLASH) {
        ctx.redirect(inBasePath(basePath, PATHS.apiDocs));
        ctx.status = 301;
        return;
      }
      const url = urlOf(ctx) + basePath.slice(0, -1);
      ctx.type = "text/html";
      ctx.body = renderApiPage({ schemas, version, basePath, url, routes: described });
    };
  },
});

/** What describes the routes: `/openapi.json` for programs, `/apidocs/` for people. */
export const openapiRoutes = [openapi, apiDocs];
