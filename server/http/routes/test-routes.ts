// Bump tests and calibrations: which are due, and the record of one.

import * as z from "zod";
import { type DeviceTests, TESTS_PATH, type TestsAnswer } from "../../../shared/wire/instrument-tests.ts";
import { testRequest } from "../bodies/alarm-care.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { deviceTests, testsAnswer } from "../docs/alarm-care-schemas.ts";
import { changeAnswers, jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { deviceParameter, noQuery, parseQuery } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

const GROUP = "Guidance and tests";

const testsQuery = z.object({ device: deviceParameter.optional() });

const listOperation: Operation = {
  id: "listTests",
  group: GROUP,
  summary: "Which devices are due for a bump test or a calibration",
  description: [
    "How often is a setting of the site (`bumpDays`, `calibrationDays`), or of a device. What is overdue raises an alarm of low priority (`bump`, `calibration`), which a record ends. The stream's event `test` tells of each record.",
  ],
  query: testsQuery,
  answers: {
    200: jsonAnswer("All devices in service that the asker sees, or one.", testsAnswer),
    400: refusal("A parameter is unfit; each is named."),
  },
  curl: `$URL${TESTS_PATH}`,
};

const recordOperation: Operation = {
  id: "recordTest",
  group: GROUP,
  summary: "Record a bump test or a calibration",
  description: [
    "Put the device into test mode first (`POST /api/v1/drills` with `mode: test`), so that the gas which is brought to it calls nobody.",
    "An alarm whose value was beyond what the sensor can measure ends only by an answer after such a record.",
  ],
  body: {
    contents: { "application/json": testRequest },
    example: { device: "handheld 1", what: "bump", passed: true, note: "50 ppm CO, bottle 7" },
  },
  answers: {
    200: jsonAnswer("How the device stands after it.", deviceTests),
    404: refusal("There is no such device."),
    ...changeAnswers,
  },
  curl: `-d '{"device":"handheld 1","what":"bump","passed":true}' $URL${TESTS_PATH}`,
};

type TestParts = Pick<AppParts, "alarms" | "config" | "fleet" | "log" | "now" | "posted">;

/** When the first test of a device is due; what waits for one because of an `over` comes before all. */
function dueAt({ tests, overSince }: DeviceTests): number {
  if (overSince !== null) return Number.NEGATIVE_INFINITY;
  return Math.min(
    tests.bump.dueAt ?? Number.POSITIVE_INFINITY,
    tests.calibration.dueAt ?? Number.POSITIVE_INFINITY,
  );
}

function byDue(one: DeviceTests, other: DeviceTests): number {
  const [first, second] = [dueAt(one), dueAt(other)];
  if (first !== second) return first < second ? -1 : 1;
  return one.device < other.device ? -1 : 1;
}

const listTests = defineRoute({
  method: "GET",
  path: TESTS_PATH,
  operation: listOperation,
  permission: "read",
  handle:
    ({ alarms, fleet, now }: Pick<TestParts, "alarms" | "fleet" | "now">) =>
    (ctx) => {
      const { device } = parseQuery(testsQuery, ctx.query);
      const { sees } = sightOf(ctx.principal, fleet);
      const seen = alarms.tests(now(), device).filter((one) => fleet.known(one.device) && sees(one.device));
      ctx.body = { devices: seen.sort(byDue) } satisfies TestsAnswer;
    },
});

const recordTest = defineRoute({
  method: "POST",
  path: TESTS_PATH,
  operation: recordOperation,
  permission: "operate",
  handle: ({ alarms, config, fleet, log, now, posted }: TestParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const form = { posted, schema: testRequest, code: "invalid_test" };
      const { device, what, passed, at = now(), note, by: name } = await readPatch(ctx, form);
      if (!fleet.known(device) || !sightOf(ctx.principal, fleet).sees(device))
        throw new HttpError(404, "unknown_device", "There is no such device.");
      const actor = actorOf(ctx);
      if (name !== undefined && actor.kind !== "open")
        throw new HttpError(400, "invalid_test", "Leave `by` out: the server knows who you are.");
      const by = name === undefined ? actor : { ...actor, name };
      const told = { device, what, passed, testedAt: Math.min(at, now()), ...(note ? { note } : {}) };
      await log.append([{ kind: "test", ...told, by }]);
      const [standing] = alarms.tests(now(), device);
      // One out of service is not listed any more, but the record is kept all the same.
      if (!standing) throw new HttpError(404, "unknown_device", "The device is out of service; it is noted.");
      ctx.body = standing satisfies DeviceTests;
    };
  },
});

/** Tests of instruments. */
export const testRoutes = [listTests, recordTest];
