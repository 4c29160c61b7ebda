import type Router from "@koa/router";
import type { Context } from "koa";
import { inBasePath } from "../../../shared/ground/base-path.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { renderApiPage } from "../docs/api-page.ts";
import { createOpenapiDocument, writeApiSchemas } from "../docs/openapi-document.ts";
import type { AppParts } from "../parts.ts";

/** What a Host header may hold before it is shown in lines to copy into a shell. */
const HOST = /^[\w.:[\]-]{1,255}$/;

/** What people type. */
const WITHOUT_SLASH = PATHS.apiDocs.slice(0, -1);

function urlOf(ctx: Context): string {
  return HOST.test(ctx.host) ? `${ctx.protocol}://${ctx.host}` : "http://127.0.0.1:8000";
}

/** Adds `/openapi.json` and its page, `/apidocs/`. */
export function addOpenapiRoutes(
  router: Router,
  { version, config: { basePath } }: Pick<AppParts, "version" | "config">,
): void {
  const schemas = writeApiSchemas();
  const document = JSON.stringify(createOpenapiDocument(schemas, { version, basePath }), undefined, 1);
  router.get(PATHS.openapi, (ctx) => {
    ctx.set("Cache-Control", "no-cache");
    ctx.type = "application/json";
    ctx.body = document;
  });
  router.get(PATHS.apiDocs, (ctx) => {
    ctx.type = "text/html";
    ctx.body = renderApiPage({ schemas, version, basePath, url: urlOf(ctx) + basePath.slice(0, -1) });
  });
  router.redirect(WITHOUT_SLASH, inBasePath(basePath, PATHS.apiDocs), 301);
}
