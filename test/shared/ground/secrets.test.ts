import { expect, it } from "vitest";
import { withoutSecrets } from "../../../shared/ground/secrets.ts";

it.each([
  ["a key of its own form", "x davy_g_0k2m9 y", "x davy_g_*** y"],
  ["one that is cut off", "davy_r_ab", "davy_r_***"],
  ["a key in a path, of whatever form", "POST /k/my-secret/receive-json", "POST /k/***/receive-json"],
  ["a key at the end of a path", "/davy/k/abc?x=1", "/davy/k/***?x=1"],
  [
    "headers that carry one",
    "GET / HTTP/1.1\r\nauthorization: Basic YTpi\r\nCookie : a=b\r\nAccept: x",
    "GET / HTTP/1.1\r\nauthorization: ***\r\nCookie : ***\r\nAccept: x",
  ],
  [
    "headers by which others are reached, as The Things Stack sends one",
    "X-Downlink-Apikey: NNSXS.ABC\r\nX-Auth-Token: t\r\nX-Tts-Domain: eu1",
    "X-Downlink-Apikey: ***\r\nX-Auth-Token: ***\r\nX-Tts-Domain: eu1",
  ],
  [
    "user and password in an address, as InfluxDB has them",
    "POST /write?db=site&u=me&p=pa%20ss&precision=s HTTP/1.1",
    "POST /write?db=site&u=***&p=***&precision=s HTTP/1.1",
  ],
  ["a key in an address", "/write?api_key=abc&x=1", "/write?api_key=***&x=1"],
  ["a password, also cut off", '{"password": "a\\"b', '{"password": "***"'],
  ["a token", '{"token":"abc","id":1}', '{"token":"***","id":1}'],
])("leaves out %s", (_, text, safe) => {
  expect(withoutSecrets(text)).toBe(safe);
});

it.each([
  "handheld 1",
  "air,device=p u=1,p=5 3",
  "GET /?up=1&power=2",
  '{"id":"a","pct":9}',
  "the key is wrong",
  "/api/v1/keys",
])("leaves %j as it is", (text) => {
  expect(withoutSecrets(text)).toBe(text);
});
