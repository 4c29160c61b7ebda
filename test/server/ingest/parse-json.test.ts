import { describe, expect, it } from "vitest";
import { textOfBody, textOfPacket } from "../../../server/ingest/parse-json.ts";

describe("textOfBody", () => {
  it("strips NUL bytes, white space and a byte order mark round the text", () => {
    expect(textOfBody(Buffer.from("\uFEFF \r\n\t{}\n\0 \0"))).toBe("{}");
  });

  it("keeps what stands within the text", () => {
    expect(textOfBody(Buffer.from(' {"id":"a \0 é 漢 😀"} '))).toBe('{"id":"a \0 é 漢 😀"}');
  });

  it("is empty for nothing but padding", () => {
    expect(textOfBody(Buffer.from("\0\0 \n"))).toBe("");
    expect(textOfBody(Buffer.alloc(0))).toBe("");
  });

  it("refuses what is no UTF-8", () => {
    expect(textOfBody(Buffer.from([0x7b, 0xff, 0x7d]))).toBeUndefined();
  });

  it("strips the Ctrl-Z with which modems end a packet", () => {
    expect(textOfBody(Buffer.from("{}\x1a\r\n"))).toBe("{}");
  });

  it("takes a body of a million spaces before its last character without holding up the server", () => {
    const text = `x${" ".repeat(1_000_000)}x`;
    expect(textOfBody(Buffer.from(text))).toBe(text);
  });
});

describe("textOfPacket", () => {
  it("ends at the first NUL, whatever is left behind it", () => {
    const left = Buffer.from([0, 0x22, 0xff, 0x7d]);
    expect(textOfPacket(Buffer.concat([Buffer.from('\0 {"id":"é"}'), left]))).toBe('{"id":"é"}');
  });

  it("is the whole text where there is no NUL", () => {
    expect(textOfPacket(Buffer.from(' {"id":"x"}\n'))).toBe('{"id":"x"}');
  });
});
