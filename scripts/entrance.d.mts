export function complaintOf(version: string, path: string): string | undefined;
export function refuseOldNode(): void;
export function enter(load: () => Promise<unknown>): Promise<void>;
