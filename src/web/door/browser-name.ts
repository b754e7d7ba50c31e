/** A browser's name for the list of sessions: what a person needs to know their own again, and no more. */

/** Longest header that is looked at. */
const HEADER_CHARS_MAX = 400

// Order matters: most browsers also claim to be others.
const BROWSERS: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

const nameIn = (names: [RegExp, string][], header: string): string | undefined =>
  names.find(([sign]) => sign.test(header))?.[1]

/** Such as "Firefox on Linux"; '' when it cannot be told. */
export function browserName(header: string | undefined): string {
  const said = (header ?? '').slice(0, HEADER_CHARS_MAX)
  const [browser, system] = [nameIn(BROWSERS, said), nameIn(SYSTEMS, said)]
  return [browser, system].filter((part) => part !== undefined).join(' on ')
}
