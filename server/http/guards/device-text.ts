/** What a browser says to be: the first that fits, since most say to be several. */
const BROWSERS = [
  [/\bEdgA?\//, "Edge"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
] as const;
const SYSTEMS = [
  [/\bAndroid\b/, "Android"],
  [/\b(iPhone|iPod)\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
] as const;

function firstIn(table: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  return table.find(([form]) => form.test(text))?.[1];
}

/** A device in words, by its `User-Agent`: `Android, Chrome`. */
export function deviceText(userAgent: string): string {
  const parts = [firstIn(SYSTEMS, userAgent), firstIn(BROWSERS, userAgent)].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0
    ? parts.join(", ")
    : userAgent.replace(/[^\x20-\x7e]/g, "").slice(0, 40) || "unknown";
}
