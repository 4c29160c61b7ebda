import { type SensorPresentation, worstFirst } from "../../../shared/present/present-sensor.ts";

/** The order of a device's sensors on a screen: the worst first, but nothing moves under a finger. */
export class SensorOrder {
  #order: readonly string[] = [];

  /** The sensors in order; where they may not move, in the order of last time. */
  arrange(
    sensors: readonly SensorPresentation[],
    { mayMove }: { mayMove: boolean },
  ): readonly SensorPresentation[] {
    const byIdentity = new Map(sensors.map((sensor) => [sensor.scale.identity, sensor]));
    const kept = this.#order.flatMap((identity) => byIdentity.get(identity) ?? []);
    if (!mayMove && kept.length === sensors.length) return kept;
    const ordered = worstFirst(sensors);
    this.#order = ordered.map(({ scale }) => scale.identity);
    return ordered;
  }
}
