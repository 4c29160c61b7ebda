import type { LookupFunction } from "node:net";
import { describe, expect, it } from "vitest";
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

describe("a name that takes its time", () => {
  const later = () => new Promise((resolve) => setImmediate(resolve));

  /** Names, what was asked of the name server so far, and what answers that; what was found stands in the order in which it came. */
  function names() {
    const asked: { readonly name: string; readonly answer: Parameters<LookupFunction>[2] }[] = [];
    const found: string[] = [];
    const lookUp = createLookUp((name, _, answer) => void asked.push({ name, answer }));
    return {
      found,
      ask: (name: string) =>
        lookUp(name, {}, (error, address) => void found.push(`${name} ${error?.code ?? address}`)),
      asked: () => asked.map(({ name }) => name),
      async answer(with_: string) {
        const code = with_.startsWith("E") ? with_ : undefined;
        const { answer } = asked.at(-1) ?? {};
        if (code) answer?.(Object.assign(new Error(code), { code }), "", 4);
        else answer?.(null, with_, 4);
        await later();
      },
    };
  }

  it("holds no name up that was found before", async () => {
    const { ask, answer, asked, found } = names();
    ask("mail.lan");
    await answer("10.0.0.5");
    ask("chat.example");
    ask("mail.lan");
    await later();
    expect(found).toEqual(["mail.lan 10.0.0.5", "mail.lan 10.0.0.5"]);
    await answer("ENOTFOUND");
    expect(asked()).toEqual(["mail.lan", "chat.example", "mail.lan"]);
    await answer("10.0.0.6");
    ask("mail.lan");
    await answer("10.0.0.6");
    expect(found.slice(2)).toEqual(["chat.example ENOTFOUND", "mail.lan 10.0.0.6"]);
  });

  it("is asked for once, however many wait, and after those that may be found", async () => {
    const { ask, answer, asked, found } = names();
    ask("chat.example");
    await answer("ENOTFOUND");
    ask("push.example");
    for (let tries = 0; tries < 5; tries += 1) ask("chat.example");
    ask("mail.lan");
    await answer("ENOTFOUND");
    await answer("10.0.0.5");
    await answer("ENOTFOUND");
    expect(asked()).toEqual(["chat.example", "push.example", "mail.lan", "chat.example"]);
    expect(found).toHaveLength(8);
  });

  it("is as it was found before where the name server cannot be asked, and not where there is no such name", async () => {
    const { ask, answer, found } = names();
    for (const given of ["10.0.0.5", "EAI_AGAIN", "ENOTFOUND", "EAI_AGAIN"]) {
      ask("mail.lan");
      await answer(given);
    }
    expect(found).toEqual([
      "mail.lan 10.0.0.5",
      "mail.lan 10.0.0.5",
      "mail.lan ENOTFOUND",
      "mail.lan EAI_AGAIN",
    ]);
  });
});
