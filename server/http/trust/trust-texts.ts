// What /trust says, in both languages of the app. `**…**` is what stands on the screen of the device.

import type { Platform } from "./platform.ts";

/** The steps of one platform. */
export interface PlatformTexts {
  readonly name: string;
  /** Which file it takes. */
  readonly file: "davy-root.crt" | "davy.mobileconfig";
  readonly steps: readonly string[];
  readonly notes: readonly string[];
}

/** Everything that the page says. */
export interface TrustTexts {
  /** `Northfield, on Android`. */
  readonly place: (site: string, platform: string) => string;
  readonly title: string;
  readonly network: string;
  readonly networkDone: string;
  readonly trust: string;
  readonly ask: string;
  readonly get: string;
  readonly differ: string;
  readonly stop: string;
  readonly home: string;
  readonly homeLater: string;
  readonly open: string;
  readonly waiting: string;
  readonly scope: string;
  readonly stuck: string;
  readonly others: string;
  readonly tried: string;
  readonly platforms: { readonly [Id in Platform]: PlatformTexts };
}

const EN: TrustTexts = {
  place: (site, platform) => `${site}, on ${platform}`,
  title: "Three steps to the app",
  network: "Wi-Fi of the site",
  networkDone: "You are on it.",
  trust: "Trust this site",
  ask: "Ask the person who invited you: do you both see these four words?",
  get: "Same words: get certificate",
  differ: "Words differ, stop",
  stop: "**Install nothing.** Somebody may have put another certificate in the place of the site's. Tell the person who invited you, and remove what you have installed from here.",
  home: "Put it on the home screen",
  homeLater: "Comes by itself after step 2.",
  open: "Step 2 is done: open Davy",
  waiting: "Waiting until this device trusts the site",
  scope: "Davy then works without internet. The certificate counts for this site’s addresses only.",
  stuck: "It does not go on by itself?",
  others: "Another device",
  tried:
    "Menus differ from version to version. Chromium on Linux is what these steps have been tried with; those for phones follow what their makers say.",
  platforms: {
    android: {
      name: "Android",
      file: "davy-root.crt",
      steps: ["Then open **Settings**, search for **CA certificate**, and choose **davy-root.crt**."],
      notes: [
        "The phone warns of certificates in general. This one can vouch for addresses of local networks only.",
        "Use Chrome, Edge or Samsung Internet. Firefox for Android does not go by such certificates.",
        "Put on the home screen without internet, Davy is a shortcut there; for a whole app be online once while you do it.",
      ],
    },
    ios: {
      name: "iPhone and iPad",
      file: "davy.mobileconfig",
      steps: [
        "Use Safari, and allow the download.",
        "Open **Settings**, tap **Profile Downloaded**, then **Install**. It says **Not Verified**, as nobody but this site has made it.",
        "In **Settings**, **General**, **About**, **Certificate Trust Settings**, switch it on. Nothing works without this switch.",
      ],
      notes: [
        "The app on the home screen keeps its own data, apart from Safari's: it may ask who you are once more.",
      ],
    },
    windows: {
      name: "Windows",
      file: "davy-root.crt",
      steps: [
        "Open **davy-root.crt**, then **Install Certificate**, **Current User**.",
        "Choose **Place all certificates in the following store**, and there **Trusted Root Certification Authorities**.",
        "Confirm, then restart the browser.",
      ],
      notes: [],
    },
    macos: {
      name: "Mac",
      file: "davy-root.crt",
      steps: [
        "Open **davy-root.crt**; it comes into the app **Keychain Access**.",
        "Open it there, and under **Trust** choose **Always Trust**.",
      ],
      notes: ["On an iPad, follow the steps for iPhone and iPad below."],
    },
    linux: {
      name: "Linux",
      file: "davy-root.crt",
      steps: [
        "Chrome: **Settings**, **Privacy and security**, **Security**, **Manage certificates**; import it as an authority for websites.",
        "Firefox: **Settings**, **Privacy & Security**, **View Certificates**, **Authorities**, **Import**.",
      ],
      notes: [],
    },
  },
};

const DE: TrustTexts = {
  place: (site, platform) => `${site}, auf ${platform}`,
  title: "Drei Schritte zur App",
  network: "WLAN des Standorts",
  networkDone: "Sie sind darin.",
  trust: "Diesem Standort vertrauen",
  ask: "Fragen Sie, wer Sie eingeladen hat: Sehen Sie beide diese vier Wörter?",
  get: "Gleiche Wörter: Zertifikat holen",
  differ: "Andere Wörter, Stopp",
  stop: "**Installieren Sie nichts.** Jemand hat vielleicht ein anderes Zertifikat an die Stelle des richtigen gesetzt. Sagen Sie es der Person, die Sie eingeladen hat, und entfernen Sie, was Sie von hier installiert haben.",
  home: "Auf den Startbildschirm",
  homeLater: "Kommt von selbst nach Schritt 2.",
  open: "Schritt 2 ist getan: Davy öffnen",
  waiting: "Wartet, bis dieses Gerät dem Standort vertraut",
  scope: "Davy läuft danach ohne Internet. Das Zertifikat gilt nur für die Adressen dieses Standorts.",
  stuck: "Geht es nicht von selbst weiter?",
  others: "Ein anderes Gerät",
  tried:
    "Menüs heißen je nach Version anders. Erprobt sind diese Schritte mit Chromium unter Linux; die für Telefone folgen den Angaben der Hersteller.",
  platforms: {
    android: {
      name: "Android",
      file: "davy-root.crt",
      steps: [
        "Öffnen Sie dann **Einstellungen**, suchen Sie **CA-Zertifikat** und wählen Sie **davy-root.crt**.",
      ],
      notes: [
        "Das Telefon warnt vor Zertifikaten überhaupt. Dieses kann nur für Adressen lokaler Netze bürgen.",
        "Nehmen Sie Chrome, Edge oder Samsung Internet. Firefox für Android richtet sich nicht nach solchen Zertifikaten.",
        "Ohne Internet auf den Startbildschirm gelegt ist Davy dort eine Verknüpfung; für eine ganze App seien Sie dabei einmal online.",
      ],
    },
    ios: {
      name: "iPhone und iPad",
      file: "davy.mobileconfig",
      steps: [
        "Nehmen Sie Safari und erlauben Sie das Laden.",
        "Öffnen Sie **Einstellungen**, tippen Sie auf **Profil geladen**, dann auf **Installieren**. Es heißt **Nicht überprüft**, denn nur dieser Standort hat es gemacht.",
        "Schalten Sie es ein unter **Einstellungen**, **Allgemein**, **Info**, **Zertifikatsvertrauenseinstellungen**. Ohne diesen Schalter geht nichts.",
      ],
      notes: [
        "Die App auf dem Startbildschirm hat eigene Daten, getrennt von Safari: Sie fragt vielleicht noch einmal, wer Sie sind.",
      ],
    },
    windows: {
      name: "Windows",
      file: "davy-root.crt",
      steps: [
        "Öffnen Sie **davy-root.crt**, dann **Zertifikat installieren**, **Aktueller Benutzer**.",
        "Wählen Sie **Alle Zertifikate in folgendem Speicher speichern** und dort **Vertrauenswürdige Stammzertifizierungsstellen**.",
        "Bestätigen Sie und starten Sie den Browser neu.",
      ],
      notes: [],
    },
    macos: {
      name: "Mac",
      file: "davy-root.crt",
      steps: [
        "Öffnen Sie **davy-root.crt**; es kommt in die **Schlüsselbundverwaltung**.",
        "Öffnen Sie es dort und wählen Sie unter **Vertrauen** **Immer vertrauen**.",
      ],
      notes: ["Auf einem iPad folgen Sie unten den Schritten für iPhone und iPad."],
    },
    linux: {
      name: "Linux",
      file: "davy-root.crt",
      steps: [
        "Chrome: **Einstellungen**, **Datenschutz und Sicherheit**, **Sicherheit**, **Zertifikate verwalten**; als Zertifizierungsstelle für Websites importieren.",
        "Firefox: **Einstellungen**, **Datenschutz & Sicherheit**, **Zertifikate anzeigen**, **Zertifizierungsstellen**, **Importieren**.",
      ],
      notes: [],
    },
  },
};

/** The texts by language. */
export const TRUST_TEXTS = { en: EN, de: DE } as const;
