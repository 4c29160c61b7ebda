import { str } from "@lit/localize";

export const kiosk = {
  "kiosk.life": "Lebenszeichen",
  "kiosk.connecting": "Verbindung wird aufgebaut …",
  "kiosk.lost": "Keine Verbindung",
  "kiosk.notLive": "Die Werte sind nicht live. Nicht auf diese Anzeige verlassen!",
  "kiosk.lastData": str`Letzte Daten ${0} (${1})`,
  "kiosk.lastAlarms": "Zuletzt bekannte Alarme",
  "kiosk.helpless": "Diese Anzeige braucht Hilfe",
  "kiosk.helpless.why":
    "Sie hat sich in zehn Minuten dreimal neu geladen und bekommt noch immer keine Live-Daten, obwohl der Server gesund ist. Browser oder Rechner dieser Anzeige neu starten.",
  "kiosk.oneSensor": "1 Sensor",
  "kiosk.sensors": str`${0} Sensoren`,
  "kiosk.calm": "Nichts Auffälliges",
  "kiosk.onePeak": "1 Spitze in der letzten Minute",
  "kiosk.peaks": str`${0} Spitzen in der letzten Minute`,
  "kiosk.mute": "Ton aus – zum Einschalten berühren",
  "kiosk.peakText": str`Spitze ${0}, ${1}`,
  "kiosk.lastValue": str`zuletzt ${0}`,
  "kiosk.page": str`Seite ${0} von ${1}`,
  "kiosk.newest": str`Neuester Wert ${0}`,
  "kiosk.empty": "Hier gibt es noch keine Sensoren zu zeigen.",
  "kiosk.waiting": "Warten auf das erste Wort des Servers …",
};
