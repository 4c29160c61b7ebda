// The page of notices, and the whole way: leak, notice by mail, webhook and MQTT, answer, return, on a real server and real receivers.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acknowledgementsPath } from "../../shared/wire/alarms.ts";
import { axeFindings } from "../helpers/axe.ts";
import { type Broker, HAS_BROKER, listenTo, startBroker } from "../helpers/broker.ts";
import { describeInBrowser, launchBrowser, watchErrors } from "../helpers/browser.ts";
import { type MailServer, startMailServer } from "../helpers/mail-server.ts";
import { NoticeSite, WAIT } from "../helpers/notice-site.ts";

describeInBrowser("the page of notices", () => {
  const site = new NoticeSite();
  let browser: Browser;
  let page: Page;
  let mail: MailServer;
  let broker: Broker | undefined;
  let errors: readonly string[];

  beforeAll(async () => {
    await site.start();
    await site.begin();
    mail = await startMailServer();
    broker = HAS_BROKER ? await startBroker() : undefined;
    browser = await launchBrowser();
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 390, height: 844 } });
    page = await context.newPage();
    errors = watchErrors(page);
    await page.goto(`${site.davy.url}/settings/notices`);
    await page.locator("notices-view dl").waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
    await site.receiver.stop();
    await mail.stop();
    await broker?.stop();
  });

  const form = () => page.locator("section > details > channel-form");

  async function addChannel(kind: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const adder = page.locator("summary", { hasText: "Add a channel" });
    if (!(await form().isVisible())) await adder.click();
    await form().getByRole("radio", { name: kind }).check();
    for (const [label, value] of Object.entries(fields))
      await form().getByLabel(label, { exact: true }).fill(value);
    await form().getByRole("button", { name: "Add this channel" }).click();
    await page.locator("channel-row", { hasText: fields["Name"] ?? "" }).waitFor();
  }

  it("says plainly what reaches a phone in a pocket, before anything is set up", async () => {
    const reach = page.locator("section", { hasText: "What reaches whom without internet" });
    expect(await reach.locator("dt").allInnerTexts()).toHaveLength(6);
    expect(await reach.innerText()).toContain("iPhone in a pocket\nNothing from Davy itself");
    expect(await page.locator("section").first().innerText()).toContain(
      "Some critical alarms are told to nobody",
    );
  });

  it("adds channels, sends a trial, and names what the server refuses", async () => {
    await addChannel("Webhook", { Name: "Siren", Address: `${site.receiver.url}/siren` });
    await addChannel("Mail", {
      Name: "Site mail",
      "Mail server": `smtp://127.0.0.1:${mail.port}`,
      Sender: "davy@example.org",
    });
    if (broker) await addChannel("MQTT", { Name: "Broker", Broker: `mqtt://127.0.0.1:${broker.port}` });
    const siren = page.locator("channel-row", { hasText: "Siren" });
    await siren.locator("summary").first().click();
    await siren.getByRole("button", { name: "Send a trial" }).click();
    await siren.getByText("It was taken: HTTP 200").waitFor();
    await page.getByText("sent: trial").waitFor();
    await form().getByRole("radio", { name: "Mail" }).check();
    await form().getByLabel("Name", { exact: true }).fill("x");
    await form().getByLabel("Mail server", { exact: true }).fill("nonsense");
    await form().getByLabel("Sender").fill("a@b");
    await form().getByRole("button", { name: "Add this channel" }).click();
    await page
      .getByRole("alert")
      .filter({ hasText: "address must be such as smtp://mail.lan:587" })
      .waitFor();
  });

  it("adds a rule of two steps", async () => {
    const rule = page.locator("section > details > rule-form");
    await rule.getByLabel("Name", { exact: true }).fill("All alarms");
    const choose = (index: number, name: string) =>
      rule.getByLabel("Channel", { exact: true }).nth(index).selectOption({ label: name });
    await choose(0, "Siren");
    if (broker) {
      await rule.getByRole("button", { name: "Another one" }).first().click();
      await choose(1, "Broker");
    }
    await rule.getByLabel("Tell somebody else when nobody answers").check();
    await choose(broker ? 2 : 1, "Site mail");
    await rule.getByLabel("To which mail address").fill("foreman@example.org");
    await rule.getByRole("button", { name: "Add this rule" }).click();
    await page.getByText("When nobody has answered after 5 min: foreman@example.org (Site mail)").waitFor();
    await page.getByText("Each critical alarm is told to somebody").waitFor();
  });

  it("goes the whole way: a leak is told, nobody answers, then somebody does, and its return is told with peak and duration", async () => {
    const listener = broker && (await listenTo(broker.port));
    const before = site.receiver.taken.length;
    await site.post(120);
    await site.untilTaken(before + 1);
    expect(site.taken.at(-1)).toMatchObject({ title: `A2 alarm: CO 120 ppm, ${site.device}` });
    const topic = `davy/alarms/${(await site.alarm()).id}`;
    if (listener) await expect.poll(() => listener.retained.has(topic), WAIT).toBe(true);
    expect(mail.mails).toEqual([]);
    for (let minute = 0; minute < 6; minute += 1) {
      site.clock += 51_000;
      await site.post(120 + minute);
    }
    await expect.poll(() => mail.mails.length, WAIT).toBe(1);
    const told = await site.alarm();
    await site.ask("POST", acknowledgementsPath(told.id), { by: "Ada", seen: told.rev });
    await site.calm();
    await expect.poll(() => site.taken.at(-1).title, WAIT).toBe(`Over (A2 alarm): CO, ${site.device}`);
    expect(site.taken.at(-1).text).toMatch(/Highest 125 ppm/);
    expect(site.taken.at(-1).text).toMatch(/Over since .*, after 5 min 26 s\./);
    const subjects = () => mail.mails.map((text) => /^Subject: (.*)$/m.exec(text)?.[1]?.trim());
    await expect
      .poll(subjects, WAIT)
      .toEqual(["A2 alarm: CO 125 ppm, device 1", "Over (A2 alarm): CO, device 1"]);
    await page.getByText(`sent: end of an alarm: ${site.device} (All alarms)`).first().waitFor();
    await listener?.stop();
  });

  it("breaks no rule of accessibility, fits a phone, and asks for nothing that is not there", async () => {
    await page.locator("notices-view details").evaluateAll((all) => {
      for (const one of all) one.setAttribute("open", "");
    });
    const serious = (await axeFindings(page)).filter(({ isSerious }) => isSerious).map(({ line }) => line);
    expect(serious).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(errors.filter((line) => !line.includes("400"))).toEqual([]);
  });
});
