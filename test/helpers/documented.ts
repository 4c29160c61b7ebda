// Holds answers against what the document says of them.

import { expect } from "vitest";
import { OPERATIONS } from "./operations.ts";

/** Takes note of which answers were seen. */
export class Documented {
  readonly #seen = new Set<string>();

  /** An answer that was looked at otherwise. */
  note(id: string, status: number): void {
    this.#seen.add(`${id} ${status}`);
  }

  /** Expects just what the document says of an operation's answer with this status. */
  async expect(id: string, status: number, response: Response): Promise<void> {
    this.note(id, status);
    const text = await response.text();
    expect([id, response.status, text]).toEqual([id, status, expect.anything()]);
    const answer = OPERATIONS.find((operation) => operation.id === id)?.answers[status];
    if (!answer) throw new Error(`${id} is not said to answer ${status}.`);
    for (const name of Object.keys(answer.headers ?? {})) expect(response.headers.has(name)).toBe(true);
    if (!answer.contents) return expect(text).toBe("");
    const mediaType = response.headers.get("content-type")?.split(";")[0] ?? "";
    const schema = answer.contents[mediaType];
    if (!schema) throw new Error(`${id} is not said to answer ${mediaType}.`);
    const body: unknown = mediaType === "application/json" ? JSON.parse(text) : text;
    // Parsing drops members that no schema names, so equality says that all are documented.
    expect(schema.parse(body)).toEqual(body);
  }

  /** Expects that all documented answers of some groups were seen. */
  expectAll(isOfGroup: (group: string) => boolean): void {
    const documented = OPERATIONS.filter(({ group }) => isOfGroup(group)).flatMap(({ id, answers }) =>
      Object.keys(answers).map((status) => `${id} ${status}`),
    );
    expect([...this.#seen].sort()).toEqual(documented.sort());
  }
}
