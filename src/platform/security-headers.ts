/** Headers of every answer: what a browser may do with it. Nothing is loaded from anywhere but this site. */

/** No inline script or style exists, so the policy needs no nonces: shared pages stay the same bytes for everybody. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Seconds that browsers remember to come by https only: two years. */
const HTTPS_AGE_S = 2 * 365 * 24 * 3_600

export type Headers = [name: string, value: string][]

/** @param site.isHttps true when readers reach the site by https: only then may browsers be told to insist on it */
export const securityHeaders = (site: { isHttps: boolean }): Headers => [
  ['Content-Security-Policy', POLICY],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  [
    'Permissions-Policy',
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  ],
  ...(site.isHttps
    ? ([['Strict-Transport-Security', `max-age=${HTTPS_AGE_S}`]] satisfies Headers)
    : []),
]
