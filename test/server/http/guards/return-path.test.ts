import fc from "fast-check";
import { expect, it } from "vitest";
import { returnPath } from "../../../../server/http/guards/return-path.ts";

it("leads back to views of the app, with what stands behind their question mark", () => {
  const views = [
    "/",
    "/graph?device=a%20b&to=now",
    "/kiosk?place=Shaft%203",
    "/device/x",
    "/settings/people",
  ];
  expect(views.map(returnPath)).toEqual(views);
});

it("leads to the overview instead of anywhere else", () => {
  const elsewhere = [
    "",
    "https://evil.example/",
    "//evil.example/graph",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "/..//evil.example",
    "/.//evil.example",
    "/graph\r\nSet-Cookie: a=b",
    "/api/v1/sign-on/end",
    "/k/key/receive-json",
    "/sign-in?sign-on=no_role",
    "/set-up",
    "/join",
    "/@evil.example",
    "/kiosk@evil.example",
  ];
  expect(elsewhere.map(returnPath)).toEqual(elsewhere.map(() => "/"));
});

it("stays on this server, whatever it is asked for", () => {
  const odd = fc.stringMatching(/^[\\/.:@%?#a-z\t\r\n ]{0,30}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), odd), (to) => {
      const back = returnPath(to);
      expect(new URL(back, "https://davy.local:8443").host).toBe("davy.local:8443");
      expect(back).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
    }),
    { numRuns: 2_000 },
  );
});
