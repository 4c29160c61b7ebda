// What becomes of the server's certificate, on record in the log: phones trust it, so whoever asks later must find when it changed.

import type { Access } from "./access/access.ts";
import type { Report } from "./report.ts";
import type { Https } from "./tls/tls.ts";

/** What the record is made of. */
interface RecordParts {
  readonly https: Https;
  readonly access: Pick<Access, "append">;
  readonly report: Pick<Report, "warn">;
}

/** Notes a root that is new, and each certificate that takes the place of another. Returns what ends that, once all is noted. */
export function recordCertificates({ https, access, report }: RecordParts): () => Promise<void> {
  const { certificates } = https;
  let noted: Promise<void> = Promise.resolve();
  const note = (what: string, name: string) => {
    const subject = { kind: "server", id: "server", name } as const;
    noted = noted
      .then(() => access.append([{ kind: "access", what, subject }]))
      .catch((error: unknown) => report.warn({ error, what }, "The record of certificates lacks a line"));
  };
  if (certificates?.isRootNew) note("root-made", certificates.root?.name ?? "");
  const forget = certificates?.onChange(() =>
    note("certificate-changed", certificates.status().names.join(", ").slice(0, 200)),
  );
  return () => {
    forget?.();
    return noted;
  };
}
