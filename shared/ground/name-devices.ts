// Whose readings a file has, for its name.

/** The device, or of several the first and how many more: a name with all of them would be too long for a file system. */
export function nameDevices(devices: readonly string[]): string {
  const [first = "", ...others] = devices;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
