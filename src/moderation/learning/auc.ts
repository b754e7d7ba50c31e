/** How well scores tell two kinds apart. Pure. */

/** Area under the ROC curve: chance that a positive scores above a negative, ties half. NaN without both. */
export function auc(scores: readonly number[], labels: readonly number[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  let rankSum = 0
  let positives = 0
  for (let i = 0; i < order.length; ) {
    let end = i
    let here = 0
    while (end < order.length && scores[order[end] ?? 0] === scores[order[i] ?? 0])
      here += labels[order[end++] ?? 0] ?? 0
    rankSum += here * ((i + 1 + end) / 2)
    positives += here
    i = end
  }
  const negatives = scores.length - positives
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}
