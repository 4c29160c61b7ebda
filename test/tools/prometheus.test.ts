import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startTestDavy } from "../helpers/start-davy.ts";
import { feed, hasCommand } from "./run-tool.ts";

describe.skipIf(!hasCommand("promtool"))("Prometheus", () => {
  it("finds nothing to say about the metrics", async () => {
    const davy = await startTestDavy();
    try {
      const body = JSON.stringify({ id: "pump", pct: 90, sensors: [{ type: "CO", val: 12.5 }] });
      await fetch(`${davy.url}/receive-json`, { method: "POST", body });
      const text = await (await fetch(`${davy.url}/metrics`)).text();
      expect(text).toContain("davy_sensor_value{");
      expect(feed("promtool", ["check", "metrics"], text)).toEqual({ status: 0, printed: "" });
    } finally {
      await davy.stop();
    }
  });

  it("takes the alert rules, each of which asks for metrics that there are", async () => {
    const file = "scripts/alert-rules.yml";
    expect(feed("promtool", ["check", "rules", file], "")).toMatchObject({ status: 0 });
    const davy = await startTestDavy();
    const text = await (await fetch(`${davy.url}/metrics`)).text();
    await davy.stop();
    const asked = new Set(readFileSync(file, "utf8").match(/\bdavy_\w+/g));
    expect([...asked].filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  });
});
