// What notices say, in the site's language.

import type { AlarmCondition } from "../../shared/entries/alarm.ts";
import type { SiteLanguage } from "../../shared/rules/site.ts";

/** The words of one language; functions take what stands in a sentence, formatted. */
export interface Words {
  readonly locale: string;
  readonly decimal: "." | ",";
  readonly conditions: { readonly [Each in AlarmCondition]: string };
  readonly drill: string;
  readonly over: string;
  readonly unanswered: string;
  readonly answered: (by: string, at: string, comment: string) => string;
  readonly now: (value: string) => string;
  readonly limit: (limit: string) => string;
  readonly highest: (value: string, at: string) => string;
  readonly since: (at: string) => string;
  readonly overSince: (at: string, after: string) => string;
  readonly ended: string;
  readonly past: string;
  readonly unsure: string;
  readonly delayed: (by: string) => string;
  readonly several: (count: number) => string;
  readonly trial: string;
  readonly trialText: string;
  readonly supplementary: string;
  readonly server: string;
}

const EN: Words = {
  locale: "en-GB",
  decimal: ".",
  conditions: {
    a1: "A1 alarm",
    a2: "A2 alarm",
    over: "Beyond measuring",
    call: "Calls for help",
    stel: "Exposure over 15 min (STEL)",
    twa: "Exposure over the shift (TWA)",
    fault: "Sensor fault",
    unrated: "Sensor without limits",
    silent: "Silent",
    battery: "Battery low",
    clock: "Clock is wrong",
    bump: "Bump test due",
    calibration: "Calibration due",
    gateway: "Gateway is silent",
    display: "Display fails",
    channel: "Notices do not arrive",
    disk: "Server needs care",
  },
  drill: "DRILL",
  over: "Over",
  unanswered: "Nobody has answered yet.",
  answered: (by, at, comment) => `Answered by ${by} at ${at}${comment === "" ? "." : `: ${comment}`}`,
  now: (value) => `Now ${value}.`,
  limit: (limit) => `Limit ${limit}.`,
  highest: (value, at) => `Highest ${value}, at ${at}.`,
  since: (at) => `Since ${at}.`,
  overSince: (at, after) => `Over since ${at}, after ${after}.`,
  ended: "It has ended.",
  past: "It was measured in the past and came in late.",
  unsure: "It is not known whether it still is so: no values come.",
  delayed: (by) => `This notice is ${by} late; it says how things are now.`,
  several: (count) => `${count} alarms`,
  trial: "Trial notice",
  trialText: "This is a trial: nothing has happened. Notices reach you by this way.",
  supplementary: "Supplementary: the instrument's own alarm has priority.",
  server: "server",
};

const DE: Words = {
  locale: "de-DE",
  decimal: ",",
  conditions: {
    a1: "A1-Alarm",
    a2: "A2-Alarm",
    over: "Über dem Messbereich",
    call: "Ruft um Hilfe",
    stel: "Exposition über 15 min (Kurzzeitwert)",
    twa: "Exposition über die Schicht (Schichtmittelwert)",
    fault: "Sensorstörung",
    unrated: "Sensor ohne Grenzwerte",
    silent: "Stumm",
    battery: "Akku schwach",
    clock: "Uhr geht falsch",
    bump: "Anzeigetest fällig",
    calibration: "Kalibrierung fällig",
    gateway: "Gateway stumm",
    display: "Anzeige ausgefallen",
    channel: "Meldungen kommen nicht an",
    disk: "Server braucht Hilfe",
  },
  drill: "ÜBUNG",
  over: "Vorbei",
  unanswered: "Noch hat niemand quittiert.",
  answered: (by, at, comment) => `Quittiert von ${by} um ${at}${comment === "" ? "." : `: ${comment}`}`,
  now: (value) => `Jetzt ${value}.`,
  limit: (limit) => `Grenzwert ${limit}.`,
  highest: (value, at) => `Höchstwert ${value}, um ${at}.`,
  since: (at) => `Seit ${at}.`,
  overSince: (at, after) => `Vorbei seit ${at}, nach ${after}.`,
  ended: "Der Alarm ist beendet.",
  past: "Das wurde früher gemessen und kam verspätet an.",
  unsure: "Ob das noch gilt, ist unbekannt: Es kommen keine Werte.",
  delayed: (by) => `Diese Meldung kommt ${by} zu spät; sie sagt, wie es jetzt ist.`,
  several: (count) => `${count} Alarme`,
  trial: "Probemeldung",
  trialText: "Dies ist eine Probe: Es ist nichts geschehen. Auf diesem Weg erreichen Sie Meldungen.",
  supplementary: "Ergänzend: Der Alarm des Geräts selbst hat Vorrang.",
  server: "Server",
};

/** The words of a language; English where the site chose none. */
export function wordsOf(language: SiteLanguage | null): Words {
  return language === "de" ? DE : EN;
}
