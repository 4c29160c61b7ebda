import { str } from "@lit/localize";

export const gases = {
  "gases.ch4.name": "Methan",
  "gases.co.name": "Kohlenmonoxid",
  "gases.co2.name": "Kohlendioxid",
  "gases.h2.name": "Wasserstoff",
  "gases.lpg.name": "Flüssiggas",
  "gases.c3h8.name": "Propan",
  "gases.c4h10.name": "Butan",
  "gases.h2s.name": "Schwefelwasserstoff",
  "gases.o2.name": "Sauerstoff",
  "gases.no2.name": "Stickstoffdioxid",
  "gases.so2.name": "Schwefeldioxid",
  "gases.nh3.name": "Ammoniak",
  "gases.voc.name": "Flüchtige organische Verbindungen",
  "gases.unknown.name": str`Unbekanntes Gas „${0}“`,
  "gases.ch4.hazard":
    "Grubengas und Erdgas: mit Luft explosionsfähig, leichter als Luft, verdrängt den Sauerstoff.",
  "gases.co.hazard":
    "Entsteht bei jeder unvollständigen Verbrennung; geruchlos, blockiert den Sauerstofftransport im Blut bis zur Ohnmacht.",
  "gases.co2.hazard": "Sammelt sich in Senken, ist geruchlos, nimmt erst den Atem, dann das Bewusstsein.",
  "gases.h2.hazard":
    "In sehr vielen Mischungen explosionsfähig, zündet am kleinsten Funken und brennt unsichtbar.",
  "gases.lpg.hazard":
    "Propan und Butan: explosionsfähig, schwerer als Luft, fließt in Gruben, Keller und Schächte.",
  "gases.c3h8.hazard": "Explosionsfähig und schwerer als Luft; fließt in Gruben, Keller und Schächte.",
  "gases.c4h10.hazard": "Explosionsfähig, schwerer als Luft und in hoher Konzentration betäubend.",
  "gases.h2s.hazard":
    "Riecht nur in kleinen Mengen nach faulen Eiern: lähmt erst den Geruchssinn, dann die Atmung.",
  "gases.o2.hazard": "Zu wenig erstickt ohne Warnung; zu viel lässt alles heftig brennen.",
  "gases.no2.hazard":
    "Aus Motoren und Sprengschwaden; schädigt die Lunge, oft erst Stunden nach dem Einatmen.",
  "gases.so2.hazard":
    "Reizt Augen und Atemwege; in hoher Konzentration verkrampft der Kehlkopf und die Lunge nimmt Schaden.",
  "gases.nh3.hazard": "Verätzt Augen, Haut und Lunge und ist in geschlossenen Räumen explosionsfähig.",
  "gases.voc.hazard":
    "Dämpfe von Lösemitteln und Kraftstoffen: ein Summensignal. Was es bedeutet, hängt vom Stoff ab.",
  "gases.unknown.hazard":
    "Dieses Gas ist nicht im Katalog: Es hat keine Grenzwerte, bis jemand welche einträgt.",
};
