import * as z from "zod";
import { PATHS } from "../../../shared/wire/api.ts";
import type { Config } from "../../config.ts";
import type { Fleet } from "../../state/fleet.ts";
import type { Operation } from "../docs/operation.ts";
import { type Sight, sightOf } from "../guards/sight.ts";
import type { Metrics, MetricsSources } from "../metrics/metrics.ts";
import { defineRoute } from "./route.ts";

const operation: Operation = {
  id: "getMetrics",
  group: "The server",
  summary: "Figures for Prometheus",
  answers: { 200: { description: "Prometheus text.", contents: { "text/plain": z.string() } } },
  curl: `$URL${PATHS.metrics}`,
};

const DEVICE = /[{,]device="((?:[^"\\]|\\.)*)"/;

function plainLabel(label: string): string {
  return label.replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}

/** The figures without those of devices that are not seen. */
function narrow(text: string, { sees }: Sight): string {
  const lines = text.split("\n").filter((line) => {
    const [, device] = DEVICE.exec(line) ?? [];
    return device === undefined || sees(plainLabel(device));
  });
  return lines.join("\n");
}

interface MetricsParts extends Omit<MetricsSources, "maxValueSeries"> {
  readonly fleet: Pick<Fleet, "known" | "states">;
  readonly metrics: Metrics;
  readonly config: Pick<Config, "maxMetricSeries">;
}

/** `GET /metrics`. */
export const metricsRoute = defineRoute({
  method: "GET",
  path: PATHS.metrics,
  operation,
  permission: "metrics",
  handle: (parts: MetricsParts) => {
    const { metrics, config } = parts;
    metrics.watch({ ...parts, maxValueSeries: config.maxMetricSeries });
    return async (ctx) => {
      ctx.type = metrics.contentType;
      const text = await metrics.text();
      const sight = sightOf(ctx.principal, parts.fleet);
      ctx.body = sight.isAll ? text : narrow(text, sight);
    };
  },
});
