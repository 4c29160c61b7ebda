// A browser's subscription, as it is posted.

import * as z from "zod";

const MAX_ENDPOINT = 1_000;
const MAX_KEY = 200;

const key = z
  .string("must be text")
  .max(MAX_KEY, `must have at most ${MAX_KEY} characters`)
  .regex(/^[\w-]+$/, "must be base64url");

/** A subscription. */
export const pushBody = z
  .strictObject({
    endpoint: z
      .string("must be an address")
      .max(MAX_ENDPOINT, `must have at most ${MAX_ENDPOINT} characters`)
      .meta({ description: "As the browser gives it; https, on the internet." }),
    p256dh: key.meta({ description: "The browser's public key, base64url." }),
    auth: key.meta({ description: "The browser's secret, base64url." }),
    key: key.meta({ description: "The server's key with which the browser subscribed." }),
  })
  .meta({ description: "A browser's subscription to Web Push." });
