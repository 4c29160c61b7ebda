// The ids of the stream's events: `<seq>.<log>`. A seq alone says nothing of another log, say that of another data folder.

/** An id as it is sent; the page keeps it as it is and hands it back. */
const ID = /^(\d{1,15})(?:\.(.*))?$/s;

/** Stands beyond every place of this log: nothing can be resumed from there. */
const NOWHERE = Number.POSITIVE_INFINITY;

/** The ids of one log. */
export interface EventIds {
  of(seq: number): string;
  /**
   * Where in the log a client stands that names this id: undefined without one, beyond all for the id of another log and for
   * what is no id, so that the gap is told. A seq alone, as 0.1 sent them, is taken for one of this log.
   */
  placeOf(id: string | undefined): number | undefined;
}

/** The ids of the log of this name. */
export function createEventIds(log: string): EventIds {
  return {
    of: (seq) => `${seq}.${log}`,
    placeOf(id) {
      if (id === undefined || id === "") return undefined;
      const [, seq, named = log] = ID.exec(id) ?? [];
      return seq === undefined || named !== log ? NOWHERE : Number(seq);
    },
  };
}
