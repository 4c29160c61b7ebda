// In a release the same sentences say `davy`: test/scripts/release.test.ts.

import { expect, it } from "vitest";
import { commandName, isRelease } from "../../../shared/ground/command-name.ts";

it("says in a checkout how npm runs a script", () => {
  expect(isRelease).toBe(false);
  expect(commandName("clock", "confirm")).toBe("npm run clock -- confirm");
  expect(commandName("replay")).toBe("npm run replay");
  expect(commandName("start", "--port 8001")).toBe("npm start -- --port 8001");
});
