/** `npm run evaluate [-- corpus]`: measures the committed weights and writes docs/model-card.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { type Model, readModel } from '../src/moderation/model/index.js'
import { decodeWeights } from '../src/moderation/model/weights.js'
import { cardOf, type Findings } from './card.js'
import { GROUPS } from './contrast/groups.js'
import { contrastRows } from './contrast/index.js'
import { Missing, type Row, readCorpus } from './corpus.js'
import { type Judged, judgeAll, measuresOf, shareAbove } from './measures.js'
import { onlineMeasures } from './online.js'
import { CARD_PATH, corpusPath, evaluationPath, WEIGHTS_PATH } from './paths.js'

const HALF = 0.5
const GROUPS_SHOWN = 15
/** A share of fewer sentences is chance. */
const GROUP_TEXTS_MIN = 15

try {
  main()
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function main(): void {
  const bytes = readFileSync(process.env.WEIGHTS ?? WEIGHTS_PATH)
  const model = readModel(bytes)
  const corpus = readCorpus(corpusPath())
  const pointOf = (language: string) => model.workingPoint(language) ?? HALF
  const test = corpus.filter((row) => row.split === 'test' && row.licence === 'P')
  const unseen = judgeAll(model, readCorpus(evaluationPath()))
  const findings: Findings = {
    hash: model.hash,
    bytes: bytes.length,
    measures: measuresOf(judgeAll(model, test), pointOf),
    workingPoints: decodeWeights(bytes).workingPoints,
    hateCheck: hateCheckOf(unseen.filter(({ row }) => row.source === 'hatecheck')),
    calm: calmOf(
      unseen.filter(({ row }) => row.source !== 'hatecheck'),
      pointOf,
    ),
    ...groupsOf(model, pointOf('en')),
    online: onlineMeasures(model, corpus),
  }
  const card = cardOf(findings)
  writeFileSync(process.env.CARD_OUT ?? CARD_PATH, card)
  console.log(card)
}

function hateCheckOf(cases: Judged[]): Findings['hateCheck'] {
  return [...new Set(cases.map(({ row }) => row.purpose))].map((purpose) => {
    const here = cases.filter(({ row }) => row.purpose === purpose)
    const isHateful = here[0]?.row.labels[0] === 1
    const right = (head: 'identity_attack' | 'toxicity') => {
      const above = shareAbove(here, head, HALF)
      return isHateful ? above : 1 - above
    }
    return {
      purpose,
      isHateful,
      cases: here.length,
      identity: right('identity_attack'),
      toxicity: right('toxicity'),
    }
  })
}

function calmOf(judged: Judged[], pointOf: (language: string) => number): Findings['calm'] {
  return [...new Set(judged.map(({ row }) => row.source))].map((source) => {
    const here = judged.filter(({ row }) => row.source === source)
    const language = here[0]?.row.language ?? ''
    const at = pointOf(language)
    return {
      source,
      language,
      texts: here.length,
      at,
      toxicity: shareAbove(here, 'toxicity', at),
      identity: shareAbove(here, 'identity_attack', at),
    }
  })
}

/** Neutral sentences by the group they speak of, from the test part of the made-up rows. */
function groupsOf(model: Model, at: number): Pick<Findings, 'groups' | 'groupShare'> {
  const rows: Row[] = contrastRows().filter(
    (row) => row.split === 'test' && row.purpose === 'clean: what they do',
  )
  const judged = judgeAll(model, rows)
  const groups = GROUPS.map(({ many, one, before }) => {
    const here = judged.filter(({ row }) =>
      [many, one, before].some(
        (name) => name !== '' && row.text.toLowerCase().includes(name.toLowerCase()),
      ),
    )
    return {
      group: many,
      texts: here.length,
      share: here.length > 0 ? shareAbove(here, 'toxicity', at) : 0,
    }
  })
  return {
    groups: groups
      .filter((one) => one.texts >= GROUP_TEXTS_MIN)
      .sort((a, b) => b.share - a.share || (a.group < b.group ? -1 : 1))
      .slice(0, GROUPS_SHOWN),
    groupShare: shareAbove(judged, 'toxicity', at),
  }
}
