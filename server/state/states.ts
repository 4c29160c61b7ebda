import { AccessBook, GatewayBook } from "../access/access.ts";
import { type Alarms, createAlarms } from "../alarms/alarms.ts";
import type { ClockStep } from "../log/log.ts";
import { createNotices, type Notices } from "../notices/notices.ts";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { createFleet, EMPTY_FLEET, type Fleet } from "./fleet.ts";
import { createGuidance, type GuidanceState } from "./guidance.ts";
import { createMappings, type MappingsState } from "./mappings.ts";
import { createProjections, type Projections } from "./projections.ts";
import { createRadio, type RadioState } from "./radio.ts";
import { createSite, type SiteState } from "./site.ts";

/** All that follows the log and is kept in memory. */
export interface States {
  readonly fleet: Fleet;
  readonly site: SiteState;
  readonly access: AccessBook;
  readonly alarms: Alarms;
  readonly gateways: GatewayBook;
  readonly notices: Notices;
  readonly guidance: GuidanceState;
  /** How foreign payloads are read. */
  readonly mappings: MappingsState;
  /** How devices are heard by radio. */
  readonly radio: RadioState;
  /** What a broker has brought. */
  readonly deliveries: Deliveries;
  readonly projections: Projections;
}

interface StatesOptions {
  /** Where the clock stepped back. */
  readonly steps: readonly ClockStep[];
  /** The time zone that the server was started with. */
  readonly timeZone?: string | undefined;
}

/** Makes the states, empty. A new one has its place in the list here, and nowhere else. */
export function createStates({ steps, timeZone }: StatesOptions): States {
  const fleet = createFleet(EMPTY_FLEET, steps);
  const site = createSite({ timeZone });
  const access = new AccessBook();
  const gateways = new GatewayBook();
  // They judge by the site's limits, and begin with the fleet's settings.
  const alarms = createAlarms({ fleet, site });
  const notices = createNotices({
    clock: () => ({ timeZone: site.answer().timeZone ?? "UTC", shifts: site.current().shifts }),
  });
  const guidance = createGuidance();
  const mappings = createMappings();
  const radio = createRadio();
  const deliveries = createDeliveries();
  const others = { access, alarms, gateways, notices, guidance, mappings, radio, deliveries };
  const projections = createProjections([fleet, site, ...Object.values(others)]);
  return { fleet, site, ...others, projections };
}
