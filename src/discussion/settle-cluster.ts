/** Which cluster of copies a comment is in after an edit: that of what it copies now, its own while it stays alike, or none. */
import { newId } from '../core/ids.js'
import { isAlike, type NewFingerprint, type StoredFingerprint } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import {
  countHeld,
  findOwnPrint,
  joinClusters,
  leaveClusters,
  type OwnPrint,
} from './store/clusters.js'
import type { CommentRow } from './store/write-comments.js'

export type Settled = {
  /** To be stored instead of the former one; null for a short text. */
  print: NewFingerprint | null
  /** Counts the comment where it is now: after it and its fingerprint were written. */
  count(state: CommentRow['state']): Promise<void>
}

/** Before anything of the former text is written over. The thread must be locked. */
export async function settleCluster(
  ctx: Ctx,
  tx: Tx,
  row: Pick<CommentRow, 'id' | 'state'>,
  after: StoredFingerprint | null,
): Promise<Settled> {
  const { id } = row
  const siteId = ctx.site.id
  const own = await findOwnPrint(tx, id)
  if (after && own && staysIn(own, after)) {
    const clusterId = own.cluster_id === id ? null : own.cluster_id
    return {
      print: { ...after, subjectId: id, siteId, clusterId, isFirst: own.is_first },
      count: (state) => countHeld(tx, [{ id, from: row.state, to: state }]),
    }
  }
  const hadCompany = (await leaveClusters(tx, [id])) > 0
  if (!after) return { print: null, count: async () => undefined }
  const at = ctx.clock()
  // The id of a comment stays with the cluster that it began: alone again, it begins another one.
  const clusterId = after.clusterId ?? (hadCompany ? newId(at.getTime()) : null)
  const isFirst = after.clusterId === null
  return {
    print: { ...after, subjectId: id, siteId, clusterId, isFirst },
    async count(state) {
      if (clusterId !== null)
        await joinClusters(tx, { siteId, joining: [{ clusterId, state }], at })
    },
  }
}

const staysIn = (own: OwnPrint, after: StoredFingerprint): boolean =>
  after.clusterId === null ? isAlike(own.bytes, after.bytes) : after.clusterId === own.cluster_id
