/** Comments as people might write them: grammatical, about 200 characters, no two alike, the same ones every time. */

const words = (text: string) => text.trim().split(/\s+/)

const NOUNS = words(`
  council neighbour ferry pier school bus mayor market library newspaper hospital shop government festival lifeboat
  office radio daughter club bakery lighthouse company lobby priest garden town village bridge timetable lane wall lamp
  ticket bench budget roof drainage answer tower pool car fence report marsh toll nurse yard footpath meeting museum rent
  terminal table clock quota tram tree engine winter storm kitchen letter student pension teacher farmer doctor tenant
  landlord fisherman tourist driver cyclist builder plumber painter singer writer judge lawyer banker soldier sailor
  pilot miner weaver printer potato cabbage herring lobster orchard vineyard meadow river valley mountain forest island
  beach cliff cave quarry tunnel railway station platform carriage wagon bicycle helmet jacket trouser button needle
  thread carpet curtain window chimney cellar staircase corridor elevator balcony fountain statue monument cemetery
  chapel cathedral monastery castle palace prison barracks factory warehouse mill brewery dairy butcher pharmacy
  laundry theatre cinema orchestra choir violin trumpet drum piano guitar poem novel chapter sentence grammar
  dictionary alphabet number fraction percentage average forecast thermometer barometer telescope microscope magnet
  battery cable socket generator turbine reactor pipeline reservoir dam canal harbour anchor compass lantern candle
`)
const ADJECTIVES = words(`
  old new local honest expensive cheap broken quiet noisy clever stubborn generous careless patient narrow steep muddy
  frozen sunny foggy wooden iron golden ordinary remarkable doubtful obvious public private rural urban coastal
  temporary permanent voluntary compulsory annual weekly hopeless splendid ridiculous modest enormous tiny crowded
  abandoned beautiful ugly brave nervous thirsty hungry sleepy cheerful gloomy polite rude famous forgotten southern
  northern eastern western medieval modern electric digital invisible transparent fragile sturdy slippery comfortable
  awkward elegant clumsy bitter sweet sour salty fresh stale rusty polished dusty spotless orange violet crimson pale
`)
const VERBS = words(`
  promised forgot demanded repaired criticised sold bought measured painted closed reopened discovered borrowed ignored
  photographed explained insured moved inherited cancelled celebrated doubled halved questioned defended attacked praised
  rebuilt demolished designed counted weighed recorded translated published printed corrected rejected accepted delivered
  collected divided replaced protected neglected watered planted harvested cooked burned flooded drained heated cooled
  cleaned polluted guarded robbed returned postponed accelerated delayed financed taxed subsidised audited inspected
  approved vetoed renamed copied invented patented tested improved ruined rescued followed avoided crossed climbed
`)
const OPENINGS = words(`
  Honestly, Meanwhile, Yesterday Frankly, Perhaps Apparently Obviously, Sometimes Luckily, Sadly, Again, Still,
  Besides, Eventually Recently Usually Nowadays Possibly Suddenly Anyway, Indeed, Certainly, Normally Tomorrow
`)
const LINKS = words(
  'and but so because although while yet unless whenever until since before after',
)
const DETERMINERS = words('the a my our your their this that every some one another no his her its')
const PLACES = words(
  'near behind beside under above inside outside beyond opposite around past through',
)
const NAMES = words(`
  Ines Tobias Marta Oskar Leyla Pádraig Wilhelmina Anton Grace Yusuf Noor Bertil Chiara Desmond Eszter Farid Greta
  Hamish Ilse Joaquín Kateřina Liam Mirela Niamh Olga Pieter Quentin Rosa Stellan Tamar
`)

/** Shorter texts are chatter, longer ones essays. */
const TEXT_CHARS_MIN = 150

/** A generator of texts; the same seed gives the same texts. */
export function createTexts(seed: number) {
  let state = seed >>> 0
  /** Mulberry32: small, fast, and good enough for words. */
  const random01 = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const one = (list: readonly string[]) => list[Math.floor(random01() * list.length)] ?? ''
  const thing = () =>
    `${one(DETERMINERS)} ${random01() < 0.6 ? `${one(ADJECTIVES)} ` : ''}${one(NOUNS)}`
  const clause = () =>
    `${thing()} ${one(VERBS)} ${thing()}${random01() < 0.5 ? ` ${one(PLACES)} ${thing()}` : ''}`
  const sentence = () =>
    `${one(OPENINGS)} ${clause()}${random01() < 0.6 ? ` ${one(LINKS)} ${clause()}` : ''}.`
  return {
    random01,
    name: () => one(NAMES),
    /** TEXT_CHARS_MIN to about 300 characters. */
    text(): string {
      let text = sentence()
      while (text.length < TEXT_CHARS_MIN) text += ` ${sentence()}`
      return text
    },
  }
}
