/** The detectors, in the order in which they look. A new one is one file and one line here. */
import { duplicateDetector, type ShortTexts } from './duplicate.js'
import type { DuplicateIndex } from './duplicate-index.js'
import { linksDetector } from './links.js'
import { picturesDetector } from './pictures.js'
import type { Detector } from './prepared.js'
import { wordsDetector } from './words.js'

export const listDetectors = (
  index: DuplicateIndex,
  shortTexts: ShortTexts,
): readonly Detector[] => [
  linksDetector,
  duplicateDetector(index, shortTexts),
  wordsDetector,
  picturesDetector,
]
