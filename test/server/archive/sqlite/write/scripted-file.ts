import type { DataFile } from "../../../../../server/archive/sqlite/files/data-file.ts";
import type { PackedReading } from "../../../../../server/archive/sqlite/write/packed-reading.ts";

const layout = { identities: ["CO"] };
const ranges = [{ low: -10, high: 100 }];

/** A reading of one sensor. */
export function reading(measuredAt: number, device = "a", { value = 1, battery = 90 } = {}): PackedReading {
  return { measuredAt, battery, device, layout, ranges, value: () => value } as unknown as PackedReading;
}

/** A file that notes what is put into it, but refuses what the test says. */
export function openFile(refuse: (params: readonly unknown[]) => unknown = () => undefined) {
  const rows: (readonly unknown[])[] = [];
  const names = { idOf: (_: string, name: string) => name };
  const statement = () => ({
    run: (params: readonly unknown[]) => {
      const error = refuse(params);
      if (error !== undefined) throw error;
      rows.push(params);
    },
  });
  return { rows, file: { names, statement, info: { path: "minutes/x.sqlite" } } as unknown as DataFile };
}
