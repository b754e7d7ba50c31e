/** Where corpus and weights lie. The program runs in the repository's root. */
import { dirname, join, resolve } from 'node:path'

export const WEIGHTS_PATH = 'src/moderation/model/weights.bin'
export const CARD_PATH = 'docs/model-card.md'

/** First argument, READERSHIP_CORPUS, or the file beside the repository; relative to where the user stands. */
export function corpusPath(): string {
  const named =
    process.argv[2] ?? process.env.READERSHIP_CORPUS ?? 'shared/moderation/corpus.jsonl.gz'
  return resolve(process.env.INIT_CWD ?? process.cwd(), named)
}

/** The texts that nothing was learnt or chosen from lie beside the corpus. */
export const evaluationPath = (): string => join(dirname(corpusPath()), 'evaluation.jsonl.gz')
