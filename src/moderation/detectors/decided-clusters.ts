/** What moderators decided on all copies of a text: their copies to come take the same decision. */
import type { ClusterDecision } from '../submission.js'

/** Decisions in memory, the latest; storage tells the others with the copy that it finds. About 200 bytes each. */
export const DECIDED_CLUSTERS_MAX = 10_000

/** Memory: DECIDED_CLUSTERS_MAX entries; who is decided on again counts as the latest. */
export function createDecidedClusters() {
  const decisions = new Map<string, ClusterDecision>()
  return {
    find: (clusterId: string): ClusterDecision | null => decisions.get(clusterId) ?? null,
    learn(clusterId: string, decided: ClusterDecision): void {
      decisions.delete(clusterId)
      decisions.set(clusterId, decided)
      for (const oldest of decisions.keys()) {
        if (decisions.size <= DECIDED_CLUSTERS_MAX) break
        decisions.delete(oldest)
      }
    },
  }
}
