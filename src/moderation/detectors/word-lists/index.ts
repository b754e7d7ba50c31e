/** All word lists, in the order in which a moderator is told the language. One file each, one line here. */
import { de } from './de.js'
import { en } from './en.js'
import { es } from './es.js'
import { fr } from './fr.js'
import { it } from './it.js'
import { pt } from './pt.js'
import { ru } from './ru.js'
import type { WordList } from './word-list.js'

export const WORD_LISTS: readonly WordList[] = [en, de, fr, es, it, pt, ru]
