import { afterAll, beforeAll, expect, it } from "vitest";
import type { Mapping } from "../../../../shared/rules/mapping/mapping.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { mappingPath } from "../../../../shared/wire/entrances.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());

const put = (name: string) =>
  fetch(davy.url + mappingPath("probe"), {
    method: "PUT",
    body: JSON.stringify({ name, source: "tts/+/+/+", fields: [{ from: "a", to: "sensor", type: "CO" }] }),
  });
const remove = () => fetch(davy.url + mappingPath("probe"), { method: "DELETE" });

interface MappingEvent {
  readonly seq: number;
  readonly mapping: Mapping | null;
  readonly was: Mapping | null;
}

it("says of each change what was before it, however many are made at once", async () => {
  await put("first");
  for (let round = 0; round < 10; round += 1)
    await Promise.all([remove(), put(`a ${round}`), remove(), put(`b ${round}`)]);
  const answer = await fetch(`${davy.url}${PATHS.logbook}?kind=mapping&limit=1000`);
  const { events } = (await answer.json()) as { events: MappingEvent[] };
  const inOrder = events.sort((one, other) => one.seq - other.seq);
  expect(inOrder.length).toBeGreaterThan(20);
  const names = inOrder.map(({ mapping }) => mapping?.name);
  expect(inOrder.map(({ was }) => was?.name)).toEqual([undefined, ...names.slice(0, -1)]);
});
