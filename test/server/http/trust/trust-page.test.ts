import { describe, expect, it } from "vitest";
import { renderProfile } from "../../../../server/http/trust/mobileconfig.ts";
import { PLATFORMS, platformOf } from "../../../../server/http/trust/platform.ts";
import { renderTrustPage } from "../../../../server/http/trust/trust-page.ts";
import { TRUST_TEXTS } from "../../../../server/http/trust/trust-texts.ts";

const PAGE = {
  language: "en",
  platform: "android",
  siteName: "Northfield",
  words: ["amber", "violin", "harbour", "seven"],
  basePath: "/",
  secureUrl: "https://davy.local:8443/",
} as const;

it.each([
  [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
    "android",
  ],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1", "ios"],
  ["Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) Version/16.0 Mobile Safari/604.1", "ios"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", "macos"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "linux"],
  ["", "linux"],
] as const)("takes %s for %s", (userAgent, platform) => {
  expect(platformOf(userAgent)).toBe(platform);
});

describe.each(["en", "de"] as const)("the page in %s", (language) => {
  const texts = TRUST_TEXTS[language];

  it.each(PLATFORMS)("shows on %s its own steps, and those of all others behind a fold", (platform) => {
    const text = renderTrustPage({ ...PAGE, language, platform });
    const [own = "", others = ""] = text.split('<details class="others">');
    const file = `href="/trust/${texts.platforms[platform].file}"`;
    expect(own).toContain(`class="button main" ${file}`);
    expect(own.match(/class="button/g)).toHaveLength(3);
    for (const other of PLATFORMS.filter((each) => each !== platform)) {
      expect(others).toContain(`<h2>${texts.platforms[other].name}</h2>`);
      expect(own).not.toContain(`<h2>${texts.platforms[other].name}</h2>`);
    }
    expect(text).toContain(`<html lang="${language}">`);
  });

  it("says as much as in the other language", () => {
    for (const platform of PLATFORMS) {
      const count = (of: keyof typeof TRUST_TEXTS) => {
        const { steps, notes } = TRUST_TEXTS[of].platforms[platform];
        return [steps.length, notes.length];
      };
      expect(count(language)).toEqual(count("en"));
    }
  });
});

it("shows the words in their order, and the site by its name", () => {
  const text = renderTrustPage(PAGE);
  expect(text).toContain("<b>amber</b><b>violin</b><b>harbour</b><b>seven</b>");
  expect(text).toContain("<p>Northfield, on Android</p>");
});

it("lets a site's name be no more than text", () => {
  const text = renderTrustPage({ ...PAGE, siteName: `<script>"**x**` });
  expect(text).not.toContain('<script>"');
  expect(text).toContain("&lt;script&gt;&quot;");
});

it("names its files under the path of a proxy", () => {
  const text = renderTrustPage({ ...PAGE, basePath: "/davy/", secureUrl: "https://gas.example.com/davy/" });
  expect(text).not.toMatch(/(href|src)="\/trust/);
  expect(text).toContain('src="/davy/trust/trust.js"');
});

describe("the profile for iPhone and iPad", () => {
  const der = Uint8Array.of(1, 2, 3);
  const name = "Pit & Co (amber violin harbour seven)";

  it("has the root in it, under a name that XML can carry", () => {
    const text = renderProfile({ name, der });
    expect(text).toContain("<data>AQID</data>");
    expect(text).toContain("<string>Pit &amp; Co (amber violin harbour seven)</string>");
    expect(text).toContain("<string>com.apple.security.root</string>");
  });

  it("is the same profile for the same root, and another for another", () => {
    const uuids = (root: Uint8Array) =>
      [...renderProfile({ name, der: root }).matchAll(/<key>PayloadUUID<\/key><string>([^<]+)/g)].map(
        ([, id]) => id,
      );
    expect(uuids(der)).toEqual(uuids(Uint8Array.of(1, 2, 3)));
    expect(new Set([...uuids(der), ...uuids(Uint8Array.of(9))]).size).toBe(4);
    for (const id of uuids(der))
      expect(id).toMatch(/^[\dA-F]{8}-[\dA-F]{4}-5[\dA-F]{3}-A[\dA-F]{3}-[\dA-F]{12}$/);
  });
});
