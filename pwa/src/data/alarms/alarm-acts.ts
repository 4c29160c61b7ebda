// What is done to alarms from this screen, put together.

import { GUIDANCE_PATH } from "../../../../shared/wire/guidance.ts";
import { TESTS_PATH } from "../../../../shared/wire/instrument-tests.ts";
import type { AlarmActs } from "../base/alarms.ts";
import type { Fetch } from "../base/fetch.ts";
import { tell } from "../session/call-server.ts";
import {
  findAlarm,
  readAlarms,
  readDrills,
  readGuidance,
  readSteps,
  sendDrill,
  sendShelving,
} from "./alarm-requests.ts";
import type { AnswerQueue } from "./answer-queue.ts";
import { readFigures, readLog, readTests } from "./log-requests.ts";

/** The acts: answers go by the queue, which keeps them while there is no network, all else to the server at once. */
export function createActs(fetch: Fetch, queue: Pick<AnswerQueue, "add" | "dismiss">): AlarmActs {
  return {
    answer: (alarms, said) => queue.add(alarms, said),
    dismiss: (key) => queue.dismiss(key),
    shelve: (shelving) => sendShelving(fetch, shelving),
    drill: (drill) => sendDrill(fetch, drill),
    read: (query, signal) => readAlarms(fetch, query, signal),
    find: (id) => findAlarm(fetch, id),
    log: (query, signal) => readLog(fetch, query, signal),
    figures: (from, signal) => readFigures(fetch, from, signal),
    tests: (signal) => readTests(fetch, signal),
    recordTest: (body) => tell(fetch, { method: "POST", path: TESTS_PATH, body }),
    setGuidance: (body) => tell(fetch, { method: "POST", path: GUIDANCE_PATH, body }),
    guidance: (signal) => readGuidance(fetch, signal),
    drills: (signal) => readDrills(fetch, signal),
    steps: (alarm, signal) => readSteps(fetch, alarm, signal),
  };
}
