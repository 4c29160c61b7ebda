import type { SensorsSettings } from "../../../../shared/rules/settings.ts";

/** A question about a device, with what is set of its sensors where that says what their numbers mean. */
export type Judged<Request> = Request & { readonly settings?: SensorsSettings | undefined };
