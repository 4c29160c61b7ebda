// The HTTP side: what every request passes through on its way to its route.

import Koa from "koa";
import compress from "koa-compress";
import helmet from "koa-helmet";
import { PATHS } from "../../shared/wire/api.ts";
import type { Report } from "../report.ts";
import { createPostKeeping } from "./bodies/refused-posts.ts";
import { createAdmission } from "./guards/access.ts";
import { underBasePath } from "./guards/base-path.ts";
import { createAddresses } from "./guards/client-address.ts";
import { handleErrors, NO_STORE } from "./guards/error-handler.ts";
import { guarded } from "./guards/guard.ts";
import { createHosts, refuseUnknownHosts } from "./guards/hosts.ts";
import { allowOrigins, parseOrigins, refuseForeignWrites } from "./guards/origins.ts";
import { takePathKey } from "./guards/path-keys.ts";
import { createPlainRule } from "./guards/plain.ts";
import { refuseOddTargets } from "./guards/request-target.ts";
import { refuseUnknownProxies } from "./guards/unknown-proxies.ts";
import type { AppParts } from "./parts.ts";
import { answerHotRoutes, createRouter, type RouteGuard, refuseOtherMethods } from "./router.ts";
import { builtAppOf, showLostReaders } from "./routes/app-routes.ts";
import type { Route } from "./routes/route.ts";
import { ROUTES } from "./routes/routes.ts";

/** Answers below this size gain nothing from compression, bytes. */
const COMPRESS_FROM_BYTES = 1_024;

/** One line a request, at debug: at info a server would write more than it stores. */
function logRequests(report: Report, now: () => number): Koa.Middleware {
  return async (ctx, next) => {
    const started = now();
    try {
      await next();
    } finally {
      report.debug(
        { method: ctx.method, path: ctx.path, status: ctx.status, ms: now() - started },
        "request",
      );
    }
  };
}

/** Everything comes from here, and nothing may be put into the page from elsewhere. */
function secureHeaders(frameAncestors: readonly string[]): Koa.Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: [...frameAncestors],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        imgSrc: ["'self'", "data:", "blob:"],
        // Charts place their tooltips by style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
      },
    },
    // Older than frame-ancestors, and cannot name others.
    xFrameOptions: frameAncestors.join() === "'self'" && { action: "sameorigin" },
    // A plain HTTP server on an isolated network must stay reachable; whoever terminates TLS adds it.
    strictTransportSecurity: false,
    referrerPolicy: { policy: "same-origin" },
    // With it WebKit moves each page to another process after the service worker's answer. Where the worker is put away
    // meanwhile, as it is ten seconds after its last page was left, the page never loads.
    crossOriginOpenerPolicy: false,
  });
}

/**
 * What holds for every answer, refusals included: nothing is taken for what it does not say that it is, and no cache on the
 * way hands out an old value for a live one. Routes whose answers may be kept say so.
 */
const setDefaults: Koa.Middleware = ({ res }, next) => {
  // Not by Koa's `set`, which takes twice as long: every post passes here.
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Cache-Control", NO_STORE);
  return next();
};

/** The whole HTTP side of a server. */
export function createApp(parts: AppParts, routes: readonly Route[] = ROUTES): Koa {
  const { config, report, now } = parts;
  const routeParts = { ...parts, routes };
  const app = new Koa();
  // Clients that leave while they are answered are no errors; everything else was answered by handleErrors.
  app.silent = true;
  app.on("error", (error: NodeJS.ErrnoException) => report.debug({ error }, "A connection ended early"));
  app.use(takePathKey(config.basePath));
  if (config.logLevel === "debug") app.use(logRequests(report, now));
  app.use(setDefaults);
  if (config.basePath !== "/") app.use(underBasePath(config.basePath));
  // Unless they are named, pages of others read for as long as everybody may.
  const origins = parseOrigins(config.corsOrigins ?? "");
  const anyReads = () => (config.corsOrigins === undefined ? parts.access.mode === "open" : origins.anyReads);
  const hosts = createHosts(config, () => parts.https.certificates?.status().names ?? []);
  if (config.corsOrigins !== "") app.use(allowOrigins({ named: origins.named, anyReads, routes }));
  app.use(handleErrors(report));
  const guards = [refuseOddTargets, refuseUnknownHosts(hosts), refuseForeignWrites(origins, hosts)];
  app.use(guarded([...guards, refuseUnknownProxies(parts.access, config)]));
  const plain = createPlainRule(parts);
  const addressOf = createAddresses(config.trustedProxies);
  const keepRefused = createPostKeeping({ ...parts, addressOf });
  const admit = createAdmission({ ...parts, instance: parts.log.id, keepRefused });
  const guard: RouteGuard = (ctx, { permission, onPlain }) => {
    plain.admit(ctx, permission === "post" ? "answers" : onPlain);
    return admit(ctx, permission);
  };
  app.use(answerHotRoutes(routes, routeParts, guard));
  app.use(secureHeaders(config.frameAncestors));
  app.use(compressAnswers());
  app.use(showLostReaders(builtAppOf(parts), plain));
  const router = createRouter(routes, routeParts, guard);
  app.use(router.routes());
  app.use(refuseOtherMethods(router));
  return app;
}

/** Compresses what gains by it. Who takes neither a packed answer nor a plain one gets a plain one: it is the reading that counts. */
function compressAnswers(): Koa.Middleware {
  const pack = compress({ threshold: COMPRESS_FROM_BYTES, br: false });
  return (ctx, next) => {
    const isPlain = ctx.path === PATHS.events || !ctx.acceptsEncodings("gzip", "deflate", "identity");
    return isPlain ? next() : pack(ctx, next);
  };
}
