/** The appeal of the paper: 1,751 of 5,000 dollars, given by forty readers. */
import type { ImportedCampaign } from '../record.js'

const MS_PER_HOUR = 3_600_000

/** Who gave how many dollars, and how many hours before the first start; null did not want to be named. */
const given: readonly (readonly [name: string | null, dollars: number, hoursAgo: number])[] = [
  ['Hollis Pym', 100, 283],
  ['Marjorie Pell', 40, 282],
  [null, 25, 281],
  ['The net menders, all five', 50, 277],
  ['Old Tom Pascoe', 20, 271],
  [null, 10, 262],
  ['Jürgen und Anke Thiele', 75, 259],
  ['Night Shift Nan', 25, 251],
  ['For Duchess', 11, 243],
  [null, 100, 236],
  ['Kwame Adjei-Hall', 40, 229],
  ['Colette et Benoît', 50, 222],
  ['Ada Kestrel', 5, 214],
  [null, 25, 206],
  ['Fenella Crake', 60, 197],
  ['Vandermolen, bakers', 120, 190],
  ['Rafa Ortuño', 15, 181],
  [null, 40, 176],
  ['นก สุวรรณ', 30, 168],
  ['Upper school, form 3B', 46, 160],
  ['ليلى منصور', 40, 152],
  [null, 10, 147],
  ['Ruth Inkpen', 25, 139],
  ['Hal Bickerstaff', 25, 131],
  ['Hal Bickerstaff, again, after some thought', 15, 130],
  [null, 200, 121],
  ['佐伯ひろみ', 50, 113],
  ['Leopold Varga', 24, 104],
  ['נועה ברק', 36, 96],
  [null, 5, 88],
  ['Esme Jolliffe', 40, 79],
  ['林雨晴', 12, 71],
  ['Maud Ellery', 14, 62],
  [null, 50, 53],
  ['The tenants of the Malthouse', 131, 44],
  ['Wilf Harbottle (not bothered)', 20, 36],
  ['Gwen Aldous', 40, 27],
  ['Hesper Lowe and Bosun', 19, 18],
  [null, 100, 9],
  ['Found in the coat of a friend', 8, 3],
]

/** @param now the first start: every gift was received before it */
export function demoCampaign(now: Date): ImportedCampaign {
  return {
    kind: 'campaign',
    key: 'keep-the-lantern-lit',
    title: 'Keep the Lantern lit',
    currency: 'USD',
    goalMinor: 500_000n,
    ticksMinor: [250_000n],
    raisedMinor: 0n,
    gifts: given.map(([name, dollars, hoursAgo], index) => ({
      key: `gift-${index + 1}`,
      name,
      amountMinor: BigInt(dollars) * 100n,
      receivedAt: new Date(now.getTime() - hoursAgo * MS_PER_HOUR),
    })),
    place: { line: 0, bytesRead: 0 },
  }
}
