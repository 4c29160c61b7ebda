// What gases are called in the languages of Europe, as devices and their operators write it: without spaces, accents and
// apostrophes, in capitals.

import type { GasId } from "./gases.ts";

const NAMES: { readonly [Id in Exclude<GasId, "unknown">]: string } = {
  CH4: "METHANE METHAN METAN METANO METAAN METAANI",
  CO: `CARBONMONOXIDE KOHLENMONOXID KOHLENSTOFFMONOXID MONOXYDEDECARBONE MONOXIDODECARBONO
    MONOSSIDODICARBONIO OSSIDODICARBONIO KOOLMONOXIDE KOOLSTOFMONOXIDE KOLMONOXID KULMONOXID KARBONMONOKSID
    TLENEKWEGLA OXIDUHELNATY HIILIMONOKSIDI HAKA SZENMONOXID MONOXIDDECARBON UGLJIKOVMONOKSID OGLJIKOVMONOKSID`,
  CO2: `CARBONDIOXIDE KOHLENDIOXID KOHLENSTOFFDIOXID DIOXYDEDECARBONE GAZCARBONIQUE DIOXIDODECARBONO
    ANIDRIDECARBONICA BIOSSIDODICARBONIO DIOSSIDODICARBONIO KOOLDIOXIDE KOOLSTOFDIOXIDE KOLDIOXID KULDIOXID
    KARBONDIOKSID DWUTLENEKWEGLA DITLENEKWEGLA OXIDUHLICITY HIILIDIOKSIDI SZENDIOXID DIOXIDDECARBON`,
  H2: "HYDROGEN WASSERSTOFF HYDROGENE DIHYDROGENE HIDROGENO IDROGENO WATERSTOF VATE BRINT WODOR VODIK VETY HIDROGEN HIDROGENIO",
  LPG: "FLUSSIGGAS FLUESSIGGAS AUTOGAS GPL GLP",
  C3H8: "PROPANE PROPAN PROPANO PROPAAN PROPAANI",
  C4H10: "BUTANE NBUTANE BUTAN NBUTAN BUTANO BUTAAN BUTAANI",
  H2S: `HYDROGENSULFIDE HYDROGENSULPHIDE SCHWEFELWASSERSTOFF SULFUREDHYDROGENE HYDROGENESULFURE SULFURODEHIDROGENO
    ACIDOSULFHIDRICO ACIDOSOLFIDRICO IDROGENOSOLFORATO SOLFURODIIDROGENO ZWAVELWATERSTOF WATERSTOFSULFIDE
    SVAVELVATE SVOVLBRINTE HYDROGENSULFID SIARKOWODOR SIROVODIK SULFAN RIKKIVETY KENHIDROGEN HIDROGENOSULFURADO`,
  O2: "OXYGEN SAUERSTOFF OXYGENE DIOXYGENE OXIGENO OSSIGENO ZUURSTOF SYRE SYRGAS ILT OKSYGEN TLEN KYSLIK HAPPI OXIGEN OXIGENIO",
  NO2: `NITROGENDIOXIDE NITROGENDIOXID STICKSTOFFDIOXID STICKDIOXID DIOXYDEDAZOTE DIOXIDODENITROGENO BIOSSIDODIAZOTO
    DIOSSIDODIAZOTO STIKSTOFDIOXIDE KVAVEDIOXID NITROGENDIOKSID DWUTLENEKAZOTU DITLENEKAZOTU OXIDDUSICITY
    TYPPIDIOKSIDI DIOXIDDEAZOT`,
  SO2: `SULFURDIOXIDE SULPHURDIOXIDE SCHWEFELDIOXID DIOXYDEDESOUFRE DIOXIDODEAZUFRE DIOXIDODEENXOFRE ANIDRIDESOLFOROSA
    BIOSSIDODIZOLFO DIOSSIDODIZOLFO ZWAVELDIOXIDE SVAVELDIOXID SVOVLDIOXID SVOVELDIOKSID DWUTLENEKSIARKI
    DITLENEKSIARKI OXIDSIRICITY RIKKIDIOKSIDI KENDIOXID DIOXIDDESULF`,
  NH3: "AMMONIA AMMONIAK AMMONIAC AMMONIAQUE AMONIACO AMMONIACA AMONIAK AMONIAC AMMONIAKKI",
  VOC: "TVOC COV VOS FLUCHTIGEORGANISCHEVERBINDUNGEN",
};

/** Parts of names of other substances, of which a gas that we know is a part: hydrogen cyanide is no hydrogen. */
const OTHER_SUBSTANCE = /CYAN|CIAN|CHLOR|CLOR|FLUOR|BROM|PEROX|PEROSSID|PHOSPH|FOSF|ARSEN|ARSIN|SELEN/;
/** The longest names have so many words. */
const MAX_WORDS = 4;

const BY_NAME = new Map<string, GasId>(
  Object.entries(NAMES).flatMap(([id, names]) =>
    [id, ...names.split(/\s+/)].map((name) => [name, id as GasId] as const),
  ),
);

/** In capitals, digits on the line, without accents and apostrophes. */
function plainOf(type: string): string {
  return type
    .normalize("NFKD")
    .replaceAll(/[\p{Mark}'’]/gu, "")
    .toUpperCase();
}

/** The gases that stand among words, the longest names first: "hydrogen sulfide" is one gas, not hydrogen. */
function gasesAmong(words: readonly string[]): Set<GasId> {
  const found = new Set<GasId>();
  for (let at = 0; at < words.length; ) {
    let taken = 1;
    for (let length = MAX_WORDS; length > 0; length -= 1) {
      const gas = BY_NAME.get(words.slice(at, at + length).join(""));
      if (gas === undefined) continue;
      found.add(gas);
      taken = length;
      break;
    }
    at += taken;
  }
  return found;
}

/**
 * The gas that a reading's `type` names, by formula or in a European language, alone or among other words
 * (`Methan/CH4`, `CO sensor 2`); undefined where it names none that we know, or more than one.
 */
export function gasNamedBy(type: string): GasId | undefined {
  const plain = plainOf(type);
  const whole = BY_NAME.get(plain.replaceAll(/[\s_-]/g, ""));
  if (whole !== undefined) return whole;
  if (OTHER_SUBSTANCE.test(plain)) return undefined;
  const found = gasesAmong(plain.split(/[^\p{L}\p{N}]+/u));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
