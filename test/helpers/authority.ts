// Authorities and what they vouch for, by the openssl of the system.

import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Whether there is one to make certificates with. */
export const HAS_OPENSSL = existsSync("/usr/bin/openssl");

const CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function openssl(folder: string, args: readonly string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
}

/** Makes an authority; answers the path of its certificate. */
export function makeAuthority(folder: string, name: string): string {
  const files = ["-keyout", `${name}.key`, "-out", `${name}.pem`];
  openssl(folder, ["req", "-x509", ...CURVE, ...files, "-days", "2", "-subj", `/CN=${name}`]);
  return join(folder, `${name}.pem`);
}

/** Makes a certificate of an authority for some names (`DNS:…`, `IP:…`); answers its path and its key's. */
export function makeCertificate(folder: string, authority: string, names: string) {
  const name = `leaf-${authority}-${names.replaceAll(/\W/g, "-")}`;
  openssl(folder, ["req", ...CURVE, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`]);
  writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\n`);
  const from = ["-CA", `${authority}.pem`, "-CAkey", `${authority}.key`, "-CAcreateserial"];
  const files = ["-in", `${name}.csr`, "-extfile", `${name}.ext`, "-out", `${name}.pem`];
  openssl(folder, ["x509", "-req", ...from, ...files, "-days", "2"]);
  return { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
}
