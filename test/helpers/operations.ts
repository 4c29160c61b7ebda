import { describeRoutes } from "../../server/http/routes/route.ts";
import { ROUTES } from "../../server/http/routes/routes.ts";

/** What the routes say of themselves, in their order. */
export const OPERATIONS = describeRoutes(ROUTES);
