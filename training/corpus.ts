/** Reads the corpus: one JSON object a line, gzipped. */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { TRAINED, type TrainedHead, UNKNOWN } from './heads.js'

export type Split = 'train' | 'dev' | 'test'

export type Row = {
  text: string
  language: string
  source: string
  split: Split
  /** P may flow into weights that we give away; SA may only be measured with. */
  licence: 'P' | 'SA'
  /** 0, 1 or UNKNOWN for each trained head. */
  labels: Int8Array
  /** For cases made for a purpose: which. */
  purpose: string
  weight: number
}

/** A clear sentence for whoever has no corpus. */
export class Missing extends Error {}

/** @throws Missing when there is no file at `path` */
export function readCorpus(path: string): Row[] {
  if (!existsSync(path))
    throw new Missing(
      `There is no corpus at ${path}. Name one as the first argument or in READERSHIP_CORPUS; ` +
        'docs/model-card.md says what it holds.',
    )
  const rows: Row[] = []
  for (const line of gunzipSync(readFileSync(path)).toString().split('\n'))
    if (line !== '') rows.push(parseRow(line))
  return rows
}

type Line = {
  text: string
  language: string
  source: string
  split: Split
  licence: 'P' | 'SA'
  labels?: Partial<Record<TrainedHead, 0 | 1>>
  meta?: { f?: unknown; function?: unknown }
}

function parseRow(line: string): Row {
  const raw = JSON.parse(line) as Line
  const { text, language, source, split, licence, meta } = raw
  const labels = labelsOf(raw.labels ?? {})
  return {
    text,
    language,
    source,
    split,
    licence,
    labels,
    purpose: String(meta?.f ?? ''),
    weight: 1,
  }
}

/** Labels as the trainer wants them; what is not said is unknown. */
export const labelsOf = (labels: Partial<Record<TrainedHead, number>>): Int8Array =>
  Int8Array.from(TRAINED, (head) => labels[head] ?? UNKNOWN)
