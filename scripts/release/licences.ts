import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Package {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly version?: string;
  readonly license?: string;
}

/** The licence's own text, where the package brings one. */
function textOf(folder: string): string {
  if (!existsSync(folder)) return "";
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(join(folder, file), "utf8").trim() : "";
}

/** The licences of all packages that a server or its app may have bundled, by name. */
export function licencesOf(root: string): string {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(lock) as { packages: Record<string, Package> };
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== "" && dev !== true)
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      return `${name} ${version ?? ""} (${license ?? "see its text"})\n\n${textOf(join(root, path))}\n`;
    })
    .sort()
    .join(`\n${"-".repeat(80)}\n\n`);
}
