import { type SensorPresentation, worstFirst } from "../../../shared/present-sensor.ts";

/** The order of a device's sensors on a screen: the worst first, but nothing moves under a finger. */
export class SensorOrder {
  #order: readonly string[] = [];

  /** The sensors in order; where they may not move, in the order of last time. */
  arrange(
    sensors: readonly SensorPresentation[],
    { mayMove }: { mayMove: boolean },
  ): readonly SensorPresentation[] {
    const byKey = new Map(sensors.map((sensor) => [sensor.scale.key, sensor]));
    const kept = this.#order.flatMap((key) => byKey.get(key) ?? []);
    if (!mayMove && kept.length === sensors.length) return kept;
    const ordered = worstFirst(sensors);
    this.#order = ordered.map(({ scale }) => scale.key);
    return ordered;
  }
}
