// Asks a server as somebody, with the cookie that it gave.

import { ACCESS_PATHS, type NewInvitationAnswer } from "../../shared/wire/access.ts";
import type { TestDavy } from "./start-davy.ts";

export const PASSWORD = "correct horse battery";

/** An answer, read to its end. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  readonly body: any;
}

/** Somebody with a browser of their own. */
export interface Visitor {
  ask(
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answered>;
  /** What the browser sends as `Cookie`; empty without one. */
  cookie: string;
}

/** Somebody who has not signed in. */
export function visitor(url: string, cookie = ""): Visitor {
  const self: Visitor = {
    cookie,
    async ask(path, { method = "GET", body, headers = {} } = {}) {
      const response = await fetch(url + path, {
        method,
        redirect: "manual",
        headers: { ...(self.cookie ? { cookie: self.cookie } : {}), ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      for (const set of response.headers.getSetCookie()) {
        const [pair = ""] = set.split(";");
        self.cookie = /Max-Age=0(;|$)/.test(set) ? "" : pair;
      }
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") === true;
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
  };
  return self;
}

/** Makes the first admin of a server. */
export async function setUpAdmin(davy: TestDavy, name = "Ada"): Promise<Visitor> {
  const admin = visitor(davy.url);
  const body = { code: davy.access.setupCode, name, password: PASSWORD };
  const { status } = await admin.ask(ACCESS_PATHS.setup, { method: "POST", body });
  if (status !== 200) throw new Error(`The set-up was answered ${status}.`);
  return admin;
}

/** Somebody whom an admin has invited. */
export async function invited(
  davy: TestDavy,
  admin: Visitor,
  body: { name: string; role: "viewer" | "operator"; places?: readonly string[] },
): Promise<Visitor> {
  const invitation = await admin.ask(ACCESS_PATHS.invitations, { method: "POST", body });
  const { token } = invitation.body as NewInvitationAnswer;
  const guest = visitor(davy.url);
  const { status } = await guest.ask(ACCESS_PATHS.join, { method: "POST", body: { token } });
  if (status !== 200) throw new Error(`The invitation was answered ${status}.`);
  return guest;
}
