/**
 * The three cookies of the program. None is set on reading: the one of the browser comes with a first comment or the
 * wish to sign in, the one of the session with signing in, and one for moments with each thing done here, so that who
 * did it sees it. All bind to this host alone and are closed to script.
 */
import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AGE_MS_MAX } from '../../platform/page-cache.js'
import { hashOf, newToken } from '../../platform/secrets.js'

const SESSION = '__Host-session'
const BROWSER = '__Host-browser'
const WROTE = '__Host-wrote'
/** Seconds: a year, the longest that browsers are asked to keep what tells a guest's own comments. */
const BROWSER_AGE_S = 365 * 24 * 3_600
/** Seconds: the longest life of a session; the server ends most of them much earlier. */
const SESSION_AGE_S = 180 * 24 * 3_600
/** Seconds: longer than any page may be old, with one for the way. */
const WROTE_AGE_S = Math.ceil(AGE_MS_MAX / 1_000) + 1
/** A cookie header longer than this is none of ours. */
const COOKIE_CHARS_MAX = 8_192
const TOKEN = /^[\w-]{43}$/

const cookieOf = (request: FastifyRequest, name: string): string | null => {
  const header = request.headers.cookie
  if (header === undefined || header.length > COOKIE_CHARS_MAX) return null
  const value = parseCookie(header)[name]
  return value !== undefined && TOKEN.test(value) ? value : null
}

function setCookie(reply: FastifyReply, name: string, value: string, maxAge: number): void {
  const cookie = stringifySetCookie({
    name,
    value,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    maxAge,
  })
  const before = reply.getHeader('set-cookie')
  const others = (
    Array.isArray(before) ? before : before === undefined ? [] : [String(before)]
  ).filter((one) => !String(one).startsWith(`${name}=`))
  // Fastify adds cookies to those that are there.
  reply.removeHeader('set-cookie').header('set-cookie', [...others, cookie])
}

/** True when a request may be somebody's: then it is not answered from the shared pages. Cost: one search in a string. */
export const hasSessionCookie = (header: string | undefined): boolean =>
  header?.includes(`${SESSION}=`) ?? false

/** True for a moment after this browser did something: then it is shown no page that may be old. */
export const wroteJustNow = (header: string | undefined): boolean =>
  header?.includes(`${WROTE}=`) ?? false

export const noteWrote = (reply: FastifyReply): void => setCookie(reply, WROTE, '1', WROTE_AGE_S)

export const sessionTokenOf = (request: FastifyRequest): string | null => cookieOf(request, SESSION)

export const setSessionCookie = (reply: FastifyReply, token: string): void =>
  setCookie(reply, SESSION, token, SESSION_AGE_S)

export const clearSessionCookie = (reply: FastifyReply): void => setCookie(reply, SESSION, '', 0)

/** Hash of this browser's cookie; null when it has none. */
export function browserOf(request: FastifyRequest): string | null {
  const token = cookieOf(request, BROWSER)
  return token === null ? null : hashOf(token)
}

/** Hash of this browser's cookie, which is given to it when it has none. */
export function ensureBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const known = browserOf(request)
  if (known !== null) return known
  const token = newToken()
  setCookie(reply, BROWSER, token, BROWSER_AGE_S)
  return hashOf(token)
}
