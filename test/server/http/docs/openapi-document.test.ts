import { expect, it } from "vitest";
import { readConfig } from "../../../../server/config.ts";
import { createRouter } from "../../../../server/http/app.ts";
import {
  createOpenapiDocument,
  OPERATIONS,
  writeApiSchemas,
} from "../../../../server/http/docs/openapi-document.ts";
import { createMetrics } from "../../../../server/http/metrics/metrics.ts";
import type { AppParts } from "../../../../server/http/parts.ts";
import { PATHS } from "../../../../shared/wire/api.ts";

const document = createOpenapiDocument(writeApiSchemas(), { version: "1.2.3", basePath: "/" });

/** Every object within the document. */
function* partsOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* partsOf(member);
}

function routesOfServer(): string[] {
  const metrics = createMetrics();
  const router = createRouter({ metrics, version: "1.2.3", config: readConfig({}) } as AppParts);
  metrics.close();
  const routes = router.stack.flatMap(({ methods, path }) =>
    methods.filter((method) => method !== "HEAD").map((method) => `${method} ${path}`),
  );
  // The route of single posts stands before the router; what lacks the page's slash is sent there by all methods.
  const withoutSlash = PATHS.apiDocs.slice(0, -1);
  return [`POST ${PATHS.receiveJson}`, ...routes.filter((route) => !route.endsWith(` ${withoutSlash}`))];
}

it("describes every route of the server but its page for people, and no other", () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = routesOfServer()
    .filter((route) => route !== "GET /apidocs/")
    .map((route) => route.replace(/:(\w+)/g, "{$1}"));
  expect(described.sort()).toEqual(served.sort());
});

it("says what the whole interface goes by", () => {
  expect(document).toMatchObject({
    openapi: "3.1.1",
    info: { title: "Davy", version: "1.2.3" },
    servers: [{ url: "/" }],
    security: [],
  });
});

it("names every schema that it refers to, and refers to no other document", () => {
  const references = [...partsOf(document)].flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : []));
  expect(references.length).toBeGreaterThan(50);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(references.filter((reference) => !known.includes(reference))).toEqual([]);
  expect([...partsOf(document)].filter((part) => "$id" in part || "$schema" in part)).toEqual([]);
});

it("gives each route an id of its own, and each parameter of its path a description", () => {
  expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
  for (const { path, params } of OPERATIONS) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(params?.shape ?? {})).toEqual(inPath);
  }
});

it("tells which parameters may be left out, and what then counts", () => {
  const { parameters } = (document.paths["/api/v1/history"] as { get: { parameters: object[] } }).get;
  expect(parameters).toContainEqual(expect.objectContaining({ name: "device", in: "query", required: true }));
  expect(parameters).toContainEqual(
    expect.objectContaining({
      name: "points",
      required: false,
      schema: { type: "integer", minimum: 2, maximum: 20_000, default: 1_000 },
    }),
  );
});

it("gives examples that the body's schema takes", () => {
  for (const { body } of OPERATIONS) {
    if (body) expect(() => body.contents["application/json"]?.parse(body.example)).not.toThrow();
  }
});
