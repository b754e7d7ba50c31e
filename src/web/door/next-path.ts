/** Where to go after signing in: a path of ours, whatever the address says. */

const PATH_CHARS_MAX = 1_000
/** Stands for our own address while a path is read; only the path of the result is used. */
const HERE = 'http://here.invalid'

/** The path as it may be redirected to; `/account` for anything that could lead elsewhere. */
export function nextPath(raw: string | undefined): string {
  const isPath =
    typeof raw === 'string' &&
    raw.length <= PATH_CHARS_MAX &&
    /^\/(?![/\\])[!-~]*$/.test(raw) &&
    !raw.includes('\\')
  if (!isPath || !URL.canParse(raw, HERE)) return '/account'
  const url = new URL(raw, HERE)
  // Shortened, /.//evil.example begins as the address of another site does.
  const isHere = url.origin === HERE && !url.pathname.startsWith('//')
  return isHere ? url.pathname + url.search + url.hash : '/account'
}
