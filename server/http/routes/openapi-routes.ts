import type { Context } from "koa";
import * as z from "zod";
import { inBasePath } from "../../../shared/ground/base-path.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { late, once } from "../../load-late.ts";
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

/** Most servers are never asked what they can be asked. */
const loadDocument = late(() => import("../docs/openapi-document.ts"));
const loadPage = late(() => import("../docs/api-page.ts"));

/** The document of these routes as text. */
async function writeDocument({ version, config: { basePath }, routes }: DocsParts): Promise<string> {
  const { createOpenapiDocument, writeApiSchemas } = await loadDocument();
  const described = describeRoutes(routes);
  const document = createOpenapiDocument(writeApiSchemas(), { version, basePath, routes: described });
  return JSON.stringify(document, undefined, 1);
}

/** The page of these routes, for a reader who has the server under `url`. */
async function createPage({ version, config: { basePath }, routes }: DocsParts) {
  const { writeApiSchemas } = await loadDocument();
  const { renderApiPage } = await loadPage();
  const page = { schemas: writeApiSchemas(), version, basePath, routes: describeRoutes(routes) };
  return (url: string) => renderApiPage({ ...page, url });
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
  onPlain: "redirects",
  handle: (parts: DocsParts) => {
    const document = once(() => writeDocument(parts));
    return async (ctx) => {
      ctx.body = await document();
      ctx.set("Cache-Control", "no-cache");
      ctx.type = "application/json";
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
  onPlain: "redirects",
  handle: (parts: DocsParts) => {
    const { basePath } = parts.config;
    const page = once(() => createPage(parts));
    return async (ctx) => {
      if (ctx.path === WITHOUT_SLASH) {
        ctx.redirect(inBasePath(basePath, PATHS.apiDocs));
        ctx.status = 301;
        return;
      }
      const render = await page();
      ctx.body = render(urlOf(ctx) + basePath.slice(0, -1));
      ctx.type = "text/html";
    };
  },
});

/** What describes the routes: `/openapi.json` for programs, `/apidocs/` for people. */
export const openapiRoutes = [openapi, apiDocs];
