// The script of /trust, which works without it: it finds out by itself that this device trusts the site's certificate, and goes on.

/** How long to wait between two tries, and for the answer to one, ms. */
const TRY_EVERY_MS = 2_000;
const ANSWER_MS = 5_000;

/** What an invitation's token may consist of; whatever else stands behind the # of the address is none. */
const TOKEN = /^[\w-]{8,200}$/;

/** Where to go once the certificate is trusted: to take up the invitation that the address carries, or to the app. */
function onwards(secureUrl: string): string {
  const token = location.hash.slice(1);
  return TOKEN.test(token) ? `${secureUrl}join#${token}` : secureUrl;
}

/** Whether this device trusts the certificate: the browser answers nothing over HTTPS before that. */
async function isTrusted(secureUrl: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    await fetch(`${secureUrl}check`, { mode: "no-cors", cache: "no-store", signal });
    return true;
  } catch {
    // Not trusted yet, or not reached: both may change.
    return false;
  }
}

async function tryUntilTrusted(secureUrl: string): Promise<void> {
  if (await isTrusted(secureUrl)) location.replace(onwards(secureUrl));
  else setTimeout(() => void tryUntilTrusted(secureUrl), TRY_EVERY_MS);
}

const secureUrl = document.body.dataset["secureUrl"];
if (secureUrl !== undefined) {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-onwards]"))
    link.href = onwards(secureUrl);
  for (const waiting of document.querySelectorAll<HTMLElement>("[data-waiting]")) waiting.hidden = false;
  void tryUntilTrusted(secureUrl);
}
