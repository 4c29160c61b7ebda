// A browser that goes from Davy to an issuer and back, step by step.

import { ACCESS_PATHS } from "../../shared/wire/access.ts";
import { type Visitor, visitor } from "./as-person.ts";
import { CLIENT_SECRET, type IssuerOptions, startIssuer, type TestIssuer } from "./oidc-issuer.ts";
import { startTestDavy, type TestDavy, type TestDavyOptions } from "./start-davy.ts";

interface Ground {
  readonly davy: { readonly url: string };
  readonly issuer: Pick<TestIssuer, "url">;
}

/** A browser, as far as it goes from one server to the other and back: cookies by host and port, redirects by hand. */
export class SignOnWalk {
  readonly atDavy: Visitor;
  /** The cookie by which Davy knows a browser on its way. */
  onTheWay = "";
  readonly #ground: Ground;
  readonly #atIssuer = new Map<string, string>();

  constructor({ davy, issuer }: Ground) {
    this.#ground = { davy, issuer };
    this.atDavy = visitor(davy.url);
  }

  /** Begins; answers the address at the issuer. */
  async begin(body: object = {}): Promise<string> {
    const { status, body: answer, headers } = await this.#askDavy(ACCESS_PATHS.signOn, "POST", body);
    if (status !== 200) throw new Error(`Going to sign on was answered ${status}.`);
    this.onTheWay = headers
      .getSetCookie()
      .map((set) => set.split(";")[0] ?? "")
      .join("; ");
    return answer.url;
  }

  /** Goes to the issuer and on, until it leads back to Davy. */
  async follow(url: string): Promise<string> {
    let next = url;
    for (let steps = 0; steps < 10 && next.startsWith(this.#ground.issuer.url); steps += 1) {
      const cookie = [...this.#atIssuer].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(next, { redirect: "manual", headers: { cookie } });
      for (const set of response.headers.getSetCookie()) {
        const [pair = ""] = set.split(";");
        const at = pair.indexOf("=");
        this.#atIssuer.set(pair.slice(0, at), pair.slice(at + 1));
      }
      const location = response.headers.get("location");
      if (location === null) throw new Error(`${next} answered ${response.status}: ${await response.text()}`);
      next = new URL(location, next).href;
    }
    return next;
  }

  /** Comes back to Davy; answers where that leads to. */
  async comeBack(url: string): Promise<string | null> {
    const { pathname, search } = new URL(url);
    const { status, headers } = await this.#askDavy(pathname + search, "GET");
    if (status !== 303) throw new Error(`Coming back was answered ${status}.`);
    for (const set of headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      if (!pair.includes("-on=")) this.atDavy.cookie = pair;
    }
    return headers.get("location");
  }

  /** All of it. */
  async signOn(body: object = {}): Promise<string | null> {
    return await this.comeBack(await this.follow(await this.begin(body)));
  }

  async me() {
    return (await this.atDavy.ask(ACCESS_PATHS.me)).body;
  }

  async #askDavy(path: string, method: string, body?: object) {
    const cookie = [this.atDavy.cookie, this.onTheWay].filter((each) => each !== "").join("; ");
    const response = await fetch(this.#ground.davy.url + path, {
      method,
      redirect: "manual",
      headers: cookie === "" ? {} : { cookie },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  }
}

/** A server and the issuer that signs people on there. */
export interface SignOnSite {
  readonly davy: TestDavy;
  readonly issuer: TestIssuer;
  stop(): Promise<void>;
}

/** Starts both. Groups `gas-admins`, `gas-crew` and `gas` are admin, operator and viewer. */
export async function startSignOnSite({
  isInToken = false,
  env,
  ...seams
}: TestDavyOptions & IssuerOptions = {}): Promise<SignOnSite> {
  const issuer = await startIssuer({ isInToken });
  const davy = await startTestDavy({
    ...seams,
    env: {
      DAVY_OIDC_ISSUER: issuer.url,
      DAVY_OIDC_CLIENT_ID: "davy",
      DAVY_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      DAVY_OIDC_NAME: "Site login",
      DAVY_OIDC_ROLES: "gas-admins=admin, gas-crew=operator, gas=viewer",
      ...env,
    },
  });
  issuer.register(davy.url + ACCESS_PATHS.signOnCallback);
  return {
    davy,
    issuer,
    async stop() {
      await davy.stop();
      await issuer.stop();
    },
  };
}
