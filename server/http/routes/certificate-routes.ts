// The certificate of HTTPS for admins: a server in a container sees other addresses than phones do, so what it is asked by can be added.

import type { Context } from "koa";
import * as z from "zod";
import {
  CERTIFICATE_PATHS,
  type CertificateAnswer,
  type CertificateNameRequest,
} from "../../../shared/wire/certificate.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import { hostAsked } from "../guards/plain.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

type CertificateParts = Pick<AppParts, "https" | "config" | "posted" | "access">;

const GROUP = "Trust";
const MAX_NAME = 253;

const EXAMPLE: CertificateAnswer = {
  kind: "own",
  names: ["pump-house.local", "192.168.7.20"],
  notAfter: 1_798_000_000_000,
  asked: "192.168.7.21",
  isListed: false,
  problems: [],
};

const certificateAnswer = z
  .object({
    kind: z
      .enum(["own", "given", "none"])
      .meta({ description: "Made by the site's own root, given, or there is no HTTPS here." }),
    names: z.array(z.string()).meta({ description: "The names and addresses that it is for." }),
    notAfter: z.number().nullable().meta({ description: "When it ends, unix ms." }),
    asked: z.string().meta({ description: "The name or address by which this was asked." }),
    isListed: z.boolean().meta({ description: "Whether the certificate is for that." }),
    problems: z.array(z.string()).meta({ description: "What needs a look, in words." }),
  })
  .meta({
    description: "The certificate of HTTPS.",
    example: EXAMPLE,
  }) satisfies z.ZodType<CertificateAnswer>;

const nameBody = z
  .strictObject({
    name: z
      .string("must be text")
      .trim()
      .min(1, "must not be empty")
      .max(MAX_NAME, `must have at most ${MAX_NAME} characters`)
      .meta({ description: "A name or an address of a local network.", example: "192.168.7.21" }),
  })
  .meta({ description: "A name for the certificate." }) satisfies z.ZodType<CertificateNameRequest>;

function presentCertificate(ctx: Context, { https }: CertificateParts): CertificateAnswer {
  const asked = hostAsked(ctx)
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  const { certificates, problems } = https;
  if (!certificates) return { kind: "none", names: [], notAfter: null, asked, isListed: false, problems };
  const { names, notAfter } = certificates.status();
  const kind = certificates.root ? "own" : "given";
  return { kind, names, notAfter, asked, isListed: names.includes(asked), problems };
}

const getOperation: Operation = {
  id: "getCertificate",
  group: GROUP,
  summary: "The certificate of HTTPS, and whether it is for the address that was asked",
  answers: { 200: jsonAnswer("The certificate.", certificateAnswer) },
  curl: `-b cookies $URL${CERTIFICATE_PATHS.certificate}`,
};

const getCertificate = defineRoute({
  method: "GET",
  path: CERTIFICATE_PATHS.certificate,
  operation: getOperation,
  permission: "admin",
  handle: (parts: CertificateParts) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    ctx.body = presentCertificate(ctx, parts);
  },
});

const addOperation: Operation = {
  id: "addCertificateName",
  group: GROUP,
  summary: "Let the certificate be for one more name or address",
  description: ["It is made anew at once. No stream ends by it."],
  body: { contents: { "application/json": nameBody }, example: { name: "192.168.7.21" } },
  answers: {
    200: jsonAnswer("The certificate.", certificateAnswer),
    400: refusal("The site's root may not vouch for that, or it is no name."),
    409: refusal("There is no HTTPS here."),
  },
  curl: `-b cookies -d '{"name":"192.168.7.21"}' $URL${CERTIFICATE_PATHS.names}`,
};

async function addName({ https }: CertificateParts, name: string): Promise<void> {
  if (!https.certificates) throw new HttpError(409, "no_certificate", "There is no HTTPS here.");
  await https.certificates.addName(name).catch((cause: unknown) => {
    throw new HttpError(400, "invalid", cause instanceof Error ? cause.message : String(cause));
  });
}

const addCertificateName = defineRoute({
  method: "POST",
  path: CERTIFICATE_PATHS.names,
  operation: addOperation,
  permission: "admin",
  handle: (parts: CertificateParts) => {
    const actorOf = createActors(parts.config);
    const form = { posted: parts.posted, schema: nameBody, code: "invalid" };
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { name } = await readPatch(ctx, form);
      await addName(parts, name);
      const subject = { kind: "server", id: "server", name } as const;
      await parts.access.append([
        { kind: "access", by: actorOf(ctx), what: "certificate-name-added", subject },
      ]);
      ctx.body = presentCertificate(ctx, parts);
    };
  },
});

/** The certificate, for admins. */
export const certificateRoutes = [getCertificate, addCertificateName];
