import * as z from "zod";
import { PATHS } from "../../../shared/wire/api.ts";
import type { Config } from "../../config.ts";
import type { Operation } from "../docs/operation.ts";
import type { Metrics, MetricsSources } from "../metrics/metrics.ts";
import { defineRoute } from "./route.ts";

const operation: Operation = {
  id: "getMetrics",
  group: "The server",
  summary: "Figures for Prometheus",
  answers: { 200: { description: "Prometheus text.", contents: { "text/plain": z.string() } } },
  curl: `$URL${PATHS.metrics}`,
};

interface MetricsParts extends Omit<MetricsSources, "maxValueSeries"> {
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
      ctx.body = await metrics.text();
    };
  },
});
