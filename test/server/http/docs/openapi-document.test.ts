import { expect, it } from "vitest";
import { createOpenapiDocument, writeApiSchemas } from "../../../../server/http/docs/openapi-document.ts";
import { pathsOf } from "../../../../server/http/routes/route.ts";
import { ROUTES } from "../../../../server/http/routes/routes.ts";
import { OPERATIONS } from "../../../helpers/operations.ts";

const document = createOpenapiDocument(writeApiSchemas(), {
  version: "1.2.3",
  basePath: "/",
  routes: OPERATIONS,
});

/** Every object within the document. */
function* partsOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* partsOf(member);
}

/** All routes but those for people: the app, and the page that shows this document. */
function routesForPrograms(): string[] {
  const routes = ROUTES.filter(({ operation }) => !operation.isForPeople);
  return routes.flatMap((route) => pathsOf(route).map((path) => `${route.method} ${path}`));
}

it("describes every route of the server but its pages for people, and no other", () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = routesForPrograms().map((route) => route.replace(/:(\w+)/g, "{$1}"));
  expect(described.sort()).toEqual(served.sort());
  const people = ROUTES.filter(({ operation }) => operation.isForPeople).map(({ operation }) => operation.id);
  expect(people).toEqual([
    ...["finishSignOn", "endSignOn"],
    ...["getTrustPage", "getTrustFile", "checkTrust"],
    ...["getApiDocs", "getApp", "getAppFile"],
  ]);
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
