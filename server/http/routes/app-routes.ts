// The built app: its files, and its document for every address that is a view of it.

import { extname } from "node:path";
import type { Context, Middleware } from "koa";
import send from "koa-send";
import * as z from "zod";
import { VIEWS, viewAt } from "../../../shared/ground/view-paths.ts";
import { LET_IN } from "../../../shared/wire/own-access.ts";
import { type Operation, refusal } from "../docs/operation.ts";
import { assertBasePath } from "../guards/base-path.ts";
import type { PlainRule } from "../guards/plain.ts";
import type { AppParts } from "../parts.ts";
import { defineRoute } from "./route.ts";

/** What every view is shown by. */
const DOCUMENT = "/index.html";
/** Names with a hash of their content in them never change. */
const HASHED = /^\/assets\//;
/** Names of files that a build makes; nothing else in the folder is asked for. */
const FILES = /^\/((icons|screenshots|assets)\/)?[\w.-]+$/;
/** Folders of what documents are made of. */
const FOLDERS = /^\/(icons|screenshots|assets)\//;
/** …and are kept for a year without asking. */
const FOR_EVER = "max-age=31536000,immutable";
/** The document, the worker and the manifest are asked for anew each time, or an update would not be seen. */
const ASKED_EACH_TIME = /^\/(index\.html|sw\.js|manifest\.webmanifest)$/;

function cachingOf(file: string): string | undefined {
  if (HASHED.test(file)) return FOR_EVER;
  return ASKED_EACH_TIME.test(file) ? "no-cache" : undefined;
}

/** The built app, and what a server with a path of its own says in the place of files that name addresses. */
export interface BuiltApp {
  readonly folder: string;
  readonly basePath: string;
  readonly rebased: ReadonlyMap<string, string>;
  readonly firstParts: ReadonlyMap<string, string>;
}

/** Sends a file of the app; false where there is none of the name. */
async function sendFile(ctx: Context, file: string, { folder, rebased }: BuiltApp): Promise<boolean> {
  const caching = cachingOf(file);
  const text = rebased.get(file);
  if (text !== undefined) {
    ctx.type = extname(file);
    ctx.set("Cache-Control", "no-cache");
    ctx.body = text;
    return true;
  }
  // Of what is compressed at the build, koa-send sends the form that the browser takes.
  if (HASHED.test(file)) ctx.vary("Accept-Encoding");
  try {
    await send(ctx, file, {
      root: folder,
      setHeaders: (res) => {
        if (caching) res.setHeader("Cache-Control", caching);
      },
    });
    return true;
  } catch (error) {
    // Its message names a path of this machine.
    if (!isMissing(error)) throw error;
    return false;
  }
}

/** Whether somebody looks at a path that nothing answers to: a browser names HTML, programs do not. */
function isLostReader(ctx: Context): boolean {
  const isUnknown = ctx.status === 404 && ctx.body == null && ctx.respond !== false;
  const isRead = ctx.method === "GET" || ctx.method === "HEAD";
  const isOfPrograms = ctx.path.startsWith("/api/") || FOLDERS.test(ctx.path);
  return isUnknown && isRead && !isOfPrograms && ctx.get("Accept").includes("text/html");
}

/** Shows browsers the app's page, with a 404, for what nothing answers to. Comes before the router. */
export function showLostReaders(app: BuiltApp, plain: PlainRule): Middleware {
  return async (ctx, next) => {
    await next();
    if (!isLostReader(ctx)) return;
    plain.admit(ctx, "redirects");
    if (await sendFile(ctx, DOCUMENT, app)) ctx.status = 404;
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}

const documentOperation: Operation = {
  id: "getApp",
  group: "The app",
  summary: "The app's document, for each of its views",
  description: [
    `It is the same at each of these: ${VIEWS.map((view) => `\`${view}\``).join(", ")}.`,
    "`Link` names the files that the view needs first; `Server-Timing: let-in` says that whoever asks may read.",
  ],
  isForPeople: true,
  answers: {
    200: { description: "The document.", contents: { "text/html": z.string() } },
    400: refusal("A proxy shows the server under another path than it goes by."),
  },
  curl: "$URL/",
};

const fileOperation: Operation = {
  id: "getAppFile",
  group: "The app",
  summary: "The files that the app is made of",
  isForPeople: true,
  answers: {
    200: { description: "The file.", contents: { "text/html": z.string() } },
    404: refusal("There is no such file."),
  },
  curl: "$URL/index.html",
};

type FileParts = Pick<AppParts, "appFolder" | "config" | "rebased" | "firstParts">;

/** The app as one server shows it. */
export function builtAppOf({ appFolder, config, rebased, firstParts }: FileParts): BuiltApp {
  return { folder: appFolder, basePath: config.basePath, rebased, firstParts };
}

/** What whoever asks will be shown needs first: of the view, or of the way in. */
function firstPartsFor({ path, principal }: Context, { firstParts }: BuiltApp): string | undefined {
  if (principal.kind === "nobody") return firstParts.get(`out: ${path}`) ?? firstParts.get("out");
  return firstParts.get(path) ?? firstParts.get(viewAt(path) ?? "");
}

async function sendDocument(ctx: Context, app: BuiltApp): Promise<void> {
  assertBasePath(ctx, app.basePath);
  if (ctx.principal.kind !== "nobody") ctx.set("Server-Timing", LET_IN);
  const firstParts = firstPartsFor(ctx, app);
  if (firstParts !== undefined) ctx.set("Link", firstParts);
  await sendFile(ctx, DOCUMENT, app);
}

const documentRoute = defineRoute({
  method: "GET",
  path: VIEWS,
  operation: documentOperation,
  permission: "public",
  onPlain: "redirects",
  handle: (parts: FileParts) => {
    const app = builtAppOf(parts);
    return (ctx) => sendDocument(ctx, app);
  },
});

const fileRoute = defineRoute({
  method: "GET",
  path: [DOCUMENT, "/sw.js", "/manifest.webmanifest", "/assets/:file", "/icons/:file", "/screenshots/:file"],
  operation: fileOperation,
  permission: "public",
  onPlain: "redirects",
  handle: (parts: FileParts) => {
    const app = builtAppOf(parts);
    return async (ctx) => {
      if (ctx.path === DOCUMENT) await sendDocument(ctx, app);
      else if (FILES.test(ctx.path)) await sendFile(ctx, ctx.path, app);
    };
  },
});

/** The app: its document and its files. */
export const appRoutes = [documentRoute, fileRoute];
