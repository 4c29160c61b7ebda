// The document as others read it: clients made of it compile and post, and linters find no error.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { feed, hasCommand, hasTools, runTool } from "./run-tool.ts";

const FOLDER = join(import.meta.dirname, "generated");
const DOCUMENT = join(FOLDER, "openapi.json");

/** How a strict project compiles what it generates. */
const STRICT = [
  "--strict",
  "--target",
  "es2022",
  "--module",
  "nodenext",
  "--skipLibCheck",
  "--lib",
  "es2023,dom,dom.iterable",
];

const FETCH_CLIENT = `
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";
export async function post(baseUrl: string): Promise<[number | undefined, number]> {
  const client = createClient<paths>({ baseUrl });
  const one = await client.POST("/receive-json", {
    body: { id: "fetch", pct: 90, sensors: [{ type: "CO", val: 12.5 }] },
  });
  const many = await client.POST("/api/v1/readings", {
    body: [{ id: "fetch", pct: 90, sensors: [{ type: "CO", val: 13 }] }],
  });
  return [many.data?.stored, one.response.status];
}
`;

const ORVAL_CLIENT = `
import * as api from "./davy.js";
export async function post(): Promise<number> {
  const { status } = await api.receiveJson({ id: "orval", pct: 90, sensors: [{ type: "CO", val: 12.5 }] });
  return status;
}
`;

describe.skipIf(!hasTools)("the OpenAPI document", () => {
  let davy: TestDavy;
  let document: string;
  beforeAll(async () => {
    davy = await startTestDavy();
    document = await (await fetch(`${davy.url}/openapi.json`)).text();
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(DOCUMENT, document);
    writeFileSync(join(FOLDER, "package.json"), '{"type":"module"}');
  });
  afterAll(async () => {
    await davy.stop();
    rmSync(FOLDER, { recursive: true });
  });

  const load = (name: string) => import(/* @vite-ignore */ pathToFileURL(join(FOLDER, name)).href);

  it("makes a client by openapi-typescript and openapi-fetch that compiles and posts", async () => {
    await runTool("openapi-typescript", DOCUMENT, "-o", join(FOLDER, "schema.ts"));
    writeFileSync(join(FOLDER, "fetch-client.ts"), FETCH_CLIENT);
    await runTool("tsc", ...STRICT, join(FOLDER, "fetch-client.ts"));
    const { post } = await load("fetch-client.js");
    expect(await post(davy.url)).toEqual([1, 200]);
  });

  it("makes a client by orval that compiles and posts", async () => {
    const override = { fetch: { includeHttpResponseReturnType: true } };
    const output = { target: join(FOLDER, "davy.ts"), client: "fetch", baseUrl: davy.url, override };
    const config = { davy: { input: DOCUMENT, output } };
    writeFileSync(join(FOLDER, "orval.config.cjs"), `module.exports = ${JSON.stringify(config)};`);
    await runTool("orval", "--config", join(FOLDER, "orval.config.cjs"));
    writeFileSync(join(FOLDER, "orval-client.ts"), ORVAL_CLIENT);
    await runTool("tsc", ...STRICT, join(FOLDER, "orval-client.ts"));
    const { post } = await load("orval-client.js");
    expect(await post()).toBe(200);
  });

  it("has no error for redocly", async () => {
    await runTool("redocly", "lint", "--format=stylish", DOCUMENT);
  });

  it("has no error for spectral", async () => {
    const rules = join(FOLDER, "spectral.yaml");
    writeFileSync(rules, 'extends: ["spectral:oas"]\n');
    await runTool("spectral", "lint", "--ruleset", rules, "--fail-severity", "error", DOCUMENT);
  });

  it.skipIf(!hasCommand("python3"))("has only patterns that Python reads", () => {
    const script = [
      "import json, re, sys",
      "def walk(part):",
      "  if isinstance(part, dict):",
      "    if isinstance(part.get('pattern'), str): re.compile(part['pattern'])",
      "    for value in part.values(): walk(value)",
      "  if isinstance(part, list):",
      "    for value in part: walk(value)",
      "walk(json.load(sys.stdin))",
    ].join("\n");
    expect(feed("python3", ["-c", script], document)).toEqual({ status: 0, printed: "" });
  });
});
