import { expect, it } from "vitest";
import { createLookUp } from "../../../server/notices/ways/look-up.ts";

it("looks one name up at a time, and the next when that is known", () =>
  new Promise<void>((resolve) => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const lookUp = createLookUp((name, _, callback) => {
      asked.push(name);
      answers.push(() => callback(null, "127.0.0.1", 4));
    });
    const found: string[] = [];
    for (const name of ["a.lan", "b.lan"])
      lookUp(name, {}, () => {
        found.push(name);
        if (found.length < 2) return;
        expect(found).toEqual(["a.lan", "b.lan"]);
        resolve();
      });
    setImmediate(() => {
      expect(asked).toEqual(["a.lan"]);
      answers[0]?.();
      setImmediate(() => {
        expect(asked).toEqual(["a.lan", "b.lan"]);
        answers[1]?.();
      });
    });
  }));
