/** As much as the air may have of it, percent. */
const MOST = 100;

/** Whether a number without a unit can only be percent of oxygen: no instrument shows so few ppm of it. */
export function isOxygenPercent(gas: string, value: number): boolean {
  return gas === "O2" && value <= MOST;
}
