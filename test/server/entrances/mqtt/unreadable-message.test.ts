// A message that the server cannot read must not come for ever, and one that cannot be kept at present must.

import { rm } from "node:fs/promises";
import { connectAsync } from "mqtt";
import { expect, it } from "vitest";
import { openMqttEntrance } from "../../../../server/entrances/entrances.ts";
import { AppendError } from "../../../../server/log/append-error.ts";
import { HAS_BROKER, startBroker } from "../../../helpers/broker.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

it.skipIf(!HAS_BROKER)("keeps with its reason what it fails on, and takes what comes behind it", async () => {
  const folder = await temporaryFolder("unreadable");
  const broker = await startBroker({ folder });
  const address = `mqtt://127.0.0.1:${broker.port}`;
  const [taken, refused]: [unknown[], string[]] = [[], []];
  let isFull = true;
  let marks = 0;
  const entrance = openMqttEntrance({
    setup: { address, session: "under-test" },
    topics: ["in/#"],
    markTopic: "marks/under-test",
    isOwn: () => false,
    entrances: {
      async take([uplink]) {
        const members = uplink?.members as { readonly n?: number };
        if (members.n === 1) throw new TypeError("Nobody thought of that.");
        if (members.n === 2 && isFull) {
          isFull = false;
          throw new AppendError("busy");
        }
        taken.push(members.n);
        return [];
      },
    },
    ingest: { refuse: ({ reason }) => void refused.push(reason) },
    deliveries: { keyOf: () => undefined },
    lastHeardAt: 0,
    report: recordReport(),
    now: Date.now,
    newMark: () => {
      marks += 1;
      return `m${marks}`;
    },
  });
  await expect.poll(() => entrance.problem(), { timeout: 15_000 }).toBeUndefined();
  const client = await connectAsync(address);
  for (const n of [1, 2, 3]) await client.publishAsync("in/x", JSON.stringify({ n }), { qos: 1 });
  await expect.poll(() => taken, { timeout: 15_000 }).toEqual([2, 3]);
  expect(refused).toEqual([expect.stringContaining("defect of Davy")]);
  await client.endAsync(true);
  await entrance.close();
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
});
