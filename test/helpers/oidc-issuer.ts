// A real OpenID Connect provider on this machine, at which somebody is signed in without being asked.

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Configuration, Provider } from "oidc-provider";

/** Somebody whom the issuer knows: claims by name. */
export interface Account {
  readonly [claim: string]: unknown;
}

/** An issuer under test. */
export interface TestIssuer {
  readonly url: string;
  /** Who is there at the issuer; undefined: whoever it is turns back. */
  account: string | undefined;
  /** All that it knows, by `sub`. */
  readonly accounts: Map<string, Account>;
  /** The requests that it has answered, as `GET /path`. */
  readonly asked: string[];
  /** Nobody is answered. */
  isGone: boolean;
  /** Makes Davy known to it, at the address at which people come back. */
  register(redirectUri: string): void;
  stop(): Promise<void>;
}

export const CLIENT_SECRET = "a-secret-of-the-client-that-is-in-no-log";

function configurationOf(
  accounts: TestIssuer["accounts"],
  { redirectUri, isInToken }: { readonly redirectUri: string; readonly isInToken: boolean },
): Configuration {
  return {
    clients: [
      {
        client_id: "davy",
        client_secret: CLIENT_SECRET,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL("/", redirectUri).href],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"] },
    conformIdTokenClaims: !isInToken,
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["a key of the test"] },
    ttl: { AuthorizationCode: 60, AccessToken: 60, IdToken: 60, Interaction: 60, Session: 600, Grant: 600 },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...accounts.get(sub) }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? "",
        accountId: ctx.oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  };
}

/** What one issuer is like. */
export interface IssuerOptions {
  /** Whether it tells all in the ID token; else where one asks with the access token, as the specification has it. */
  readonly isInToken?: boolean;
}

/** Starts one. Before anybody signs on there, `register` says where it sends them back to. */
export async function startIssuer({ isInToken = false }: IssuerOptions = {}): Promise<TestIssuer> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let provider: Provider | undefined;
  const issuer: TestIssuer = {
    url,
    account: undefined,
    accounts: new Map(),
    asked: [],
    isGone: false,
    register: (redirectUri) => {
      provider = new Provider(url, configurationOf(issuer.accounts, { redirectUri, isInToken }));
    },
    stop: () => stop(server),
  };
  server.on("request", (request, response) => {
    if (issuer.isGone || !provider) return void request.socket.destroy();
    const path = request.url?.split("?")[0] ?? "";
    issuer.asked.push(`${request.method} ${path}`);
    if (!path.startsWith("/interaction/")) return void provider.callback()(request, response);
    const result =
      issuer.account === undefined
        ? { error: "access_denied", error_description: "They turned back." }
        : { login: { accountId: issuer.account } };
    void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  return issuer;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
