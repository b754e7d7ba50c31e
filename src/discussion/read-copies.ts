/** What waits to be decided on together: a line for each cluster of copies, with who wrote them and where. */
import { excerptOf } from '../core/text.js'
import type { ClusterDecision } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import {
  type ClusterRow,
  findMembers,
  findWaitingClusters,
  type MemberRow,
} from './store/read-clusters.js'

/** Clusters on one page. */
export const CLUSTERS_PER_PAGE = 20
/** The latest copies of each that are looked at for people and places; of more the line says "at least". */
export const COPIES_LOOKED_AT = 50
/** People and articles that a line names. */
export const NAMED_MAX = 5
/** Of the text: enough to decide on what is plainly spam or plainly a slogan; the comment itself is one click away. */
const EXCERPT_CHARS = 280

export type WaitingCopies = {
  id: string
  /** Texts in the cluster, and those of them that are held. */
  members: number
  held: number
  /** What was decided before: these came afterwards. */
  decided: ClusterDecision | null
  /** The latest of them, for reading. */
  latest: { id: string; slug: string; text: string; language: string | null; postedAt: Date }
  people: Named
  places: Named<{ slug: string; headline: string }>
}

/** The first NAMED_MAX of `count`; `isMore`: there may be more, further back. */
export type Named<T = string> = { shown: T[]; count: number; isMore: boolean }

/** A page of clusters with held comments. Cost: COPIES_LOOKED_AT look-ups for each, whatever their size. */
export async function readWaitingCopies(
  ctx: Ctx,
  page: { afterId: string | null },
): Promise<{ clusters: WaitingCopies[]; nextAfterId: string | null }> {
  const found = await findWaitingClusters(ctx.db, ctx.site.id, {
    ...page,
    limit: CLUSTERS_PER_PAGE + 1,
  })
  const shown = found.slice(0, CLUSTERS_PER_PAGE)
  const members = await findMembers(
    ctx.db,
    shown.map((one) => one.id),
    COPIES_LOOKED_AT,
  )
  const isMore = found.length > CLUSTERS_PER_PAGE
  return {
    clusters: shown.flatMap((row) => lineOf(row, members) ?? []),
    nextAfterId: isMore ? (shown.at(-1)?.id ?? null) : null,
  }
}

function lineOf(row: ClusterRow, all: MemberRow[]): WaitingCopies | null {
  const members = all.filter((one) => one.cluster_id === row.id)
  const latest = members.find((one) => one.state === 'held') ?? members[0]
  if (!latest) return null
  const isMore = row.members > members.length
  const people = new Map(
    members.map((one) => [one.person_id ?? `name ${one.author_name}`, one.author_name ?? '']),
  )
  const places = new Map(members.map(({ slug, headline }) => [slug, { slug, headline }]))
  return {
    id: row.id,
    members: row.members,
    held: row.held,
    decided: row.action && { action: row.action, rule: row.rule },
    latest: {
      id: latest.id,
      slug: latest.slug,
      text: excerptOf(latest.text, EXCERPT_CHARS),
      language: latest.language,
      postedAt: latest.posted_at,
    },
    people: named([...people.values()], isMore),
    places: named([...places.values()], isMore),
  }
}

const named = <T>(all: T[], isMore: boolean): Named<T> => ({
  shown: all.slice(0, NAMED_MAX),
  count: all.length,
  isMore,
})
