// Puts the page's data together over one window: stream, clock, fleet, what keeps history, updates.

import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { FleetNote } from "../../offline/fleet-note.ts";
import { BASE_PATH, inBase } from "../ground/base-path.ts";
import { AlarmsSoon } from "./alarms/alarms-soon.ts";
import type { AppData, AppSource, HistorySource, OfflineSource } from "./base/app-data.ts";
import { GatewaySoon } from "./gateway-soon.ts";
import { type IdMemory, idMemory } from "./history/id-memory.ts";
import { PageInstall } from "./install/page-install.ts";
import { KeptSoon } from "./kept-soon.ts";
import { type Ground, layGround } from "./page-ground.ts";
import type { KeptNeeds } from "./page-kept.ts";
import { PagePresence } from "./page-presence.ts";
import { createServerVerbs, type ServerVerbs, siteChange } from "./server-verbs.ts";
import { followDisplay } from "./session/follow-display.ts";
import { isLetIn } from "./session/let-in.ts";
import type { PageSession } from "./session/page-session.ts";
import { OwnSoundTests } from "./session/sound-tests.ts";
import { PageSite } from "./settings/page-site.ts";
import { Link } from "./stream/link.ts";
import { LiveSession } from "./stream/live-session.ts";
import { PageFleet } from "./stream/page-fleet.ts";
import { parseSiteAnswer } from "./stream/parse-events.ts";
import { streamUrl } from "./stream/stream-url.ts";

export interface AppDataOptions {
  readonly window: Window;
  readonly version: string;
  readonly build: string;
}

/** The data of a page that begins. */
export interface BegunAppData extends AppData {
  /** Resolves when what an earlier visit left is there, or cannot be; at once on a first visit. */
  restored(): Promise<void>;
}

/** Begins to fetch, stream and store. `stop` ends all of it. */
export function createAppData({ window, version, build }: AppDataOptions): BegunAppData {
  const ground = layGround(window);
  const page = new PageData(ground, { version, build });
  const { fleet, site, history, offline, app, session, alarms } = page;
  return {
    fleet,
    site,
    history,
    offline,
    app,
    session,
    alarms,
    ...createServerVerbs(ground),
    gateway: () => page.gatewaySoon.get(),
    tellMute: (isMute) => page.tellMute(isMute),
    soundTests: page.soundTests,
    restored: () => page.restored(),
    stop: () => page.stop(),
  };
}

class PageData implements Omit<AppData, keyof ServerVerbs | "gateway"> {
  readonly fleet: PageFleet;
  readonly site: PageSite;
  readonly history: HistorySource;
  readonly offline: OfflineSource;
  readonly app: AppSource;
  readonly session: PageSession;
  readonly alarms: AlarmsSoon;
  readonly #ground: Ground;
  readonly #install: PageInstall;
  readonly #link: Link;
  readonly #session: LiveSession;
  readonly #kept: KeptSoon;
  readonly #memory: IdMemory;
  #ends: readonly (() => void)[] = [];
  readonly gatewaySoon: GatewaySoon;
  #isMute = false;
  #isStopped = false;
  readonly soundTests = new OwnSoundTests();

  constructor(ground: Ground, { version, build }: Pick<AppDataOptions, "version" | "build">) {
    this.#ground = ground;
    const { window, notify, clock } = ground;
    this.session = ground.signIn.session;
    this.#memory = idMemory(() => window.localStorage, BASE_PATH);
    this.#kept = this.#keepSoon();
    this.gatewaySoon = new GatewaySoon(ground, async () => (await this.#kept.get()).store);
    this.history = this.#kept.history;
    this.offline = this.#kept.offline;
    this.#link = this.#createLink();
    this.site = new PageSite(siteChange(ground.fetch));
    this.fleet = new PageFleet({
      clock,
      notifier: notify.fleet,
      onReading: notify.readings.subscribe,
      link: () => this.#link.state,
      heardAt: () => this.#session.heardAt(),
    });
    this.#session = this.#createSession();
    this.alarms = this.#followAlarms();
    this.#install = new PageInstall(ground, { version, build, kept: this.#kept });
    this.app = this.#install.source;
    this.#start(build);
  }

  async restored(): Promise<void> {
    if (this.session.standing().kind === "unasked") return;
    await Promise.allSettled([this.#kept.get().then(({ fleetRead }) => fleetRead), this.alarms.restored()]);
  }

  stop(): void {
    this.#isStopped = true;
    this.#link.stop();
    this.alarms.stop();
    this.#kept.stop();
    this.#install.stop();
    this.#ground.quiet.stop();
    this.#ground.signIn.stop();
    for (const end of this.#ends) end();
    this.gatewaySoon.stop();
    this.site.stop();
    for (const notifier of Object.values(this.#ground.notify)) notifier.stop();
  }

  #start(build: string): void {
    const { window, timers, clock, notify } = this.#ground;
    const presence = new PagePresence({
      window,
      timers,
      clock,
      link: this.#link,
      disk: this.#kept,
      onWake: () => {
        notify.fleet.changed();
        // Somebody may have been let in meanwhile, here or by another hand.
        if (!this.session.mayConnect()) void this.session.look();
      },
    });
    const noting = timers.every(MINUTE_MS, () => this.#noteContact());
    this.#ends = [presence.start(), noting, this.#followDisplay(build)];
    this.#ground.onSession({ connect: (may) => this.#connect(may), end: () => this.#end() });
    void this.#connectFirst();
    this.#kept.begin();
    this.alarms.begin();
    this.#install.start();
  }

  /**
   * Where the server has not said already that this browser may read, a first visit asks before it asks for readings: to be
   * refused them would stand as an error in the browser's log.
   */
  async #connectFirst(): Promise<void> {
    const looked = this.session.look();
    const isFirst = this.session.standing().kind === "unasked";
    if (isFirst && !isLetIn(this.#ground.window.performance)) await looked;
    if (!this.#isStopped) this.#connect(this.session.mayConnect());
  }

  /** What a display does by itself is loaded when this is one. Returns what ends it. */
  #followDisplay(build: string): () => void {
    const { session, soundTests } = this;
    return followDisplay(session, async () => {
      const { keepContact } = await import("./session/display-contact.ts");
      return keepContact({ ...this.#ground, session, build, isMute: () => this.#isMute, soundTests });
    });
  }

  #keepSoon(): KeptSoon {
    return new KeptSoon({
      load: async () => {
        const { PageKept } = await import("./page-kept.ts");
        return new PageKept(this.#ground, this.#keptNeeds());
      },
      notify: this.#ground.notify,
      onGivenUp: () => this.#session.beginAnew(),
    });
  }

  #followAlarms(): AlarmsSoon {
    const { notify, timers } = this.#ground;
    return new AlarmsSoon({
      subscribe: notify.alarms.subscribe,
      onStep: notify.steps.subscribe,
      after: timers.after,
      load: async () => {
        const { createPageAlarms } = await import("./create-page-alarms.ts");
        return createPageAlarms(this.#ground, {
          link: () => this.#link.state,
          heardAt: () => this.#session.heardAt(),
          preset: () => this.site.current().preset,
          store: async () => (await this.#kept.get()).store,
        });
      },
    });
  }

  #keptNeeds(): KeptNeeds {
    return {
      session: this.#session,
      memory: this.#memory,
      isLive: () => this.#link.state === "live",
      settingsOf: (device) => this.fleet.devices().get(device)?.settings.sensors,
      fleetNote: (serverTime) => {
        const note = this.fleet.note(serverTime);
        return note && { ...note, site: this.site.noted() };
      },
      adopt: (note) => this.#adopt(note),
    };
  }

  #createLink(): Link {
    return new Link({
      ...this.#ground.timers,
      openStream: (lastId) => new EventSource(inBase(streamUrl(lastId, this.#memory.read()))),
      now: () => performance.now(),
      random: () => Math.random(),
      onState: () => this.#onLink(),
      onDrop: () => void this.session.look(),
      onEvent: (name, data, id) => this.#session.hear(name, data, id),
    });
  }

  #createSession(): LiveSession {
    const { clock, notify } = this.#ground;
    return new LiveSession({
      clock,
      fleet: this.fleet.live,
      onReading: (reading) => {
        this.#kept.add(reading);
        this.alarms.tell((alarms) => alarms.add(reading));
        notify.readings.tell(reading);
      },
      onSite: (site) => {
        this.site.adopt(site);
        this.#kept.flush();
      },
      onFleet: () => notify.fleet.changed(),
      // At once: a phone that looks in for a moment and goes down the shaft has it.
      onSnapshot: () => this.#kept.flush(),
      onAlarms: (open) => this.alarms.tell((alarms) => alarms.hearOpen(open)),
      onAlarm: (step) => this.alarms.tell((alarms) => alarms.hear(step)),
      onGone: (isGone) => {
        this.#kept.letGo(isGone);
        this.alarms.tell((alarms) => alarms.letGo(isGone));
      },
      onSensors: this.#kept.judge,
      onGap: () => this.#kept.missed(),
      onHello: (hello) => {
        this.#kept.begun(hello.changed);
        this.alarms.tell((alarms) => alarms.begun(hello));
        this.#install.updates.serverRuns(hello.build);
      },
    });
  }

  #connect(mayConnect: boolean): void {
    if (mayConnect) this.#link.start();
    else this.#link.disconnect();
  }

  tellMute(isMute: boolean): void {
    this.#isMute = isMute;
  }

  /** All that is kept is about to be taken away, the worker included. */
  async #end(): Promise<void> {
    this.#install.stop();
    this.alarms.stop();
    await this.#kept.end();
  }

  #noteContact(): void {
    if (this.#link.state === "live") this.session.heard();
  }

  #onLink(): void {
    this.#ground.notify.fleet.changed();
    this.alarms.tell((alarms) => alarms.onLink());
    this.#noteContact();
    if (this.#link.state === "live") {
      this.#install.updates.check();
      this.#kept.begin();
      this.#kept.warmSoon();
    } else {
      this.#kept.flush();
      this.alarms.lost();
    }
  }

  #adopt(note: FleetNote): void {
    const site = parseSiteAnswer(note.site);
    if (site) this.site.restore(site);
    this.fleet.adopt(note);
  }
}
