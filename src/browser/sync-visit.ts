/** How far a discussion was seen follows a reader who wants it to their other devices. */

/** A browser tells the server of one discussion this often at most. */
const TELL_EVERY_MS = 5 * 60 * 1000

export type Synced = {
  /** Until when the account had seen it, milliseconds since 1970; 0 for never, and within a visit. */
  before: number
  /** False: the account does not want it. */
  isKept: boolean
  /** When the server was told, by this browser's clock. */
  toldAt: number
}

/**
 * Asks until when the account has seen the discussion, and tells until when it is seen now.
 * @param until milliseconds since 1970
 * @param known.isOngoing within a visit: it is known already where it began
 */
export async function syncVisit(
  slug: string,
  until: number,
  { isOngoing, toldAt }: { isOngoing: boolean; toldAt: number },
): Promise<Synced> {
  const url = `/api/v1/articles/${encodeURIComponent(slug)}/visit`
  const before = isOngoing ? 0 : await ask(url)
  if (before === 'not kept') return { before: 0, isKept: false, toldAt }
  const known = { before: before ?? 0, isKept: true, toldAt }
  if (Date.now() - toldAt < TELL_EVERY_MS || known.before >= until) return known
  const told = await ask(url, until)
  return told === 'not kept'
    ? { ...known, isKept: false }
    : { ...known, toldAt: told === null ? toldAt : Date.now() }
}

/** @returns null when it cannot be known */
async function ask(url: string, until?: number): Promise<number | 'not kept' | null> {
  const init =
    until === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ seenUntil: new Date(until).toISOString() }),
        }
  const response = await fetch(url, init).catch(() => null)
  if (!response?.ok) return null
  const { isKept, seenUntil } = (await response.json()) as {
    isKept: boolean
    seenUntil: string | null
  }
  if (!isKept) return 'not kept'
  return seenUntil === null ? 0 : Date.parse(seenUntil)
}
