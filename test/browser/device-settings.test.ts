import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, sidewaysExcess } from "../helpers/browser.ts";
import { textOf } from "../helpers/drawn-charts.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";

describeInBrowser("settings of a device", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
  const openDevice = (device: string, over = {}) =>
    pages.open({
      path: `/device/${encodeURIComponent(device)}`,
      devices: scriptedFleet(NOW),
      now: NOW,
      ...over,
    });

  const openSettings = (device: string, over = {}) =>
    openDevice(device, { path: `/device/${encodeURIComponent(device)}/settings`, ...over });

  it("keeps what is typed and not saved, and asks before the page is left", async () => {
    const page = await openSettings("handheld 1");
    await page.getByLabel("Place", { exact: true }).fill("Shaft 9");
    await page.getByRole("link", { name: "Graph" }).click();
    const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
    await question.getByRole("button", { name: "Stay here" }).click();
    expect(await page.getByLabel("Place", { exact: true }).inputValue()).toBe("Shaft 9");
    await page.getByRole("link", { name: "Graph" }).click();
    await question.getByRole("button", { name: "Leave the page" }).click();
    await page.locator("graph-view").waitFor();
    await page.goBack();
    await page.getByText("What you typed and did not save is here again.").waitFor();
    expect(await page.getByLabel("Place", { exact: true }).inputValue()).toBe("Shaft 9");
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("link", { name: "Graph" }).click();
    await page.locator("graph-view").waitFor();
    await page.context().close();
  });

  it("changes many devices by a table, after it was shown what it changes, and none by a table with a mistake", async () => {
    const devices = ["a", "b"].map((id) => buildDevice(id, { CO: 4, CH4: 10 }, { now: NOW }));
    const page = await openDevice("a", { path: "/settings", devices });
    const table = (text: string) =>
      page
        .locator("devices-file input")
        .setInputFiles({ name: "t.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await table("device,sensor,A1,A2\na,CO,20,10\n");
    await page.getByText("from A2 low over A1 low and A1 to A2 each limit must be higher.").waitFor();
    await table("device,sensor,A1,A2\na,CO,20,40\na,CH4,1000,2000\nb,CO,20,40\n");
    await page.getByText("a: CO: own limits set to A1 ≥\u00a020, A2 ≥\u00a040").waitFor();
    await page.getByRole("button", { name: "Change 2 devices" }).click();
    await page.getByText("Saved for 2 of 2 devices.").waitFor();
    const limits = { a1: 20, a2: 40 };
    expect(await page.evaluate(() => window.stage.saved())).toEqual([
      { device: "a", patch: { sensors: { CO: { limits }, CH4: { limits: { a1: 1_000, a2: 2_000 } } } } },
      { device: "b", patch: { sensors: { CO: { limits } } } },
    ]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save all as CSV" }).click(),
    ]);
    expect(await textOf(download)).toContain("a,,,,CO,,,,,,,20,40");
    await page.context().close();
  });

  it("copies own limits to the other devices of a place, for the sensors that they have", async () => {
    const devices = ["a", "b", "c"].map((id) => buildDevice(id, { CO: 4, CH4: 10 }, { now: NOW }));
    const [first, ...rest] = devices;
    const limits = { a1: 20, a2: 40 };
    const source = { ...first!, settings: { place: "Shaft 3", sensors: { CO: { limits, zero: 3 } } } };
    const others = rest.map((state) => ({ ...state, settings: { place: "Shaft 3" } }));
    const page = await openSettings("a", { devices: [source, ...others] });
    await page.locator("copy-settings").getByLabel("Shaft 3").check();
    await page.getByRole("button", { name: "Copy to 2 devices" }).click();
    await page.getByText("Saved for 2 of 2 devices.").waitFor();
    expect(await page.evaluate(() => window.stage.saved())).toEqual(
      ["b", "c"].map((device) => ({ device, patch: { sensors: { CO: { limits }, CH4: { limits: null } } } })),
    );
    await page.context().close();
  });

  it("forgets a device after it was asked about its history, and says so where it cannot", async () => {
    const page = await openSettings("handheld 1");
    await page.evaluate(() => window.stage.setSaveProblem("The disk is full."));
    await page.getByRole("button", { name: "Forget this device …" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Forget this device …" }).click();
    await page.getByRole("button", { name: "Forget, keep the history" }).click();
    await page.getByRole("alert").getByText("The disk is full.").waitFor();
    await page.evaluate(() => window.stage.setSaveProblem(undefined));
    await page.getByRole("button", { name: "Forget and delete the history" }).click();
    await page.getByText("There is no device of this name.").waitFor();
    expect(await page.evaluate(() => window.stage.forgotten())).toEqual([
      { device: "handheld 1", data: "delete" },
    ]);
    await page.context().close();
  });

  it("saves settings, and the figures follow", async () => {
    const page = await openSettings("handheld 1");
    const co = page.getByRole("group", { name: /Carbon monoxide/ });
    await page.getByLabel("Name", { exact: true }).fill("Rescue 1");
    await co.getByLabel("Zero").fill("1270");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Change it all the same" }).click();
    await page.getByText("Saved. All screens follow.").waitFor();
    expect(await page.locator("h1").innerText()).toBe("Settings of Rescue 1");
    await page.getByRole("link", { name: "Back to the device" }).click();
    await expect.poll(() => page.locator('[data-sensor="CO"] .figure').innerText()).toMatch(/10\s+ppm/);
    const [saved] = await page.evaluate(() => window.stage.saved());
    expect(saved?.patch).toMatchObject({ name: "Rescue 1", sensors: { CO: { zero: 1_270 } } });
    await page.context().close();
  });

  it("asks before a zero hides an alarm, and leaves all as it is when told so", async () => {
    const page = await openSettings("handheld 1");
    const co = page.getByRole("group", { name: /Carbon monoxide/ });
    await co.getByRole("button", { name: "Set as zero" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    const question = page.getByRole("alertdialog", { name: "Is this meant?" });
    await question.getByText("CO is in alarm now (Alarm A2). A zero is set in clean air").waitFor();
    await question.getByText("The alarm of CO (Alarm A2) becomes: Normal.").waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => question.count()).toBe(0);
    expect(await page.evaluate(() => window.stage.saved())).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Change it all the same" }).click();
    await page.getByText("Saved. All screens follow.").waitFor();
    await page.getByRole("link", { name: "Back to the device" }).click();
    await page.locator('[data-sensor="CO"][data-state="normal"]').getByText("zero 1280").waitFor();
    expect(await page.evaluate(() => window.stage.saved())).toEqual([
      { device: "handheld 1", patch: { sensors: { CO: { zero: 1_280 } } }, confirmed: true },
    ]);
    await page.context().close();
  });

  it("sends no gain of a worn out sensor and no limit that nothing could reach, and says at which field", async () => {
    const page = await openSettings("handheld 1");
    const methane = page.getByRole("group", { name: /Methane/ });
    await methane.getByLabel("Gain").fill("5.1");
    await page.getByRole("button", { name: "Save" }).click();
    await methane.getByText("Please enter a gain from 0.2 to 5").waitFor();
    await methane.getByLabel("Gain").fill("5");
    await methane.getByLabel("Own limits for CH₄").check();
    await methane.getByLabel("A2 from").fill("2000000");
    await page.getByRole("button", { name: "Save" }).click();
    await methane.getByText("the sensor's range: no value could reach this").waitFor();
    expect(await page.evaluate(() => window.stage.saved())).toEqual([]);
    await page.context().close();
  });

  it("tells what was changed, newest first and more on demand, and takes a change back when asked twice", async () => {
    const page = await openSettings("handheld 1");
    const history = page.locator("settings-history");
    await history.getByText("Nothing was changed yet.").waitFor();
    const by = { kind: "person", name: "Kim", from: "10.0.0.2" } as const;
    const old = Array.from({ length: 7 }, (_, index) => ({
      kind: "setting" as const,
      seq: index + 1,
      at: NOW - 86_400_000,
      device: "handheld 1",
      patch: { place: `Shaft ${index}` },
    }));
    const zero = { sensors: { H2: { zero: 12 } } };
    const change = {
      kind: "setting" as const,
      seq: 8,
      at: NOW - 3_600_000,
      device: "handheld 1",
      patch: zero,
    };
    await page.evaluate(
      (entries) => window.stage.setChanges(entries),
      [...old, { ...change, was: { sensors: { H2: { zero: null } } }, by }],
    );
    await page
      .getByRole("group", { name: /Hydrogen/ })
      .getByLabel("Zero")
      .fill("12");
    await page.getByRole("button", { name: "Save" }).click();
    await history.getByText("by Kim on 23 Nov 2026, 13:32").waitFor();
    await history.getByText("place set to Shaft 4").waitFor();
    expect(await history.getByText("place set to Shaft 1").count()).toBe(0);
    expect(await history.getByText("by unknown").count()).toBe(3);
    await history.getByRole("button", { name: "Show earlier changes" }).click();
    await history.getByText("place set to Shaft 0").waitFor();
    const newest = history.getByRole("listitem").first();
    expect(await newest.innerText()).toContain("H₂: zero set to 12 (before: none)");
    expect(await newest.innerText()).toContain("by somebody at 192.168.1.20 on 23 Nov 2026, 14:32");
    await newest.getByRole("button", { name: "Undo …" }).click();
    const question = page.getByRole("alertdialog", { name: "Undo this change?" });
    await question.getByText("H₂: zero set to none (before: 12)").waitFor();
    await question.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(() => newest.innerText()).toContain("H₂: zero set to none (before: 12)");
    const [, undone] = await page.evaluate(() => window.stage.saved());
    expect(undone).toEqual({ device: "handheld 1", patch: { sensors: { H2: { zero: null } } } });
    await page.context().close();
  });

  it("says that what was changed is the server's to tell, and undoes nothing without it", async () => {
    const page = await openSettings("handheld 1", { link: "lost" });
    const history = page.locator("settings-history");
    await history.getByText("Not live. The server keeps what was changed").waitFor();
    await page.evaluate(() => window.stage.setLink("live"));
    await history.getByText("Nothing was changed yet.").waitFor();
    await page.context().close();
  });

  it("names the field that is wrong and sends nothing", async () => {
    const page = await openSettings("handheld 1");
    const gain = page.getByRole("group", { name: /Methane/ }).getByLabel("Gain");
    await gain.fill("much");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => gain.getAttribute("aria-invalid")).toBe("true");
    expect(await gain.evaluate((field) => field.matches(":focus"))).toBe(true);
    expect(await page.evaluate(() => window.stage.saved())).toEqual([]);
    await page.context().close();
  });

  it("keeps what was typed when the server refuses, and says why", async () => {
    const page = await openSettings("handheld 1");
    await page.evaluate(() => window.stage.setSaveProblem("The server is read-only."));
    await page.getByLabel("Place", { exact: true }).fill("Shaft 4");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Not saved: The server is read-only.").waitFor();
    expect(await page.getByLabel("Place", { exact: true }).inputValue()).toBe("Shaft 4");
    await page.context().close();
  });

  it("shows what zero and gain would make of the raw value, which is zero at a press", async () => {
    const page = await openSettings("handheld 1");
    const co = page.getByRole("group", { name: /Carbon monoxide/ });
    await co.getByLabel("Gain").fill("0.5");
    await co.getByText("Raw value 1280, shown as 640 ppm").waitFor();
    await co.getByRole("button", { name: "Set as zero" }).click();
    await co.getByText("Raw value 1280, shown as 0 ppm").waitFor();
    expect(await page.getByRole("button", { name: "Take out of service" }).count()).toBe(0);
    await page.context().close();
  });

  it("shows and takes numbers as the reader's language writes them, and none that may be a thousand times more", async () => {
    const page = await openSettings("handheld 1", { preferences: { language: "de" } });
    const co = page.getByRole("group", { name: /Kohlenmonoxid/ });
    await co.getByLabel("Verstärkung").fill("1,0015");
    await co.getByText("Rohwert 1280, angezeigt als 1281,92 ppm").waitFor();
    await co.getByLabel("Nullpunkt").fill("1.250");
    await page.getByRole("button", { name: "Speichern" }).click();
    await co.getByText("ohne Tausendertrennzeichen eingeben, etwa 1234,5.").waitFor();
    expect(await page.evaluate(() => window.stage.saved())).toEqual([]);
    await page.context().close();
  });

  it("takes a silent device out of service: no screen shows it, the settings still list it", async () => {
    const page = await openSettings("fixed-12");
    await page.getByRole("button", { name: "Take out of service" }).click();
    await page.getByText("Out of service: hidden on all screens").waitFor();
    const [saved] = await page.evaluate(() => window.stage.saved());
    expect(saved?.patch).toEqual({ retiredAt: NOW - 3 * 3_600_000 });
    await page.getByRole("link", { name: "Overview" }).first().click();
    await expect.poll(() => page.locator("device-row").count()).toBe(6);
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("link", { name: /Return airway.*out of service/ }).click();
    await page.getByRole("button", { name: "Put back in service" }).click();
    await page.getByRole("button", { name: "Take out of service" }).waitFor();
    await page.context().close();
  });

  it("fits phone, tablet and wall without scrolling sideways, in the longer language", async () => {
    const page = await openSettings("handheld 1", { preferences: { language: "de" } });
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.context().close();
  });
});
