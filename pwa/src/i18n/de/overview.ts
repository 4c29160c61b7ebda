import { str } from "@lit/localize";

export const overview = {
  "overview.deviceList": "Geräte",
  "overview.loading": "Wird geladen …",
  "overview.search": "Geräte suchen",
  "overview.searchHint": "Name, Ort oder Gas",
  "overview.filter": "Anzeigen",
  "overview.oneDevice": "Gerät",
  "overview.devices": "Geräte",
  "overview.noMatch": "Kein Gerät passt dazu.",
  "overview.allRetired": "Alle Geräte sind außer Betrieb.",
  "overview.noPlace": "Ohne Ort",
  "overview.showAll": "Alle anzeigen",
  "overview.graphOf": str`Verlauf von ${0}`,
  "overview.noSensors": "Von keinem Sensor kam bisher ein Wert.",
  "overview.battery": str`Akku ${0}`,
  "overview.batteryLow": str`Akku schwach: ${0}`,
  "overview.emptyTitle": "Noch keine Messwerte",
  "overview.emptyPost": "Geräte oder Gateways schicken ihre Messwerte als JSON an diese Adresse:",
  "overview.emptyTry": "Oder zur Probe von einem Terminal aus; der Wert erscheint hier sofort:",
  "overview.copy": "Zeile kopieren",
  "overview.copied": "Kopiert",
};
