// Channels and rules, as they are set up on the real server.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PATHS } from "../../../shared/wire/api.ts";
import { channelPath, NOTICE_PATHS } from "../../../shared/wire/notices.ts";
import { KEY, NoticeSite, WAIT } from "../../helpers/notice-site.ts";

const site = new NoticeSite();

beforeAll(() => site.start());
afterAll(() => site.stop());
beforeEach(() => site.begin());
afterEach(() => site.end());

describe("what is set up", () => {
  it("says nothing of secrets, in no answer, no entry and no file but one for its owner alone", async () => {
    const { id, ...channel } = await site.addChannel();
    expect(channel).toEqual({
      name: "Siren",
      kind: "webhook",
      address: site.receiver.url,
      secrets: ["url", "key"],
      waiting: 0,
      waitingSince: null,
      isFailing: false,
    });
    await site.addRule(id);
    site.receiver.behave(500);
    await site.post(120);
    await expect.poll(() => site.receiver.seen.length, WAIT).toBeGreaterThan(0);
    for (const path of [NOTICE_PATHS.setup, NOTICE_PATHS.log, `${PATHS.logbook}?limit=1000`]) {
      const { text } = await site.ask("GET", path);
      expect([path, text.includes(KEY), text.includes("T0K3N")]).toEqual([path, false, false]);
    }
    expect(JSON.stringify(site.davy.report.lines)).not.toContain("T0K3N");
    const kept = await stat(join(site.davy.folder, "channel-secrets.json"));
    expect(kept.mode & 0o777).toBe(0o600);
  });

  it.each([
    [{ kind: "webhook", url: "ftp://x" }, "url"],
    [{ kind: "webhook", url: "http://ada:secret@x/" }, "url"],
    [{ kind: "webhook", url: "http://x", address: "smtp://x" }, "address"],
    [{ kind: "mail", address: "smtp://x" }, "from"],
    [{ kind: "mail", address: "mqtt://x", from: "a@b" }, "address"],
    [{ kind: "pigeon" }, "kind"],
    [{ kind: "heartbeat", url: "http://x" }, "everyMinutes"],
  ])("is refused with its problem named: %j", async (more, member) => {
    const { status, body } = await site.ask("POST", NOTICE_PATHS.channels, { name: "x", ...more });
    expect([status, body.error]).toEqual([400, expect.stringContaining(member)]);
  });

  it("keeps a secret that is not given again, but not for another place", async () => {
    const { id } = await site.addChannel();
    const plain = { name: "Horn", kind: "webhook" };
    expect((await site.ask("PUT", channelPath(id), plain)).body).toMatchObject({
      name: "Horn",
      secrets: ["url", "key"],
    });
    const moved = { ...plain, url: "http://127.0.0.1:1/" };
    expect((await site.ask("PUT", channelPath(id), moved)).body.error).toContain("give key again");
    expect((await site.ask("PUT", channelPath(id), { ...moved, key: null })).body.secrets).toEqual(["url"]);
  });

  it("does not lose a channel that a rule names, nor takes a rule for one that is not there", async () => {
    const { id } = await site.addChannel();
    await site.addRule(id);
    expect((await site.ask("DELETE", channelPath(id))).body.error).toContain('The rule "All"');
    const steps = [{ afterMinutes: 0, targets: [{ channel: "nobody" }] }];
    const rule = { name: "x", priorities: ["low"], steps };
    expect((await site.ask("POST", NOTICE_PATHS.rules, rule)).status).toBe(404);
    const to = [{ afterMinutes: 0, targets: [{ channel: id, to: "ada@example.org" }] }];
    expect((await site.ask("POST", NOTICE_PATHS.rules, { ...rule, steps: to })).status).toBe(400);
  });

  it("says whether each critical alarm reaches somebody", async () => {
    const { id } = await site.addChannel();
    await site.addRule(id, { places: ["Shaft 3"] });
    expect((await site.setup()).coversCritical).toBe(false);
    await site.addRule(id);
    expect((await site.setup()).coversCritical).toBe(true);
  });
});
