import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { CERTIFICATE_PATHS } from "../../../../shared/wire/certificate.ts";
import { askRaw } from "../../../helpers/ask-raw.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;
const ask = async (route: string, host: string, body = "") => {
  const { status, text } = await askRaw(davy.url, route, { headers: { host }, body });
  return { status, body: JSON.parse(text) };
};

beforeAll(async () => {
  davy = await startTestDavy({ env: { DAVY_HTTPS_PORT: "0" } });
});
afterAll(() => davy.stop());

it("tells whoever asks by an address that the certificate lacks, and lets an admin add it, which is on record", async () => {
  const look = () => ask(`GET ${CERTIFICATE_PATHS.certificate}`, "192.168.9.9:8443");
  expect((await look()).body).toMatchObject({
    kind: "own",
    asked: "192.168.9.9",
    isListed: false,
    problems: [],
  });
  const added = await ask(`POST ${CERTIFICATE_PATHS.names}`, "192.168.9.9:8443", '{"name":"192.168.9.9"}');
  expect([added.status, added.body.isListed]).toEqual([200, true]);
  expect((await look()).body.names).toContain("192.168.9.9");
  const { body: logbook } = await ask(`GET ${PATHS.logbook}`, "localhost");
  expect(logbook.events[0]).toMatchObject({
    what: "certificate-name-added",
    subject: { kind: "server", name: "192.168.9.9" },
    by: { from: "127.0.0.1" },
  });
});

it("reads an address of IPv6 as it stands in a Host header", async () => {
  const { body } = await ask(`GET ${CERTIFICATE_PATHS.certificate}`, "[::1]:8443");
  expect(body).toMatchObject({ asked: "::1", isListed: true });
});

it.each(["8.8.8.8", "*.local", "gas.example.com", "a b"])(
  "refuses %s, which the root may not vouch for",
  async (name) => {
    const { status, body } = await ask(
      `POST ${CERTIFICATE_PATHS.names}`,
      "localhost",
      JSON.stringify({ name }),
    );
    expect([status, body.code]).toEqual([400, "invalid"]);
    expect(body.error).toMatch(/local network/);
  },
);
