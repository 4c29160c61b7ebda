// The root as a profile for iPhone and iPad, which take one more willingly than a bare certificate.

import { createHash } from "node:crypto";
import { html } from "../docs/html.ts";

/** The kind of a profile. */
export const PROFILE_TYPE = "application/x-apple-aspen-config";

/** A UUID that is the same for the same certificate: a profile that is installed again replaces itself. Version 5 in form. */
function uuidOf(purpose: string, der: Uint8Array): string {
  const hex = createHash("sha256").update(purpose).update(der).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-").toUpperCase();
}

/** The profile with a root in it, unsigned: who would sign it is whom it is to make known. */
export function renderProfile({ name, der }: { readonly name: string; readonly der: Uint8Array }): string {
  const [root, profile] = [uuidOf("root", der), uuidOf("profile", der)];
  const about = "Lets this device trust the Davy of this site, at addresses of local networks and no others.";
  return html`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.security.root</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>org.davy.root.${root}</string>
<key>PayloadUUID</key><string>${root}</string>
<key>PayloadDisplayName</key><string>${name}</string>
<key>PayloadCertificateFileName</key><string>davy-root.cer</string>
<key>PayloadContent</key><data>${Buffer.from(der).toString("base64")}</data>
</dict></array>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>org.davy.profile.${profile}</string>
<key>PayloadUUID</key><string>${profile}</string>
<key>PayloadDisplayName</key><string>${name}</string>
<key>PayloadDescription</key><string>${about}</string>
<key>PayloadRemovalDisallowed</key><false/>
</dict></plist>
`.text;
}
