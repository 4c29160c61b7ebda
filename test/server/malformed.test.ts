import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Koa from "koa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "../../server/http/guards/connection-limits.ts";
import { listen } from "../../server/listen.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { CERTIFICATE, writeCertificate } from "../helpers/certificate.ts";
import { sendPackets, statusesOf } from "../helpers/send-packets.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

let davy: TestDavy;
let ids = 0;
let id = "";

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());
beforeEach(() => {
  ids += 1;
  id = `d${ids}`;
});

const bodyOf = (device: string, more = "") =>
  `{"id":"${device}","pct":50,"sensors":[{"type":"CO","val":1}]${more}}`;
const post = (body: string, lineEnd = "\r\n", headers = ["Host: x"]) =>
  [`POST ${PATHS.receiveJson} HTTP/1.1`, ...headers, `Content-Length: ${body.length}`, "", body].join(
    lineEnd,
  );

/** How many readings of a device are kept. */
async function readingsOf(device: string): Promise<number> {
  const response = await fetch(`${davy.url}${PATHS.dataFromTimestamp}?system_time=0`);
  const all: { device_id: string }[] = response.ok ? JSON.parse(await response.text()) : [];
  return all.filter((entity) => entity.device_id === device).length;
}

async function rejectedLines(): Promise<{ reason: string; body?: string; base64?: string; from?: string }[]> {
  const text = await readFile(join(davy.folder, "rejected.ndjson"), "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line));
}

const lastReason = async () => (await rejectedLines()).at(-1)?.reason;
async function rejectedCount(): Promise<number> {
  return Number(
    /^davy_readings_rejected_total (\d+)/m.exec(await (await fetch(davy.url + PATHS.metrics)).text())?.[1],
  );
}

/** Cuts a text at places between 0 and 1 of its length. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [
    0,
    ...places.map((place) => Math.floor(place * text.length)).sort((a, b) => a - b),
    text.length,
  ];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

describe("firmware that posts in its own way is taken, and answered once", () => {
  const ways: readonly [name: string, request: () => string][] = [
    ["without Host", () => post(bodyOf(id), "\r\n", ["Connection: close"])],
    ["with bare LF", () => post(bodyOf(id), "\n")],
    ["with bare LF and without Host", () => post(bodyOf(id), "\n", [])],
    ["with bare LF as HTTP/1.0", () => post(bodyOf(id), "\n").replace("HTTP/1.1", "HTTP/1.0")],
    ["with bare LF in headers alone", () => post(bodyOf(id), "\n").replace("1.1\n", "1.1\r\n")],
    ["with bare LF before the body alone", () => post(bodyOf(id)).replace("\r\n\r\n", "\r\n\n")],
    ["with bare LF and keep-alive", () => post(bodyOf(id), "\n", ["Host: x", "Connection: keep-alive"])],
    ["with bare LF and empty lines before", () => `\r\n\n${post(bodyOf(id), "\n")}`],
    ["with Ctrl-Z after the body", () => `${post(bodyOf(id))}\x1a`],
    ["with NUL after the body", () => `${post(bodyOf(id))}\0`],
    ["with NUL and garbage after the body", () => `${post(bodyOf(id))}\0\xff\x07garbage`],
    [
      "with line ends after the body",
      () => `${post(bodyOf(id), "\r\n", ["Host: x", "Connection: close"])}\r\n\r\n`,
    ],
    ["with bare LF, after asking whether to go on", () => post(bodyOf(id), "\n", ["Expect: 100-continue"])],
    [
      "expecting something else",
      () => post(bodyOf(id), "\r\n", ["Expect: x", "Host: x", "Connection: close"]),
    ],
    ["with bare LF and Ctrl-Z", () => `${post(bodyOf(id), "\n")}\x1a\x1a`],
    [
      "with bare LF and spaces",
      () => post(bodyOf(id), "\n").replace(/: /g, ":  \t").replace(/\n\n/, "  \n\n"),
    ],
  ];

  it.each(ways)("%s", async (_, request) => {
    const answer = await sendPackets(davy.url, [request()]);
    expect(statusesOf(answer)).toEqual([200]);
    expect(answer).toMatch(/connection: close/i);
    expect(await readingsOf(id)).toBe(1);
  });

  it.each(ways)("%s, a byte a packet", async (_, request) => {
    expect(statusesOf(await sendPackets(davy.url, [...request()]))).toEqual([200]);
    expect(await readingsOf(id)).toBe(1);
  });

  it.each(ways)("%s, in a few packets", async (_, request) => {
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(places, async (cuts) => {
        expect(statusesOf(await sendPackets(davy.url, cut(request(), cuts)))).toEqual([200]);
        sent += 1;
        expect(await readingsOf(id)).toBe(sent);
      }),
      { numRuns: 8 },
    );
  });

  it.each(ways)("%s, and closes its side before the answer is there", async (_, request) => {
    expect(statusesOf(await sendPackets(davy.url, [request()], { end: true }))).toEqual([200]);
    expect(await readingsOf(id)).toBe(1);
  });

  it("and a stream is ended whose page closes its side", async () => {
    const answer = await sendPackets(davy.url, [`GET ${PATHS.events} HTTP/1.1\r\nHost: x\r\n\r\n`], {
      end: true,
    });
    expect(statusesOf(answer)).toEqual([200]);
    const metrics = async () => (await fetch(davy.url + PATHS.metrics)).text();
    await expect.poll(metrics).toMatch(/^davy_streams 0$/m);
  });

  it("after other posts of the connection, which are answered as well", async () => {
    const answer = await sendPackets(davy.url, [
      post(bodyOf(id)) + post(bodyOf(id)),
      `${post(bodyOf(id))}\x1a`,
    ]);
    expect(statusesOf(answer)).toEqual([200, 200, 200]);
    expect(await readingsOf(id)).toBe(3);
  });

  it("a batch too", async () => {
    const batch = post(`[${bodyOf(id)},${bodyOf(id)}]`, "\n").replace(PATHS.receiveJson, PATHS.readings);
    expect(await sendPackets(davy.url, [batch])).toMatch(/^HTTP\/1\.1 200[\s\S]*"stored":2/);
  });

  it("with the refusals that any post gets", async () => {
    const refused = await sendPackets(davy.url, [post("{", "\n")]);
    expect(refused).toMatch(/^HTTP\/1\.1 400[\s\S]*Malformed JSON/);
    const foreign = post(bodyOf(id), "\n", ["Host: evil.example", "Origin: http://evil.example"]);
    expect(statusesOf(await sendPackets(davy.url, [foreign]))).toEqual([421]);
    expect(await readingsOf(id)).toBe(0);
  });
});

describe("what is no HTTP is answered once with a sentence, kept and counted", () => {
  const json = bodyOf("smuggled");
  const inner = `POST ${PATHS.receiveJson} HTTP/1.1\r\nHost: x\r\nContent-Length: ${json.length}\r\n\r\n${json}`;
  const head = (...headers: string[]) =>
    [`POST ${PATHS.receiveJson} HTTP/1.1`, ...headers, "", ""].join("\r\n");

  it.each([
    [
      "two lengths",
      head("Content-Length: 5", `Content-Length: ${inner.length}`) + inner,
      400,
      /Content-Length must be given once/,
    ],
    ["a list of lengths", head(`Content-Length: 5, ${inner.length}`) + inner, 400, /whole number/],
    ["no length", head("Content-Length: x") + inner, 400, /Content-Length must be a whole number/],
    [
      "length and chunks",
      `${head("Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n${inner}`,
      400,
      /not both/,
    ],
    [
      "length and chunks, bare",
      head("Content-Length: 5", "Transfer-Encoding: chunked").replaceAll("\r", "") + inner,
      400,
      /CR LF/,
    ],
    [
      "two lengths, bare",
      head("Content-Length: 5", "Content-Length: 5").replaceAll("\r", "") + inner,
      400,
      /CR LF/,
    ],
    ["no length, bare", head("Host: x").replaceAll("\r", "") + inner, 400, /CR LF/],
    [
      "a header that goes on, bare",
      head("X: a", " b", "Content-Length: 5").replaceAll("\r", "") + inner,
      400,
      /CR LF/,
    ],
    [
      "a bare CR, bare",
      head("X: a\rContent-Length: 1", "Content-Length: 5").replaceAll("\r\n", "\n") + inner,
      400,
      /CR LF/,
    ],
    ["a question with bare LF", `GET /healthz HTTP/1.1\nHost: x\n\n${inner}`, 400, /CR LF/],
    ["a space before the colon", head("Content-Length : 5") + inner, 400, /header/],
    ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, /plain HTTP/],
    ["something else", `\x01\x02 hello\r\n\r\n${inner}`, 400, /no HTTP request/],
    ["a question to a proxy", `CONNECT evil.example:80 HTTP/1.1\r\nHost: x\r\n\r\n${inner}`, 400, /no proxy/],
    ["another protocol", `SSH-2.0-OpenSSH_9.2\r\n\r\n${inner}`, 400, / .*\./],
    ["too many headers", head(`X: ${"x".repeat(17_000)}`) + inner, 431, /16 kB/],
  ] as const)("%s", async (...[, request, status, sentence]) => {
    const before = await rejectedCount();
    const answer = await sendPackets(davy.url, [request], { end: true });
    expect(statusesOf(answer)).toEqual([status]);
    const [headers = "", body = ""] = answer.split("\r\n\r\n");
    expect(JSON.parse(body)).toEqual({ error: expect.stringMatching(sentence), code: expect.any(String) });
    expect(headers).toMatch(/Cache-Control: no-store[\s\S]*Connection: close/);
    await expect.poll(rejectedCount).toBe(before + 1);
    await expect.poll(lastReason).toMatch(sentence);
    expect(JSON.stringify((await rejectedLines()).at(-1))).toContain("127.0.0.1");
    expect(await readingsOf("smuggled")).toBe(0);
  });

  it("a body that breaks off, after what was asked before", async () => {
    const chunked = head("Host: x", "Transfer-Encoding: chunked");
    const answer = await sendPackets(davy.url, [post(bodyOf(id)), `${chunked}5\r\n{"id"\r\nzz\r\n`]);
    expect(statusesOf(answer)).toEqual([200, 400]);
    expect(answer).toMatch(/chunks are malformed/);
    await expect.poll(async () => (await rejectedLines()).at(-1)?.body).toBe('{"id"');
  });

  it.each(["\r\n", "\n"])(
    "a body whose sender leaves, once, with lines that end with %j",
    async (lineEnd) => {
      const before = await rejectedCount();
      const begun = post(bodyOf(id), lineEnd).slice(0, -5);
      await sendPackets(davy.url, [begun], { end: true });
      await expect
        .poll(async () => (await rejectedLines()).at(-1))
        .toMatchObject({
          reason: expect.stringMatching(/ended before the body/),
          body: bodyOf(id).slice(0, -5),
        });
      expect(await rejectedCount()).toBe(before + 1);
    },
  );

  it("a length in characters", async () => {
    for (const name of ["Prüfstand Süd", "坑道 七", "é", "🪨🪨🪨🪨"]) {
      const body = `{"id":"${name}","pct":50,"sensors":[]}`;
      const bytes = Buffer.from(body);
      const request = head("Host: x", `Content-Length: ${[...body].length}`);
      for (const packets of [[Buffer.concat([Buffer.from(request), bytes])], [request, bytes]]) {
        const answer = await sendPackets(davy.url, packets, { end: true });
        expect(statusesOf(answer)).toEqual([400]);
        expect(answer).toMatch(/Content-Length counts bytes/);
        await expect.poll(lastReason).toMatch(/Content-Length counts bytes/);
      }
    }
  });
});

describe("over TLS", () => {
  it("takes and refuses the same", async () => {
    const folder = await mkdtemp(join(tmpdir(), "davy-tls-"));
    const secure = await startTestDavy({ env: await writeCertificate(folder) });
    const send = (...packets: string[]) => sendPackets(secure.url, packets, { ca: CERTIFICATE });
    const bare = post(bodyOf(id), "\n", []);
    for (const packets of [[bare], [bare.slice(0, 3), bare.slice(3)], [...bare]])
      expect(statusesOf(await send(...packets))).toEqual([200]);
    expect(statusesOf(await send(`${post(bodyOf(id))}\x1a`))).toEqual([200]);
    expect(await send("GET / HTTP/1.1\nHost: x\n\n")).toMatch(/^HTTP\/1\.1 400[\s\S]*CR LF/);
    await secure.stop();
    await rm(folder, { recursive: true });
  });
});

it("answers for headers and bodies that do not come in time", async () => {
  const kept: { body: string; reason: string; from: string | undefined }[] = [];
  const app = new Koa();
  app.use(async (ctx) => {
    for await (const _ of ctx.req);
    ctx.body = "all of it";
  });
  app.silent = true;
  const listener = await listen(
    app,
    {
      ...{ host: "127.0.0.1", port: 0, maxStreams: 0 },
      keepRefused: (body, reason, from) => kept.push({ body: Buffer.from(body).toString(), reason, from }),
    },
    { ...LIMITS, checkMs: 10, headersMs: 40, requestMs: 60 },
  );
  expect(await sendPackets(listener.url, ["POST / HTTP/1.1\nHost"])).toMatch(/^HTTP\/1\.1 408[\s\S]*in time/);
  expect(kept).toEqual([
    { body: "POST / HTTP/1.1\nHost", reason: expect.stringMatching(/in time/), from: "127.0.0.1" },
  ]);
  const slow = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc";
  expect(await sendPackets(listener.url, [slow])).toMatch(/^HTTP\/1\.1 408[\s\S]*in time/);
  await sendPackets(listener.url, [slow.replaceAll("\r", "")]);
  await listener.close(0);
});
