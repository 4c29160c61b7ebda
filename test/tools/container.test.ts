// The container's two files, which no engine has run here: a linter reads the one, and both agree with the release.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { SHIPPED_VERSION } from "../../scripts/node-binary.ts";
import { hasTools } from "./run-tool.ts";

const FOLDER = resolve(import.meta.dirname, "../../scripts/release/docker");
const dockerfile = readFileSync(join(FOLDER, "Dockerfile"), "utf8");

interface Compose {
  readonly services: {
    readonly davy: {
      readonly build: { readonly context: string; readonly dockerfile: string };
      readonly ports: readonly string[];
      readonly volumes: readonly string[];
    };
  };
}

/** What an instruction of the Dockerfile says, the first of its kind. */
const said = (instruction: string) => new RegExp(`^${instruction} (.+)$`, "m").exec(dockerfile)?.[1];

describe.skipIf(!hasTools)("the container", () => {
  const require = createRequire(join(import.meta.dirname, "package.json"));

  it("is described without a fault", () => {
    const { validate } = require("dockerfile-utils") as { validate(text: string): { message: string }[] };
    expect(validate(dockerfile)).toEqual([]);
    expect(validate("FROM a\nCOPPY b c\n")).toHaveLength(1);
  });

  it("brings the Node that is shipped, and runs what a release has as a user of its own", () => {
    expect(said("FROM")).toBe(`node:${SHIPPED_VERSION.split(".")[0]}-bookworm-slim`);
    expect(said("COPY")).toBe("davy /usr/lib/davy");
    expect(said("CMD")).toBe('["node", "/usr/lib/davy/main.js"]');
    expect(said("USER")).toBe("davy");
  });

  it("is put together from a release in dist, with the ports that it exposes and the folder that it keeps", () => {
    const { parse } = require("yaml") as { parse(text: string): Compose };
    const { build, ports, volumes } = parse(readFileSync(join(FOLDER, "compose.yaml"), "utf8")).services.davy;
    const context = join(FOLDER, build.context);
    expect(relative(resolve(import.meta.dirname, "../.."), context)).toBe("dist/release");
    expect(join(context, build.dockerfile)).toBe(join(FOLDER, "Dockerfile"));
    const exposed = said("EXPOSE")?.split(" ") ?? [];
    expect(ports).toEqual(exposed.map((port) => `${port}:${port}`));
    expect(exposed).toEqual(["8000", "8443"]);
    expect(volumes).toEqual([`davy:${said("VOLUME")}`]);
    expect(said("ENV NODE_ENV=production")).toContain(`DAVY_DATA=${said("VOLUME")}`);
  });
});
