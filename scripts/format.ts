// `npm run format`: formats everything and mends what the linter can mend safely.

import { runTool } from "./tool.ts";

runTool("biome", ["check", "--write", "."]);
