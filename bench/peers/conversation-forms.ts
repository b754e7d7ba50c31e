/** The same conversation for programs that know fewer levels than it has. */
import type { Said } from '../conversation.js'

/** For each comment the place of the root that it stands under. */
export function rootsOf(said: Said[]): number[] {
  const roots: number[] = []
  for (const [place, { parent }] of said.entries())
    roots.push(parent === null ? place : (roots[parent] ?? place))
  return roots
}
