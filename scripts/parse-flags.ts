import { type ParseArgsConfig, parseArgs } from "node:util";

/** The flags of a script. What it does not know ends it with code 1, `--help` with code 0, both with the usage. */
export function parseFlags<T extends ParseArgsConfig>(
  config: T,
  usage: string,
): ReturnType<typeof parseArgs<T>> {
  try {
    const parsed = parseArgs(config);
    if (!("help" in parsed.values) || parsed.values["help"] !== true) return parsed;
    console.log(usage);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(1);
  }
  process.exit(0);
}
