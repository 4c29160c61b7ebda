// A certificate for localhost that nobody trusts, and its key, for tests of HTTPS alone.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUNvOjU+orx49vznmg0XCbaJNC9g0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTA3NDkwMloYDzIxMjYxMTAx
MDc0OTAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR4IvkKR8Efgzxv7t7gzM8Sv9X7gkLty2+Azl7ctk2ut/4Yt3dbb2Xz
PJuDQ00hNxRx4sDgvaROzaA97px4IU4So28wbTAdBgNVHQ4EFgQU1U+tfEVFIIlG
Gf4RzB3gre3J948wHwYDVR0jBBgwFoAU1U+tfEVFIIlGGf4RzB3gre3J948wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAJJdwltNQeFpFMMT2bWAq+tyfHf9NENuOrSLsqkQuOV7AiEA
8u3EcfXqe1UIBhtZUUnODxy0SX6f3SSxka6kst1SRXA=
-----END CERTIFICATE-----
`;

const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfLkqY5DMTZ2dOckn
X924KPbmP0ZyRbb4RLz9JdlfGcGhRANCAAR4IvkKR8Efgzxv7t7gzM8Sv9X7gkLt
y2+Azl7ctk2ut/4Yt3dbb2XzPJuDQ00hNxRx4sDgvaROzaA97px4IU4S
-----END PRIVATE KEY-----
`;

/** Both, as a server takes them. */
export const PAIR = { cert: CERTIFICATE, key: KEY };

/** Writes both into a folder; answers the server's settings for them. */
export async function writeCertificate(
  folder: string,
): Promise<{ DAVY_TLS_CERT: string; DAVY_TLS_KEY: string }> {
  const files = { DAVY_TLS_CERT: join(folder, "cert.pem"), DAVY_TLS_KEY: join(folder, "key.pem") };
  await writeFile(files.DAVY_TLS_CERT, CERTIFICATE);
  await writeFile(files.DAVY_TLS_KEY, KEY, { mode: 0o600 });
  return files;
}
