// The form in which each route is described; the document and its page are both made from it.

import type * as z from "zod";
import type { Permission } from "../../../shared/wire/access.ts";
import { errorAnswer } from "./answer-schemas.ts";

/** An object schema whose members are parameters. */
export type ParameterSchema = z.ZodObject;

/** A body or an answer: its schema by media type. */
export type Contents = { readonly [mediaType: string]: z.ZodType };

/** One answer of a route. */
export interface DescribedAnswer {
  readonly description: string;
  readonly contents?: Contents;
  readonly headers?: { readonly [name: string]: string } | undefined;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a route says of itself. */
export interface Operation {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  /** Paragraphs, each a line. */
  readonly description?: readonly string[];
  readonly params?: ParameterSchema;
  readonly query?: ParameterSchema;
  readonly headers?: ParameterSchema;
  readonly body?: { readonly contents: Contents; readonly example: unknown };
  readonly answers: { readonly [status: string]: DescribedAnswer };
  /** What to type after `curl`, `$URL` standing for the server's address. */
  readonly curl: string;
  /** A page, or a part of one: programs have no use for it, so that the document for them leaves it out. */
  readonly isForPeople?: true;
}

/** A route as the document tells it. `path` is a template: `/api/v1/devices/{id}`. */
export interface DescribedRoute extends Operation {
  readonly method: Method;
  readonly path: string;
  readonly permission: Permission;
}

/** An answer of one JSON schema. */
export function jsonAnswer(description: string, schema: z.ZodType): DescribedAnswer {
  return { description, contents: { "application/json": schema } };
}

/** A refusal. */
export function refusal(description: string): DescribedAnswer {
  return jsonAnswer(description, errorAnswer);
}

/** The refusal while readings cannot be kept or streams not be served. */
export function notPossibleNow(description: string): DescribedAnswer {
  return { ...refusal(description), headers: { "Retry-After": "Seconds to wait before the next try." } };
}

/** The refusal of what another origin's page would write. */
export const foreignOrigin = refusal("It came from a page of another origin, which may not write here.");

/** The refusals of a body that does not come, and of one that cannot be unpacked. */
export const slowBody = refusal("The body came too slowly: less than 256 bytes in 15 s.");
export const unknownEncoding = refusal("The content encoding is not known here.");

/** What a body of at most 64 kB may be answered, whatever is in it. */
export const bodyAnswers: Operation["answers"] = {
  408: slowBody,
  413: refusal("The body is longer than 64 kB."),
  415: unknownEncoding,
};

/** What everything may be answered that is sent as JSON and kept as an entry. */
export const changeAnswers: Operation["answers"] = {
  400: refusal("The body is unfit; every problem is named."),
  403: foreignOrigin,
  ...bodyAnswers,
  503: notPossibleNow("Nothing can be kept at present."),
};
