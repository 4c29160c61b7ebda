// A fingerprint in words, which people compare by eye and read to each other over the noise of a plant. 256 of them, so that a
// word is a byte: plain, short, none the beginning of another, and each two letters or more apart from all others.

const WORDS = `
  acorn actor album amber anchor angel apple april apron arch arrow artist atlas autumn avenue baker
  balcony bamboo banana banjo barn basket beaver bell bench berry bicycle bird blanket bonnet bottle
  branch bread bridge brush bucket butter button cabin cactus camel camera candle canyon carpet castle
  cedar cellar chain cherry chess church cinema circle clover coconut coffee comet copper coral cotton
  cradle crane crown cup curtain cushion daisy dancer desert diamond dolphin door dragon drum duck eagle
  east echo egg eight elbow emerald engine evening falcon farmer feather fern fiddle fish flag flute
  forest fork fox friday frost garden gate ginger giraffe glacier glass glove goat gold goose grape
  gravel guitar hammer harbour harp hat hazel hedge helmet herring hill honey hotel house ice igloo ink
  iris iron island ivory jacket jasmine jelly jewel judge jungle kettle king kitchen kite koala ladder
  lagoon lamp lantern laurel lemon library lily linen lion lizard lobster lotus magnet mango maple
  marble market meadow melon mirror monday monkey moon mountain museum music napkin needle nest nickel
  north nurse oak oasis ocean olive onion opera orange orchid otter oven owl oyster palace panda paper
  parrot peach pearl pencil pepper piano pigeon pilot pine planet plum pond poppy potato prince puzzle
  queen quilt rabbit radio raven ribbon river robin rocket rose ruby saddle sailor salmon seven shadow
  shell silver sister spider spoon squirrel star summer sunday swan table teapot temple thunder tiger
  toast tomato tower train tulip tunnel turtle umbrella uncle valley velvet village violin walnut water
  whale wheel willow window winter
`
  .trim()
  .split(/\s+/);

/** How many words stand for a fingerprint: 32 bits of it. */
const COUNT = 4;

/** The first four bytes of a digest as words. */
export function wordsOf(digest: Uint8Array): readonly string[] {
  return [...digest.subarray(0, COUNT)].map((byte) => WORDS[byte] ?? "");
}
