/** The model card: what the model is, what it is made of, what it can do and cannot, in figures of one run. */
import type { HeadMeasure } from './measures.js'
import type { OnlineMeasure } from './online.js'
import { SOURCES } from './sources.js'

export type Findings = {
  hash: string
  bytes: number
  measures: HeadMeasure[]
  workingPoints: Record<string, number>
  /** HateCheck by function: cases, share right by identity attack and by toxicity at .5. */
  hateCheck: {
    purpose: string
    isHateful: boolean
    cases: number
    identity: number
    toxicity: number
  }[]
  /** Ordinary texts above the working point, by source. */
  calm: {
    source: string
    language: string
    texts: number
    toxicity: number
    identity: number
    at: number
  }[]
  /** Neutral sentences about groups above the working point, the groups with the most first. */
  groups: { group: string; texts: number; share: number }[]
  groupShare: number
  online: OnlineMeasure[]
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const three = (value: number): string => value.toFixed(3)

/** The whole card as Markdown. Equal findings give equal bytes. */
export function cardOf(one: Findings): string {
  return [
    HEAD,
    `SHA-256 of the weights: \`${one.hash}\` (${one.bytes.toLocaleString('en-US')} bytes).`,
    METHOD,
    table(
      ['language', 'working point'],
      Object.entries(one.workingPoints).map(([language, point]) => [language, point.toFixed(2)]),
    ),
    '## Test sets\n\nRows of the test split, which nothing was learnt or chosen from. F1 and error rates at the working\npoint of the language (.50 where it has none).',
    table(
      ['set', 'language', 'head', 'texts', 'positive', 'AUC', 'F1', 'false positives', 'misses'],
      one.measures.map((m) => [
        m.source,
        m.language,
        m.head,
        String(m.texts),
        String(m.positives),
        three(m.auc),
        three(m.f1),
        percent(m.falsePositives),
        percent(m.misses),
      ]),
    ),
    hateCheckPart(one),
    '## Ordinary texts caught\n\nNews sentences (Parallel Universal Dependencies) and English web text, none of them meant to be harmful: share\nwith toxicity, and with identity attack, at or above the working point (.50 where the language has none; the model\ndoes not act there).',
    table(
      ['set', 'language', 'texts', 'point', 'toxicity', 'identity attack'],
      one.calm.map((c) => [
        c.source,
        c.language,
        String(c.texts),
        c.at.toFixed(2),
        percent(c.toxicity),
        percent(c.identity),
      ]),
    ),
    `## Neutral sentences about groups\n\nMade-up sentences that say nothing bad about anybody, with frames and words kept out of training; share with\ntoxicity at or above the English working point. All groups together: ${percent(one.groupShare)}. The groups with the most:`,
    table(
      ['group', 'sentences', 'caught'],
      one.groups.map((g) => [g.group, String(g.texts), percent(g.share)]),
    ),
    "## Learning from a site's decisions\n\nA language that the weights never saw, decided on in a row by its labels, in three orders, learned by the code that\nlearns on a site (src/moderation/learning/house-head.ts); the AUC is the mean on the test rows of that set, which no decision was about. The size of the\nfirst steps was chosen looking at these two sets. For 0 decisions it is that of the model alone.",
    table(
      ['set', 'language', 'decisions', 'AUC', 'worst and best order'],
      one.online.map((o) => [
        o.source,
        o.language,
        String(o.decisions),
        three(o.auc),
        `${three(o.low)} to ${three(o.high)}`,
      ]),
    ),
    '## Sources\n\nOnly rows whose licence lets weights be given away were learnt from.',
    table(
      ['set', 'what it is', 'licence', 'used for'],
      SOURCES.map((s) => [s.name, s.what, s.licence, s.use]),
    ),
    FAILURES,
  ]
    .join('\n\n')
    .concat('\n')
}

function hateCheckPart({ hateCheck }: Findings): string {
  const share = (rows: Findings['hateCheck'], of: 'identity' | 'toxicity') => {
    const cases = rows.reduce((sum, row) => sum + row.cases, 0)
    return rows.reduce((sum, row) => sum + row[of] * row.cases, 0) / cases
  }
  const hateful = hateCheck.filter((row) => row.isHateful)
  const other = hateCheck.filter((row) => !row.isHateful)
  const sums = [
    ['all', hateCheck],
    ['hateful', hateful],
    ['non-hateful', other],
  ] as const
  return [
    '## HateCheck\n\n3,728 cases (Röttger et al. 2021). Hateful means identity attack at .5 or more, as the paper does with Perspective\n(76.6 %: hateful 89.5, non-hateful 48.2). The column toxicity asks the broader head.',
    table(
      ['cases', 'right by identity attack', 'right by toxicity'],
      sums.map(([name, rows]) => [
        name,
        percent(share(rows, 'identity')),
        percent(share(rows, 'toxicity')),
      ]),
    ),
    table(
      ['function', 'expected', 'cases', 'identity attack', 'toxicity'],
      hateCheck.map((row) => [
        row.purpose,
        row.isHateful ? 'hateful' : 'non-hateful',
        String(row.cases),
        percent(row.identity),
        percent(row.toxicity),
      ]),
    ),
  ].join('\n\n')
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const HEAD = `# Model card: the text model

Written by \`npm run evaluate\`; do not edit. The model answers eight questions about a comment (toxicity, severe
toxicity, insult, threat, identity attack, profanity, sexually explicit, spam), each with a chance from 0 to 1. It is
meant to hold comments for a person to look at, in languages where it was measured, never to decide alone.`

const METHOD = `A logistic regression over hashed n-grams of words, letters and word classes, quantised to signed bytes
 (docs/decisions/0029-own-text-model.md). The score of a text is .65 of the whole and .35 of its surest
sentence. Calibrated on dev for each head (identity attack half way towards even odds), and for each language with enough rows. Severe toxicity has no labels: it
is worked out from the other heads (src/moderation/model/severe.ts). The working point of a language is the lowest
toxicity from .50 on at which at most .5 % of calm dev rows are caught; languages whose dev rows are told apart with an
AUC below .8, or of which there are no calm rows, have none, and nobody should act on their scores.`

const FAILURES = `## Known failures

- Hate without hateful words, and hints that need knowledge of the world, mostly pass.
- Words taken back by those whom they were meant to hurt are told from slurs only in common phrasings.
- Plain sentences about groups that the corpora mention in anger, immigrants and Muslims above all, score too high;
  some (about one in thirty of ours) stand above the working point.
- The head for identity attacks is tuned to find: it calls two of five harmless cases of HateCheck attacks. Hold by toxicity.
- Counter-speech that quotes an attack is often taken for one.
- Threats are seldom in the corpus; veiled ones pass.
- Irony, pictures and emoji as code words are beyond it.
- In languages without a working point the scores mean little; a site's own decisions are what helps there.
- civil_spans holds only comments in which somebody marked a span, so its AUC says little about ordinary comments.`
