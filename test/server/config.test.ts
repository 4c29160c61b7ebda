import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../server/config.ts";

describe("readConfig", () => {
  it("listens on this machine alone and syncs always unless told otherwise", () => {
    expect(readConfig({})).toMatchObject({
      port: 8000,
      host: "127.0.0.1",
      dataFolder: "./data",
      fsyncIntervalMs: 0,
    });
  });

  it("turns days, megabytes and seconds into ms and bytes", () => {
    const config = readConfig({
      DAVY_RAW_DAYS: "2",
      DAVY_CACHE_MB: "64",
      DAVY_CHECKPOINT_S: "5",
      DAVY_FSYNC: "interval:200",
    });
    expect(config).toMatchObject({
      rawRetentionMs: 172_800_000,
      cacheBytes: 67_108_864,
      checkpointMs: 5_000,
      fsyncIntervalMs: 200,
    });
  });

  it("keeps for ever where 0 days are set", () => {
    expect(readConfig({ DAVY_RAW_DAYS: "0" }).rawRetentionMs).toBe(Number.POSITIVE_INFINITY);
  });

  it("takes an empty variable as not set", () => {
    expect(readConfig({ PORT: "" }).port).toBe(8000);
  });

  it("reports all problems together, each with the variable's name", () => {
    const broken = () => readConfig({ PORT: "eighty", DAVY_FSYNC: "sometimes", DAVY_LOG: "loud" });
    expect(broken).toThrowError(/PORT[\s\S]*DAVY_FSYNC: must be `always` or `interval:<ms>`[\s\S]*DAVY_LOG/);
  });

  it("takes the site's time zone by a name that is known, and none by itself", () => {
    expect(readConfig({}).timeZone).toBeUndefined();
    expect(readConfig({ DAVY_TIME_ZONE: "Europe/Berlin" }).timeZone).toBe("Europe/Berlin");
    expect(() => readConfig({ DAVY_TIME_ZONE: "Berlin" })).toThrowError(
      /DAVY_TIME_ZONE: must be an IANA name/,
    );
  });

  it("takes lists of names and of proxies", () => {
    expect(readConfig({})).toMatchObject({ names: [], trustedProxies: [] });
    const lists = { DAVY_NAMES: "gas.example.com, davy", DAVY_TRUSTED_PROXIES: "10.0.0.0/8 , ::1,fd00::/64" };
    expect(readConfig(lists)).toMatchObject({
      names: ["gas.example.com", "davy"],
      trustedProxies: ["10.0.0.0/8", "::1", "fd00::/64"],
    });
    for (const wrong of ["https://gas.example.com", "gas.example.com:8000", "*.example.com", "a b"])
      expect(() => readConfig({ DAVY_NAMES: wrong })).toThrowError(/DAVY_NAMES: must be names/);
    for (const wrong of ["proxy", "10.0.0.0/33", "10.0.0.0/", "::1/129", "10.0.0.1/8/8"])
      expect(() => readConfig({ DAVY_TRUSTED_PROXIES: wrong })).toThrowError(/DAVY_TRUSTED_PROXIES: must be/);
  });

  it.each([
    ["/", "/"],
    ["/davy/", "/davy/"],
    ["davy", "/davy/"],
    ["/a/b.c", "/a/b.c/"],
  ])("takes the path of a proxy with or without slashes: %s", (given, basePath) => {
    expect(readConfig({ DAVY_BASE_PATH: given }).basePath).toBe(basePath);
  });

  it.each(["/../", "//evil.example/", "/a b/", "/a?b", "https://x/"])("refuses the path %s", (given) => {
    expect(() => readConfig({ DAVY_BASE_PATH: given })).toThrowError(/DAVY_BASE_PATH: must be a path/);
  });

  it.each([
    ["", ["'self'"]],
    ["none", ["'none'"]],
    ["self, https://ha.example:8123", ["'self'", "https://ha.example:8123"]],
    ["https://*.plant.example", ["https://*.plant.example"]],
  ])("says whose frames may show the app: %j", (given, frameAncestors) => {
    expect(readConfig({ DAVY_FRAME_ANCESTORS: given }).frameAncestors).toEqual(frameAncestors);
  });

  it.each(["none, self", "https://a; script-src *", "'self'", ","])("refuses the frames %j", (given) => {
    expect(() => readConfig({ DAVY_FRAME_ANCESTORS: given })).toThrowError(/DAVY_FRAME_ANCESTORS: must be/);
  });

  it("refuses a certificate without its key", () => {
    expect(() => readConfig({ DAVY_TLS_CERT: "cert.pem" })).toThrowError(/DAVY_TLS_KEY/);
  });
});

it("README's configuration table names every variable", () => {
  const root = join(import.meta.dirname, "../..");
  const source = ["config.ts", "sign-on-config.ts"]
    .map((file) => readFileSync(join(root, "server", file), "utf8"))
    .join("\n");
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const variables = [
    ...source.matchAll(/^ {4}(PORT|HOST|DAVY_[A-Z_]+):|^ {2}(PORT|HOST|DAVY_[A-Z_]+):/gm),
  ].map((match) => match[1] ?? match[2] ?? "");
  expect(variables.length).toBeGreaterThan(15);
  expect(variables.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

it.each([
  ["PORT", "abc", "must be a whole number from 0 to 65535"],
  ["PORT", "99999", "must be a whole number from 0 to 65535"],
  ["DAVY_HTTPS_PORT", "-1", "must be a whole number from 0 to 65535"],
  ["DAVY_RAW_DAYS", "a month", "must be a whole number from 0 on"],
  ["DAVY_CACHE_MB", "1", "must be a whole number from 16 on"],
  ["DAVY_MAX_BATCH_MB", "1.5", "must be a whole number from 1 on"],
  ["DAVY_OIDC_DAYS", "900", "must be a whole number from 1 to 180"],
  ["DAVY_LOG", "loud", "must be debug, info, warn, error or silent"],
])("says what %s must be, and not %s", (name, value, sentence) => {
  expect(() => readConfig({ [name]: value })).toThrow(`${name}: ${sentence}`);
});
