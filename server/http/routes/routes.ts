// Every route of the server, in the order in which a reader of the document should meet them. Here and nowhere else.

import { alarmRoutes } from "./alarm-routes.ts";
import { appRoutes } from "./app-routes.ts";
import { backupRoute } from "./backup-route.ts";
import { batchRoutes } from "./batch-routes.ts";
import { certificateRoutes } from "./certificate-routes.ts";
import { clientErrorRoute } from "./client-error-route.ts";
import { completenessRoute } from "./completeness-routes.ts";
import { deviceRoutes } from "./device-routes.ts";
import { displayRoutes } from "./display-routes.ts";
import { entranceRoutes } from "./entrance-routes.ts";
import { eventsRoute } from "./events-route.ts";
import { exportRoutes } from "./export-route.ts";
import { exposureRoutes } from "./exposure-routes.ts";
import { figuresRoute } from "./figures-route.ts";
import { gatewayRoutes } from "./gateway-routes.ts";
import { guidanceRoutes } from "./guidance-routes.ts";
import { healthRoute } from "./health-route.ts";
import { historyRoutes } from "./history-routes.ts";
import { influxRoutes } from "./influx-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { legacyRoutes } from "./legacy-routes.ts";
import { logbookRoutes } from "./logbook-route.ts";
import { mappingRoutes } from "./mapping-routes.ts";
import { meRoute } from "./me-route.ts";
import { metricsRoute } from "./metrics-route.ts";
import { noticeLogRoutes } from "./notice-log-routes.ts";
import { noticeRoutes } from "./notice-routes.ts";
import { openapiRoutes } from "./openapi-routes.ts";
import { pairingRoutes } from "./pairing-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import { pushRoutes } from "./push-routes.ts";
import { refusedRoute } from "./refused-route.ts";
import type { Route } from "./route.ts";
import { sessionRoutes } from "./session-routes.ts";
import { setAsideRoute } from "./set-aside-route.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { signOnRoutes } from "./sign-on-routes.ts";
import { siteRoutes } from "./site-routes.ts";
import { testRoutes } from "./test-routes.ts";
import { trustRoutes } from "./trust-routes.ts";

/** The router, the OpenAPI document and its page are made from this. */
export const ROUTES: readonly Route[] = [
  ...legacyRoutes,
  ...batchRoutes,
  ...entranceRoutes,
  ...influxRoutes,
  ...mappingRoutes,
  ...deviceRoutes,
  ...siteRoutes,
  ...historyRoutes,
  ...exportRoutes,
  ...exposureRoutes,
  completenessRoute,
  ...alarmRoutes,
  figuresRoute,
  ...noticeRoutes,
  ...noticeLogRoutes,
  ...pushRoutes,
  ...guidanceRoutes,
  ...testRoutes,
  ...logbookRoutes,
  eventsRoute,
  meRoute,
  ...signInRoutes,
  ...signOnRoutes,
  ...sessionRoutes,
  ...peopleRoutes,
  healthRoute,
  metricsRoute,
  clientErrorRoute,
  backupRoute,
  setAsideRoute,
  ...gatewayRoutes,
  ...keyRoutes,
  ...displayRoutes,
  ...pairingRoutes,
  refusedRoute,
  ...trustRoutes,
  ...certificateRoutes,
  ...openapiRoutes,
  ...appRoutes,
];
