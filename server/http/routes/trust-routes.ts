// Where a device learns to trust the site: pages and files over plain HTTP, since nothing else can be reached before that.

import type { Context } from "koa";
import send from "koa-send";
import * as z from "zod";
import { PATHS, type TrustAnswer } from "../../../shared/wire/api.ts";
import type { Root } from "../../tls/tls.ts";
import { jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { HttpError } from "../guards/error-handler.ts";
import { hostAsked } from "../guards/plain.ts";
import type { AppParts } from "../parts.ts";
import { PROFILE_TYPE, renderProfile } from "../trust/mobileconfig.ts";
import { platformOf } from "../trust/platform.ts";
import { renderTrustPage } from "../trust/trust-page.ts";
import { defineRoute } from "./route.ts";

type TrustParts = Pick<AppParts, "https" | "config" | "site">;

const GROUP = "Trust";

const EXAMPLE: TrustAnswer = {
  words: "amber violin harbour window",
  url: "http://192.168.7.20:8000/trust",
  host: "192.168.7.20",
  isListed: true,
};

const trustAnswer = z
  .object({
    words: z.string().meta({ description: "Four words, which must be the same on both screens." }),
    url: z.string().meta({ description: "Where a phone begins, over plain HTTP." }),
    host: z.string().meta({ description: "The name or address in that." }),
    isListed: z.boolean().meta({ description: "Whether the certificate is for that." }),
  })
  .meta({
    description: "How a device comes to trust the site.",
    example: EXAMPLE,
  }) satisfies z.ZodType<TrustAnswer>;

/** The app's address over HTTPS, with a slash at its end; that of this very port where there is no other. */
function secureUrlOf(ctx: Context, { https, config }: TrustParts): string {
  const { port } = https;
  if (port === undefined) return config.basePath;
  return `https://${hostAsked(ctx)}:${port}${config.basePath}`;
}

function rootOf({ https }: Pick<AppParts, "https">): Root {
  const root = https.certificates?.root;
  if (root) return root;
  const message =
    "This server has no root of its own: it is reached from this machine alone, or its certificate was given.";
  throw new HttpError(404, "no_root", message);
}

/** Nothing but this page's own files, and the one question whether HTTPS is trusted. */
function policyFor(secureUrl: string): string {
  const { origin } = new URL(secureUrl);
  const own = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
  return `${own}; connect-src ${origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

function sendPage(ctx: Context, parts: TrustParts): void {
  const root = parts.https.certificates?.root;
  const secureUrl = secureUrlOf(ctx, parts);
  // A given certificate is trusted already, or not for this server to explain. The part behind # goes along.
  if (!root || parts.https.port === undefined) {
    ctx.redirect(`${secureUrl}join`);
    return;
  }
  const language = ctx.acceptsLanguages("en", "de") === "de" ? "de" : "en";
  ctx.vary("Accept-Language");
  ctx.vary("User-Agent");
  ctx.set("Content-Security-Policy", policyFor(secureUrl));
  ctx.type = "text/html";
  ctx.body = renderTrustPage({
    language,
    platform: platformOf(ctx.get("User-Agent")),
    siteName: parts.site.current().name || "Davy",
    words: root.words,
    basePath: parts.config.basePath,
    secureUrl,
  });
}

const pageOperation: Operation = {
  id: "getTrustPage",
  group: GROUP,
  summary: "The page where a phone learns to trust the site",
  isForPeople: true,
  answers: {
    200: { description: "The page, in English or German.", contents: { "text/html": z.string() } },
    302: {
      description: "There is no root of the site's own; the app is here.",
      contents: { "text/html": z.string() },
      headers: { Location: "Where an invitation is taken up." },
    },
  },
  curl: "$URL/trust",
};

const pageRoute = defineRoute({
  method: "GET",
  path: "/trust",
  operation: pageOperation,
  permission: "public",
  onPlain: "answers",
  handle: (parts: TrustParts) => (ctx) => sendPage(ctx, parts),
});

const noRoot = refusal("The server has no root of its own.");

const rootRoute = defineRoute({
  method: "GET",
  path: "/trust/davy-root.crt",
  operation: {
    id: "getRoot",
    group: GROUP,
    summary: "The root of the site's certificates, as PEM",
    description: ["Programs need it to ask over HTTPS: `curl --cacert davy-root.crt …`."],
    answers: {
      200: { description: "The root.", contents: { "application/x-x509-ca-cert": z.string() } },
      404: noRoot,
    },
    curl: "$URL/trust/davy-root.crt",
  },
  permission: "public",
  onPlain: "answers",
  handle: (parts: TrustParts) => (ctx) => {
    const { pem } = rootOf(parts);
    ctx.body = pem;
    ctx.type = "application/x-x509-ca-cert";
  },
});

const profileRoute = defineRoute({
  method: "GET",
  path: "/trust/davy.mobileconfig",
  operation: {
    id: "getProfile",
    group: GROUP,
    summary: "The root as a profile for iPhone and iPad",
    answers: {
      200: { description: "The profile, unsigned.", contents: { [PROFILE_TYPE]: z.string() } },
      404: noRoot,
    },
    curl: "$URL/trust/davy.mobileconfig",
  },
  permission: "public",
  onPlain: "answers",
  handle: (parts: TrustParts) => (ctx) => {
    ctx.body = renderProfile(rootOf(parts));
    ctx.type = PROFILE_TYPE;
  },
});

/** What a page shows to whoever brings a phone in: the words, and where the phone begins. */
function presentTrust(ctx: Context, parts: TrustParts): TrustAnswer {
  const { https, config } = parts;
  const { words } = rootOf(parts);
  const asked = hostAsked(ctx);
  const host = isOfThisMachine(asked) ? (https.bestHost() ?? asked) : asked;
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  return {
    words: words.join(" "),
    url: `http://${host}:${https.plainPort}${config.basePath}trust`,
    host: name,
    isListed: https.certificates?.status().names.includes(name) ?? false,
  };
}

function isOfThisMachine(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.[\d.]+$/.test(host);
}

const wordsRoute = defineRoute({
  method: "GET",
  path: PATHS.trustWords,
  operation: {
    id: "getTrustWords",
    group: GROUP,
    summary: "The words of the root, and where a phone learns to trust it",
    answers: { 200: jsonAnswer("The words.", trustAnswer), 404: noRoot },
    curl: `$URL${PATHS.trustWords}`,
  },
  permission: "public",
  onPlain: "answers",
  handle: (parts: TrustParts) => (ctx) => {
    ctx.body = presentTrust(ctx, parts);
  },
});

const fileRoute = defineRoute({
  method: "GET",
  path: ["/trust/trust.js", "/trust/trust.css"],
  operation: {
    id: "getTrustFile",
    group: GROUP,
    summary: "The files that the page /trust is made of",
    isForPeople: true,
    answers: { 200: { description: "The file.", contents: { "text/javascript": z.string() } } },
    curl: "$URL/trust/trust.js",
  },
  permission: "public",
  onPlain: "answers",
  handle:
    ({ appFolder }: Pick<AppParts, "appFolder">) =>
    async (ctx) =>
      void (await send(ctx, ctx.path, { root: appFolder })),
});

/** A page over plain HTTP asks for it over HTTPS: once it is answered, the certificate is trusted. */
const checkRoute = defineRoute({
  method: "GET",
  path: "/check",
  operation: {
    id: "checkTrust",
    group: GROUP,
    summary: "An empty answer, which a browser lets through once it trusts the certificate",
    isForPeople: true,
    answers: { 204: { description: "It is trusted." } },
    curl: "$URL/check",
  },
  permission: "public",
  handle: () => (ctx) => {
    // Asked from another origin, if only by its scheme.
    ctx.set("Cross-Origin-Resource-Policy", "cross-origin");
    ctx.status = 204;
  },
});

/** What a device needs before it trusts the site. */
export const trustRoutes = [pageRoute, wordsRoute, rootRoute, profileRoute, fileRoute, checkRoute];
