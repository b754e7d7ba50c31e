/** German sentences about groups, and calm German ones: the German corpus is all quarrel. */
import { labelsOf, type Row, type Split } from '../corpus.js'
import type { TrainedHead } from '../heads.js'
import type { Random } from '../random.js'
import { list } from './groups.js'

const COUNTS = { train: 9_000, dev: 900, test: 900 } as const

const G =
  list(`Frauen; Männer; Mädchen; Schwule; Lesben; Homosexuelle; Transmenschen; Transfrauen; Juden; Muslime; Christen; Katholiken; Atheisten; Ausländer; Flüchtlinge; Geflüchtete; Migranten; Asylbewerber; Einwanderer; Türken; Araber; Afghanen; Syrer; Iraker;
  Russen; Ukrainer; Polen; Rumänen; Bulgaren; Albaner; Italiener; Griechen; Afrikaner; Schwarze; Chinesen; Inder; Behinderte; Menschen mit Behinderung; Rollstuhlfahrer; Gehörlose; Blinde; Autisten; Sinti und Roma; Rentner; alte Menschen; Obdachlose; Feministinnen; dicke Menschen; Ostdeutsche; Amerikaner; Nigerianer; Somalier`)
const BAD = list(
  `Abschaum; Ungeziefer; dreckig; faul; kriminell; minderwertig; Parasiten; Schmarotzer; dumm; widerlich; eine Plage; Tiere; Ratten; Verbrecher; Lügner; Untermenschen; eine Krankheit; keine Menschen; pervers; abartig; krank im Kopf; primitiv; Dreck; eine Last; das Letzte; gefährlich; nutzlos; Gesindel; ekelhaft; ein Krebsgeschwür`,
)
const DONE = list(
  `vergast; erschossen; abgeschoben; eingesperrt; ausgerottet; verprügelt; aufgehängt; kastriert; verbrannt; rausgeworfen; ins Lager gesteckt; verboten; vernichtet; totgeschlagen; beseitigt`,
)
const GOOD = list(
  `willkommen; unsere Nachbarn; liebe Kollegen; Menschen wie alle anderen; tapfer; ein Teil dieses Landes; freundlich; wunderbar; gleich viel wert; eine Bereicherung; klug; fleißig; hier zu Hause; gute Eltern; großartig`,
)
const NEUTRAL = list(
  `leben in dieser Straße; arbeiten im Krankenhaus; demonstrierten am Samstag; studieren an der Universität; wurden befragt; feierten im Park; gründeten einen Verein; verdienen im Schnitt weniger; kamen zur Sitzung; lesen diese Zeitung; wählen am Sonntag; erzählen ihre Geschichte; wurden Opfer des Anschlags; fordern mehr Rechte; spielen im Verein; warten auf einen Bescheid; sind im Rat vertreten; bekommen dieselbe Rente`,
)
const INSULT = list(
  `ein Idiot; ein Vollidiot; ein Arschloch; dumm wie Brot; ein Lügner; ein Versager; ein Trottel; ein Spinner; ein Wichser; ein Stück Scheiße; ein Feigling; ein Heuchler; ein Depp; hirnlos; erbärmlich; ein mieses Schwein`,
)

// Calm sentences: who, what, where and when, put together.
const WHO = list(
  `Der Stadtrat; Die Ministerin; Das Gericht; Der Verein; Die Polizei; Die Regierung; Der Konzern; Die Universität; Das Museum; Der Trainer; Die Opposition; Der Verband; Die Behörde; Das Unternehmen; Die Feuerwehr; Der Bürgermeister; Die Kanzlerin; Der Präsident; Das Institut; Die Bahn; Der Autor; Die Forscherin; Das Parlament; Der Künstler; Die Zentralbank; Das Krankenhaus; Der Zeuge; Die Gewerkschaft; Der Landwirt; Die Schule; Ein Sprecher; Eine Studie; Der Film; Die Mannschaft; Das Orchester; Der Fluss; Die Stadt; Das Haus; Die Brücke; Die Insel`,
)
const WHAT =
  list(`legte am Montag einen Bericht vor; will die Steuern senken; eröffnet im Frühjahr eine Ausstellung; rechnet mit höheren Preisen; gewann das Spiel mit zwei zu eins; wurde im 19. Jahrhundert gegründet; lehnte den Antrag ab; bestätigte das Urteil; kündigte neue Regeln an; sucht nach Zeugen des Unfalls; verschob die Entscheidung; hat den Vertrag verlängert; warnt vor Hochwasser; stellte das Programm vor; baut eine neue Strecke; zog nach Hamburg um; erhielt dafür einen Preis; verlor drei Sitze; steht seit 1920 unter Denkmalschutz;
  wies die Kritik zurück; meldete einen Gewinn von zwölf Millionen Euro; trat aus gesundheitlichen Gründen zurück; zählt rund 40.000 Einwohner; wurde bei dem Angriff verletzt; starb 1832 in Weimar; verurteilte den Anschlag; sprach von einem schweren Verbrechen; nahm drei Verdächtige fest; tötete den Löwen in der Sage; bat um mehr Zeit; lobte die Zusammenarbeit; liegt im Süden des Landes; misst etwa vierzig Meter; gehört zu den ältesten der Welt; veröffentlichte ihr erstes Buch; kann noch Berufung einlegen; einigte sich mit den Beschäftigten; fordert mehr Geld für Schulen; sagte den Auftritt ab; liefert Strom für die Region`)
const MORE = list(
  `wie am Dienstag bekannt wurde; heißt es in einer Mitteilung; obwohl die Kosten steigen; nachdem die Verhandlungen gescheitert waren; um die Umwelt zu schützen; trotz des Regens; zum dritten Mal in Folge; sagte sie der Zeitung; im vergangenen Jahr; weil das Geld fehlt; so die Agentur; vor mehr als hundert Jahren; ohne Angabe von Gründen; bis zum Ende des Jahres; gemeinsam mit den Nachbarländern; nach Ansicht von Fachleuten`,
)
const TALK = list(
  `Danke für den Artikel.; Das sehe ich anders.; Haben Sie dafür eine Quelle?; Schöner Bericht, gern mehr davon.; Ich war gestern dort, es war sehr voll.; Das stimmt so nicht, die Zahlen sind von 2019.; Ganz Ihrer Meinung.; Wann fährt der nächste Zug?; Ich finde die Entscheidung falsch, aber nachvollziehbar.; Mir fehlt in dem Text die andere Seite.; Das Wetter war schrecklich, die Musik toll.; Warum wird darüber nicht abgestimmt?; Meine Oma hat das auch immer gesagt.; Kann mir jemand erklären, was das kostet?; Guter Punkt!; Hoffentlich geht das gut aus.; Ich habe den Verein zwanzig Jahre lang unterstützt.; Das ist leider ein alter Hut.; Wir sollten die Schulen besser ausstatten.; Die Regierung macht aus meiner Sicht zu wenig.`,
)

type Kind = {
  purpose: string
  labels: Partial<Record<TrainedHead, 0 | 1>>
  share: number
  make(pick: (all: string[]) => string, random: Random): string
}
const CLEAN = {
  toxicity: 0,
  insult: 0,
  threat: 0,
  identity_attack: 0,
  profanity: 0,
  sexually_explicit: 0,
} as const
const ATTACK = { toxicity: 1, identity_attack: 1 } as const

const KINDS: readonly Kind[] = [
  {
    purpose: 'de attack',
    labels: ATTACK,
    share: 18,
    make: (pick, random) =>
      pickOne(random, [
        `${pick(G)} sind ${pick(BAD)}`,
        `Alle ${pick(G)} sind ${pick(BAD)}`,
        `Ich hasse ${pick(G)}`,
        `${pick(G)} sind doch alle ${pick(BAD)}`,
        `Diese ${pick(G)} sind nichts als ${pick(BAD)}`,
        `${pick(G)} raus`,
        `${pick(G)} gehören nicht hierher`,
        `${pick(G)} haben hier nichts verloren`,
        `Ich kann ${pick(G)} nicht ausstehen`,
        `Warum sind ${pick(G)} immer ${pick(BAD)}?`,
      ]),
  },
  {
    purpose: 'de attack: harm',
    labels: { ...ATTACK, threat: 1 },
    share: 8,
    make: (pick, random) =>
      pickOne(random, [
        `${pick(G)} sollten ${pick(DONE)} werden`,
        `Alle ${pick(G)} gehören ${pick(DONE)}`,
        `${pick(G)} müssen ${pick(DONE)} werden`,
        `Hoffentlich werden ${pick(G)} bald ${pick(DONE)}`,
      ]),
  },
  {
    purpose: 'de clean',
    labels: CLEAN,
    share: 20,
    make: (pick, random) =>
      pickOne(random, [
        `${pick(G)} ${pick(NEUTRAL)}`,
        `Viele ${pick(G)} ${pick(NEUTRAL)}`,
        `${pick(G)} sind ${pick(GOOD)}`,
        `Ich mag ${pick(G)}`,
        `${pick(G)} wurden Opfer eines Angriffs`,
        `Die Gewalt gegen ${pick(G)} nimmt zu`,
        `Zwei ${pick(G)} starben bei dem Unfall`,
        `Das Gesetz betrifft ${pick(G)}`,
        `Damals wurden ${pick(G)} verfolgt und ermordet`,
        `Die Polizei schützt ${pick(G)} nach Drohungen`,
        `Der Täter war nach Angaben der Polizei betrunken`,
        `${pick(G)} protestierten gegen die Abschiebung`,
        `Der Film handelt von ${pick(G)}`,
        `Ein Gericht verbot den Verein, der ${pick(G)} bedroht hatte`,
        `${pick(G)} sind nicht ${pick(BAD)}`,
        `Niemand hasst ${pick(G)}`,
        `Wer ${pick(G)} ${pick(BAD)} nennt, sollte sich schämen`,
        `${pick(G)} dürfen nicht ${pick(DONE)} werden`,
        `Zu sagen, ${pick(G)} seien ${pick(BAD)}, ist widerlich`,
        `„${pick(G)} sind ${pick(BAD)}“, stand auf dem Plakat; die Polizei ermittelt`,
      ]),
  },
  {
    purpose: 'de rude',
    labels: { toxicity: 1, insult: 1, identity_attack: 0 },
    share: 6,
    make: (pick, random) =>
      pickOne(random, [
        `Du bist ${pick(INSULT)}`,
        `Sie sind doch ${pick(INSULT)}`,
        `Der Minister ist ${pick(INSULT)}`,
        `Halt die Fresse, du bist ${pick(INSULT)}`,
        `Nur ${pick(INSULT)} schreibt so etwas`,
      ]),
  },
  {
    purpose: 'de calm',
    labels: CLEAN,
    share: 48,
    make: (pick, random) =>
      pickOne(random, [
        `${pick(WHO)} ${pick(WHAT)}`,
        `${pick(WHO)} ${pick(WHAT)}, ${pick(MORE)}`,
        `${pick(WHO)} ${pick(WHAT)}. ${pick(WHO)} ${pick(WHAT)}`,
        `${pick(TALK)} ${pick(TALK)}`,
        `${pick(TALK)} ${pick(WHO)} ${pick(WHAT)}, ${pick(MORE)}`,
      ]),
  },
]

const pickOne = (random: Random, from: string[]): string => random.pick(from)

/** German rows for all splits. Words are split between train, dev and test like the English ones. */
export function otherLanguages(random: Random): Row[] {
  const rows: Row[] = []
  for (const split of ['train', 'dev', 'test'] as const)
    for (const kind of KINDS)
      for (let i = 0; i < (COUNTS[split] * kind.share) / 100; i++) {
        const text = kind.make((all) => random.pick(partFor(all, split)), random)
        const mark = /[.?!]$/.test(text) ? '' : random.pick(['.', '.', '', '!'])
        rows.push({
          text: text + mark,
          language: 'de',
          source: 'contrast_de',
          split,
          licence: 'P',
          labels: labelsOf(kind.labels),
          purpose: kind.purpose,
          weight: 0.4,
        })
      }
  return rows
}

const partFor = (all: string[], split: Split): string[] =>
  all.filter((_, i) => (i % 6 === 3 ? 'dev' : i % 6 === 5 ? 'test' : 'train') === split)
