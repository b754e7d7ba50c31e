/** How often one key may ask: windows of a second, a minute and a day that follow each other. Pure. */

/** Questions in each window; all three must have room. */
export type Quota = { perSecond: number; perMinute: number; perDay: number }

/** What one key has used of its present windows. Memory: one of these for each key. */
export type Used = Record<keyof Quota, { startedAtMs: number; count: number }>

export type Taken = { ok: true } | { ok: false; window: keyof Quota; retryAfterSeconds: number }

const WINDOW_MS: Record<keyof Quota, number> = {
  perSecond: 1_000,
  perMinute: 60_000,
  // Days of UTC: the epoch began with one.
  perDay: 86_400_000,
}
/** The longest wait is told, or a client would come back into a window that is still shut. */
const WINDOWS = ['perDay', 'perMinute', 'perSecond'] as const

/** @param inDay what was asked on this day before: it is known to other processes too */
export const unused = (nowMs: number, inDay = 0): Used => ({
  perSecond: { startedAtMs: startOf('perSecond', nowMs), count: 0 },
  perMinute: { startedAtMs: startOf('perMinute', nowMs), count: 0 },
  perDay: { startedAtMs: startOf('perDay', nowMs), count: inDay },
})

const startOf = (window: keyof Quota, nowMs: number): number => nowMs - (nowMs % WINDOW_MS[window])

/** Takes one question out of all windows, or none out of any. Changes `used`. Cost: constant. */
export function take(used: Used, quota: Quota, nowMs: number): Taken {
  for (const window of WINDOWS) {
    const startedAtMs = startOf(window, nowMs)
    if (used[window].startedAtMs !== startedAtMs) used[window] = { startedAtMs, count: 0 }
  }
  const full = WINDOWS.find((window) => used[window].count >= quota[window])
  if (full !== undefined) {
    const leftMs = used[full].startedAtMs + WINDOW_MS[full] - nowMs
    return { ok: false, window: full, retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) }
  }
  for (const window of WINDOWS) used[window].count += 1
  return { ok: true }
}
