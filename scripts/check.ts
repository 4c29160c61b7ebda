// `npm run check`: types, lint and format. Ends with the first tool's failure.

import { runTool } from "./tool.ts";

runTool("tsc", ["-b"]);
runTool("biome", ["check", "--error-on-warnings", "."]);
console.log("Types, lint and format are in order.");
