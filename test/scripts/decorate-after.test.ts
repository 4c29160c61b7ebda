import { transformSync } from "esbuild";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decorateAfter } from "../../scripts/build/decorate-after.ts";

const OPTIONS = {
  loader: "ts",
  format: "cjs",
  target: "es2022",
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
} as const;

/** A module of classes with so many decorators each, which note what they are called with, and a private member and a decorated field. */
function moduleOf(classes: readonly (readonly string[])[]): string {
  const texts = classes.map(
    (
      decorators,
      index,
    ) => `${decorators.map((name) => `@note("${name}")\n`).join("")}export class Part${index} extends Base {
  @field("f${index}") seen = ${index};
  readonly #own = ${index} + 1;
  static of = "Part${index}";
  #twice() { return this.#own * 2; }
  tell() { return [this.seen, this.#twice(), Part${index}.of].join(); }
}`,
  );
  return texts.join("\n\n");
}

/** What the module notes when it is run, and what its classes then say. */
function resultOf(code: string): string[] {
  const notes: string[] = [];
  const note = (name: string) => (clazz: { name: string; of: string; prototype: object }) => {
    notes.push(`${name} ${clazz.of} ${Object.hasOwn(clazz.prototype, "tell")} ${notes.length}`);
  };
  const field = (name: string) => (_prototype: object, key: string) => {
    notes.push(`${name} ${key}`);
  };
  const module: { exports: Record<string, new () => { tell(): string }> } = { exports: {} };
  new Function("module", "note", "field", "Base", code)(module, note, field, class {});
  return [...notes.sort(), ...Object.values(module.exports).map((Part) => new Part().tell())];
}

it("has each decorator called with its class as before, in their order, and the classes do the same", () => {
  const names = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 });
  fc.assert(
    fc.property(names, (decorators) => {
      const code = moduleOf([decorators]);
      const [plain, after] = [code, decorateAfter(code)].map((text) => transformSync(text, OPTIONS).code);
      expect(resultOf(after ?? "")).toEqual(resultOf(plain ?? ""));
    }),
  );
});

it("leaves private members as they are, which a decorator before a class does not", () => {
  const code = moduleOf([["a", "b"], ["c"]]);
  expect(transformSync(code, OPTIONS).code).toContain("WeakMap");
  const after = transformSync(decorateAfter(code), OPTIONS).code;
  expect(after).not.toContain("WeakMap");
  expect(resultOf(after).filter((note) => /^[abc] /.test(note)).length).toBe(3);
});

it("changes nothing but decorators that stand before a class", () => {
  const code = 'class A {\n  @field("f") seen = 1;\n}\nconst text = `\n@media (width)\nfunction b() {}`;\n';
  expect(decorateAfter(code)).toBe(code);
});
