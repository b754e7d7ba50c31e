/** Amounts of money, percentages and telephone numbers in folded texts. Every pattern is bounded, so all are linear. */
import { fold } from '../../core/fold.js'
import { CURRENCIES } from './advert-words.js'

const words = [...new Set(CURRENCIES.split(',').map((word) => fold(word.trim())))]
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const SIGN = '[$€£¥₹₽₺₴₦₫₩]'
const NUMBER = "\\d[\\d.,']{0,11}k?"
const CJK_MONEY = '元|块|块钱|円|万円|บาท'

/** "$97", "97 $", "5.000 euro", "usd 11,752", "10k dollars", "2000 руб". */
export const AMOUNT = new RegExp(
  `(?:${SIGN}|(?<![\\p{L}\\p{N}])(?:${words})) ?${NUMBER}|${NUMBER} ?(?:${SIGN}|${CJK_MONEY}|(?:${words})(?![\\p{L}\\p{N}]))`,
  'gu',
)
export const PERCENT = /\d{1,5}(?:[.,]\d{1,2})? ?%/g
export const PHONE = /\+?\(?\d[\d ().-]{6,20}\d/g
/** A name by which somebody is found in a messenger, or the address of one. */
export const HANDLE = /@[a-z0-9_]{4,32}|\b(?:t\.me|wa\.me)\/\S{3,64}/g
