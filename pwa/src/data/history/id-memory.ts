import { nameInBase } from "../../../../shared/ground/base-path.ts";

/** Where the id is kept up to which everything that late readings changed was noted. */
export interface IdMemory {
  read(): string | undefined;
  write(id: string): void;
}

const ID_KEY = "davy-confirmed-id";

/** Keeps the id in the browser's storage, where it can be read before the first request is sent. */
export function idMemory(storage: () => Storage, basePath: string): IdMemory {
  const key = nameInBase(basePath, ID_KEY);
  return {
    read() {
      try {
        return storage().getItem(key) ?? undefined;
      } catch {
        // A browser that keeps no data: nothing is kept that could have changed.
        return undefined;
      }
    },
    write(id) {
      try {
        storage().setItem(key, id);
      } catch {
        // As above.
      }
    },
  };
}
