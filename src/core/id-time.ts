/** The time in a UUIDv7, in both directions. Apart from the making of ids, so that the browser loads no more of it. */

/** The time that a UUIDv7 carries, milliseconds since 1970. */
export const timeOfId = (id: string): number =>
  Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/** An id that is no one's: smaller than every key made after this time, larger than those made until then. */
export function idAfter(ms: number): string {
  const time = Math.max(0, Math.floor(ms) + 1)
    .toString(16)
    .padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-0000-0000-000000000000`
}
