import { msg } from "@lit/localize";

/** A member of the site as its form calls it; one that a newer server has goes by its own name. */
export function siteMemberName(member: string): string {
  switch (member) {
    case "name":
      return msg("Name of the site", { id: "site.name" });
    case "preset":
      return msg("Limits", { id: "settings.preset" });
    case "timeZone":
      return msg("Time zone of the site", { id: "site.timeZone" });
    case "language":
      return msg("Language", { id: "settings.language" });
    case "units":
      return msg("Units", { id: "settings.units" });
    case "kiosk":
      return msg("Kiosks", { id: "site.kiosks" });
    case "bumpDays":
      return msg("Bump tests", { id: "site.bumpDays" });
    case "calibrationDays":
      return msg("Calibrations", { id: "site.calibrationDays" });
    case "shifts":
      return msg("Shifts of the site", { id: "report.shifts" });
    case "soundTest":
      return msg("Daily sound test of displays", { id: "site.soundTest" });
    default:
      return member;
  }
}
