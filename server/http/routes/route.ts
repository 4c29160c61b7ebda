// A route in one piece: where it is, what it says of itself, who may ask it, and what answers. The router, the OpenAPI document
// and its page are made from the one list of them (routes.ts).

import type { Context } from "koa";
import type { DescribedRoute, Method, Operation } from "../docs/operation.ts";
import type { Permission } from "../guards/access.ts";
import type { OnPlain } from "../guards/plain.ts";
import type { AppParts } from "../parts.ts";

/** A request whose path fits a route, with the route's `:parameters`, decoded. */
export type RouteContext = Context & { readonly params: { readonly [name: string]: string | undefined } };

/** Answers requests, or throws what guards/error-handler.ts answers. */
export type Handle = (ctx: RouteContext) => void | Promise<void>;

/** What a route may be made of: the parts of the server, and the list that it stands in. */
export interface RouteParts extends AppParts {
  readonly routes: readonly Route[];
}

/** A route, made of these parts. `permission` has no default: whoever adds a route must have thought of it. */
export interface Route<Parts = RouteParts> {
  readonly method: Method;
  /** As the router takes it: `/api/v1/devices/:id`; several where one thing goes by several paths, the first being described. */
  readonly path: string | readonly string[];
  readonly operation: Operation;
  readonly permission: Permission;
  /** What it does on the port without encryption, where that is for devices. Posts of devices answer there by themselves. */
  readonly onPlain?: OnPlain;
  /** Stands before all that only other routes need: each device posts there every second or so. No parameters in its path. */
  readonly isHot?: true;
  /** Makes the handler of one server; what it keeps between requests is that server's. */
  readonly handle: (parts: Parts) => Handle;
}

/** A route, checked for being whole. */
export function defineRoute<Parts>(route: Route<Parts>): Route<Parts> {
  return route;
}

/** All paths of a route. */
export function pathsOf({ path }: Pick<Route<never>, "path">): readonly string[] {
  return typeof path === "string" ? [path] : path;
}

/** The routes as the document and its page tell them, in their order. */
export function describeRoutes(routes: readonly Route[]): readonly DescribedRoute[] {
  return routes.map(({ method, operation, permission, ...route }) => {
    const [path = ""] = pathsOf(route);
    return { ...operation, method, permission, path: path.replaceAll(/:(\w+)/g, "{$1}") };
  });
}
