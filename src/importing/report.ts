/** What an import did, or would do: counts, and every row that could not come in. */
export type ImportReport = {
  source: string
  articles: { added: number; known: number }
  comments: { published: number; held: number; deleted: number; known: number; madeRoots: number }
  campaigns: { added: number; known: number }
  gifts: number
  problems: { line: number; reason: string }[]
  problemCount: number
  /** Slugs of the first articles added, to show where to look. */
  slugs: string[]
}

/** Problems kept word for word; the rest is only counted, so that memory does not grow with the file. */
export const PROBLEMS_KEPT_MAX = 1_000
const SLUGS_KEPT_MAX = 5

export const newReport = (source: string): ImportReport => ({
  source,
  articles: { added: 0, known: 0 },
  comments: { published: 0, held: 0, deleted: 0, known: 0, madeRoots: 0 },
  campaigns: { added: 0, known: 0 },
  gifts: 0,
  problems: [],
  problemCount: 0,
  slugs: [],
})

export function addProblem(report: ImportReport, line: number, reason: string): void {
  report.problemCount += 1
  if (report.problems.length < PROBLEMS_KEPT_MAX) report.problems.push({ line, reason })
}

export function addSlug(report: ImportReport, slug: string): void {
  if (report.slugs.length < SLUGS_KEPT_MAX) report.slugs.push(slug)
}

/** A copy to change while a transaction may still fail. */
export const copyReport = (report: ImportReport): ImportReport => structuredClone(report)
