/** What a device runs, as far as its way to trust a certificate goes. */
export const PLATFORMS = ["android", "ios", "windows", "macos", "linux"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What browsers say that they run on. An iPad may say that it is a Mac; the steps for both say so. */
const SIGNS: readonly (readonly [RegExp, Platform])[] = [
  [/iPhone|iPad|iPod/, "ios"],
  [/Android/, "android"],
  [/Windows/, "windows"],
  [/Macintosh|Mac OS X/, "macos"],
];

/** The platform of a browser by its User-Agent; Linux where that tells nothing. */
export function platformOf(userAgent: string): Platform {
  return SIGNS.find(([sign]) => sign.test(userAgent))?.[1] ?? "linux";
}
