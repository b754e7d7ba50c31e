/** Comments as people might write them: grammatical, about 200 characters, no two alike, the same ones every time. */

const SUBJECTS =
  'the council|my neighbour|the harbour master|the new ferry|this article|the old pier|our school|the bus company|the mayor|a friend of mine|the fish market|the library|the paper|the hospital|every shopkeeper here|the last government|the summer festival|the lifeboat crew|the planning office|the radio station|my daughter|the rowing club|the bakery on Quay Street|the lighthouse trust|the power company|the cycling lobby|the parish priest|the allotment society|half of the town|the night bus'.split(
    '|',
  )
const VERBS =
  'promised|has forgotten|keeps asking for|never paid for|finally repaired|complained about|voted against|wants to sell|is proud of|should apologise for|measured|painted|closed|reopened|wrote a letter about|was surprised by|counted on|ran out of|would rather have|found money for|borrowed|ignored|photographed|explained|insured|moved|inherited|cancelled|celebrated|doubled'.split(
    '|',
  )
const OBJECTS =
  'the timetable|a second lane|the flood wall|better street lamps|the ticket price|those wooden benches|the winter budget|a covered market|the drainage plan|an honest answer|the bell tower|the swimming pool|free parking|the evening ferry|the playground fence|a report of ninety pages|the salt marsh|the bridge toll|two more nurses|the recycling yard|the footpath to the beach|a public meeting|the museum roof|cheaper rents|the cruise terminal|the chess tables|a proper clock|the fishing quota|the tram line|the chestnut trees'.split(
    '|',
  )
const PLACES =
  'in the town hall|down by the water|behind the station|on the north shore|at the last meeting|near the cemetery|along the canal|next to the old mill|on the island|outside the theatre|at the top of the hill|under the viaduct|in the back room of the pub|beside the ferry landing|on Market Square|in two villages out of three|at the edge of the map|between the two schools|over in Eastmere|on the way home'.split(
    '|',
  )
const TIMES =
  'last Tuesday|for the third year running|since the storm|before breakfast|over the holidays|in March|every single winter|by the end of next year|when I was a child|after the election|in the middle of the night|on Saturday mornings|as long as I remember|within a week|only once|at half past six|throughout the strike|until the money ran out|during the fog|this afternoon'.split(
    '|',
  )
const LINKS =
  'and|but|so|because|although|while|and still|which is why|yet|even though|and meanwhile|unless'.split(
    '|',
  )
const NAMES =
  'Ines,Tobias,Marta,Oskar,Leyla,Pádraig,Wilhelmina,Anton,Grace,Yusuf,Noor,Bertil,Chiara,Desmond,Eszter,Farid,Greta,Hamish,Ilse,Joaquín'.split(
    ',',
  )

/** A generator of texts; the same seed gives the same texts. */
export function createTexts(seed: number) {
  let state = seed >>> 0
  const random01 = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const one = (list: readonly string[]) => list[Math.floor(random01() * list.length)] ?? ''
  const clause = () => `${one(SUBJECTS)} ${one(VERBS)} ${one(OBJECTS)} ${one(PLACES)} ${one(TIMES)}`
  const sentence = () => {
    const words = `${clause()}${random01() < 0.6 ? ` ${one(LINKS)} ${clause()}` : ''}.`
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
  return {
    random01,
    name: () => one(NAMES),
    /** 150 to 300 characters. */
    text(): string {
      let text = sentence()
      while (text.length < 150) text += ` ${sentence()}`
      return text
    },
  }
}
