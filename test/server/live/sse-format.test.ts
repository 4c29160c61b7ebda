import fc from "fast-check";
import { expect, it } from "vitest";
import { eventBytes, formatEvent, formatRetry } from "../../../server/live/sse-format.ts";

/** A receiver as the standard describes it, for one event. */
function receive(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const line of text.split(/\r\n|\r|\n/).filter((candidate) => candidate !== "")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, "");
    fields[name] = name === "data" && "data" in fields ? `${fields["data"]}\n${value}` : value;
  }
  return fields;
}

it("writes name, id and data, and ends with a blank line", () => {
  expect(formatEvent({ event: "hello", id: "7", data: "{}" })).toBe("event: hello\nid: 7\ndata: {}\n\n");
  expect(formatEvent({ event: "hello", data: "" })).toBe("event: hello\ndata: \n\n");
});

it("splits data at every kind of line break, so that nothing in it can pass for a field or an end", () => {
  expect(formatEvent({ event: "a", data: "x\nid: 9\r\n\r\revent: b" })).toBe(
    "event: a\ndata: x\ndata: id: 9\ndata: \ndata: \ndata: event: b\n\n",
  );
});

it("delivers any text as one event with the same lines", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("\n", "\r", "a", ":", " ", "id: 1", "é", "😀") }),
      (data) => {
        const text = formatEvent({ event: "e", id: "3", data });
        expect(text.slice(0, -2)).not.toContain("\n\n");
        expect(receive(text)).toEqual({ event: "e", id: "3", data: data.replace(/\r\n|\r/g, "\n") });
      },
    ),
  );
});

it.each(["a\nb", "a\rdata: x", "a\0"])("refuses the name %j", (event) => {
  expect(() => formatEvent({ event, data: "" })).toThrow(TypeError);
});

it("writes retry in whole milliseconds", () => {
  expect(formatRetry(1_234.5)).toBe("retry: 1235\n");
});

it("serialises data as JSON on one line", () => {
  expect(eventBytes("e", { text: "a\nb" }, "1").toString()).toBe(
    'event: e\nid: 1\ndata: {"text":"a\\nb"}\n\n',
  );
});
