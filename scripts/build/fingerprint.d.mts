/** A short hash over everything that the build reads: the same sources give the same build id. */
export function fingerprint(): string;
/** Whether `dist` is a finished build of the sources beside it, or stands where there are none. */
export function isBuilt(): boolean;
