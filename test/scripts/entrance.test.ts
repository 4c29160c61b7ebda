import { expect, it } from "vitest";
import { complaintOf } from "../../scripts/entrance.mjs";

it.each(["20.19.0", "20.20.2", "22.0.0", "24.21.0", "100.1.0"])("takes Node %s", (version) => {
  expect(complaintOf(version, "/usr/bin/node")).toBeUndefined();
});

it.each(["20.18.3", "20.9.0", "18.20.8", "9.11.2"])(
  "says what Node %s is too old for, and what to install",
  (version) => {
    expect(complaintOf(version, "/usr/bin/node")).toBe(
      `Davy needs Node.js 20.19 or later, and this is ${version} (/usr/bin/node). Install a newer one, 22 or 24: https://nodejs.org`,
    );
  },
);
