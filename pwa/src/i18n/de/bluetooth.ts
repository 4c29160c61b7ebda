// German texts of the gateway by Bluetooth.

import { str } from "@lit/localize";

export const bluetooth = {
  "bluetooth.title": "Bluetooth-Gateway",
  "bluetooth.means": "Dieses Gerät holt Messwerte per Bluetooth von einem Messgerät und gibt sie weiter.",
  "bluetooth.open": "Gateway öffnen",
  "bluetooth.missing": "Diese Seite konnte nicht geladen werden. Öffne sie noch einmal, wo es ein Netz gibt.",
  "bluetooth.none": "Hier gibt es kein Bluetooth",
  "bluetooth.noneWhy":
    "Dieser Browser erreicht keine Messgeräte per Bluetooth. Chrome und Edge können es, unter Android und auf Computern, unter der HTTPS-Adresse der App; ein iPhone kann es nicht.",
  "bluetooth.off": "Nicht verbunden",
  "bluetooth.choosing": "Wähle es in der Liste des Browsers",
  "bluetooth.connecting": str`Verbindet mit ${0}`,
  "bluetooth.on": str`Verbunden mit ${0}`,
  "bluetooth.lost": str`${0} verloren: es wird von selbst weiter versucht`,
  "bluetooth.noUuid": "Der Dienst unten ist keine UUID. Berichtige ihn und speichere.",
  "bluetooth.failed": str`Es war nicht zu erreichen: ${0}`,
  "bluetooth.heard": str`Messungen: ${0}, zuletzt: ${1}`,
  "bluetooth.unread": str`${0} Nachrichten waren keine Messungen: stimmen Dienst und Merkmal?`,
  "bluetooth.connect": "Messgerät wählen",
  "bluetooth.disconnect": "Trennen",
  "bluetooth.stayOpen":
    "Lass die App offen und den Bildschirm an: Browser beenden die Verbindung, wenn sie weggelegt werden.",
  "bluetooth.passing": "Weitergegeben",
  "bluetooth.nothingWaits": "Nichts wartet",
  "bluetooth.waiting": str`Es warten: ${0}`,
  "bluetooth.noNetwork":
    "Der Server ist nicht zu erreichen. Sie werden aufgehoben und gesendet, sobald er es ist.",
  "bluetooth.badKey": "Der Server nimmt den Schlüssel unten nicht an. Sie werden aufgehoben, bis er es tut.",
  "bluetooth.said": str`Der Server sagt: ${0}. Es wird weiter versucht.`,
  "bluetooth.reached": str`Weitergegeben, seit die App offen ist: ${0}`,
  "bluetooth.notKept": "Sie gehen verloren, wenn die App geschlossen wird: dieser Browser hebt nichts auf.",
  "bluetooth.dropped": str`${0} der ältesten Messungen wurden aufgegeben, weil zu viele warteten.`,
  "bluetooth.refused": str`Der Server wies ${0} Messungen ab: ${1}`,
  "bluetooth.settings": "Messgerät und Schlüssel",
  "bluetooth.service": "Dienst (UUID, oder vier Ziffern)",
  "bluetooth.characteristic": "Merkmal, das meldet (UUID, oder vier Ziffern)",
  "bluetooth.key": "Schlüssel eines Gateways",
  "bluetooth.keyNote":
    "Ein Verwalter macht den Schlüssel unter „Gateways“. Er bleibt in diesem Browser, und geht mit allem, was wartet, wenn sich hier jemand abmeldet.",
  "bluetooth.save": "Speichern",
};
