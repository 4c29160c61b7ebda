import { expect, it } from "vitest";
import { NeedsConfirmation } from "../../../../pwa/src/data/base/needs-confirmation.ts";
import { saveSettings, saveSite } from "../../../../pwa/src/data/settings/save-settings.ts";

function answering(status: number, answer: unknown) {
  const asked: { path: string; body: unknown }[] = [];
  const fetch = async (path: string, { body }: RequestInit) => {
    asked.push({ path, body: JSON.parse(String(body)) });
    return new Response(typeof answer === "string" ? answer : JSON.stringify(answer), { status });
  };
  return { fetch, asked };
}

it("sends a change as it is, and says that it was confirmed where it was", async () => {
  const { fetch, asked } = answering(200, {});
  const patch = { sensors: { CO: { zero: 12 } } };
  await saveSettings(fetch, { device: "a b", patch });
  await saveSettings(fetch, { device: "a b", patch, confirmed: true });
  await saveSite(fetch, { preset: "eu" }, { confirmed: true });
  expect(asked).toEqual([
    { path: "/api/v1/devices/a%20b", body: patch },
    { path: "/api/v1/devices/a%20b", body: { ...patch, confirm: true } },
    { path: "/api/v1/site", body: { preset: "eu", confirm: true } },
  ]);
});

it("tells what must be confirmed, without how a program does it", async () => {
  const error = 'CO is in alarm (A2). If that is meant, send the same with "confirm": true.';
  const { fetch } = answering(409, { error, code: "needs_confirmation" });
  const refusal: unknown = await saveSite(fetch, { preset: "eu" }).catch((thrown: unknown) => thrown);
  expect(refusal).toBeInstanceOf(NeedsConfirmation);
  expect(refusal).toMatchObject({ message: "CO is in alarm (A2)." });
});

it("says why nothing was changed: the server's reason, a proxy's status, no server at all", async () => {
  const save = (fetch: (path: string, init: RequestInit) => Promise<Response>) =>
    saveSettings(fetch, { device: "a", patch: { name: "b" } });
  const reason = { error: "gain must be from 0.2 to 5.", code: "invalid_settings" };
  await expect(save(answering(400, reason).fetch)).rejects.toThrow("gain must be from 0.2 to 5.");
  await expect(save(answering(502, "<html>").fetch)).rejects.toThrow("status 502");
  await expect(save(() => Promise.reject(new Error("offline")))).rejects.toThrow(
    "The server cannot be reached.",
  );
});
