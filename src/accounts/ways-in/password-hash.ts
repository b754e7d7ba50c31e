/** Password hashes: scrypt of Node, its parameters written into the hash so that they can be raised. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../../core/refusals.js'

/** OWASP, Password Storage Cheat Sheet: N = 2^16, r = 8, p = 2; 64 MiB and some tenths of a second for each hashing. */
const PARAMETERS = { ln: 16, r: 8, p: 2 }
type Parameters = typeof PARAMETERS
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Hashings at once in this process: two take 128 MiB together, and leave readers their share of the processors. */
const AT_ONCE = 2
/** Hashings that wait; whoever comes later is told that we are busy, before a minute is over. */
const WAITING_MAX = 100

/** @returns `$scrypt$ln=16,r=8,p=2$SALT$HASH`, the PHC string format. @throws Refusal request/too-busy */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return written(PARAMETERS, salt, await inTurn(() => derive(password, salt, PARAMETERS)))
}

/**
 * Compares a password with a hash; with null the same work is done for nothing, so that time tells nothing.
 * @returns `weak` when it is right, and its hash was made with other parameters than today's
 * @throws Refusal request/too-busy; Error when the hash is not one of ours
 */
export async function comparePassword(
  password: string,
  hash: string | null,
): Promise<'right' | 'weak' | 'wrong'> {
  const { parameters, salt, expected } = read(hash ?? DUMMY)
  const actual = await inTurn(() => derive(password, salt, parameters))
  const isRight = timingSafeEqual(actual, expected) && hash !== null
  if (!isRight) return 'wrong'
  return written(parameters, salt, expected).startsWith(written(PARAMETERS)) ? 'right' : 'weak'
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
const written = ({ ln, r, p }: Parameters, ...parts: Buffer[]) =>
  [`$scrypt$ln=${ln},r=${r},p=${p}`, ...parts.map(base64)].join('$')

const DUMMY = written(PARAMETERS, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES))
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/

function read(hash: string): { parameters: Parameters; salt: Buffer; expected: Buffer } {
  const [, ln, r, p, salt = '', expected = ''] = FORM.exec(hash) ?? []
  if (expected === '') throw new Error('a password hash is not in the form that we write')
  return {
    parameters: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    expected: Buffer.from(expected, 'base64'),
  }
}

function derive(password: string, salt: Buffer, { ln, r, p }: Parameters): Promise<Buffer> {
  const N = 2 ** ln
  // What the algorithm needs (RFC 7914), and as much again for what OpenSSL counts beside it.
  const options: ScryptOptions = { N, r, p, maxmem: 2 * 128 * r * (N + p) }
  return new Promise((resolve, reject) =>
    scrypt(password, salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    ),
  )
}

// One queue for the process, because it is the memory of the process that it guards.
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(act: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MAX) throw new Refusal('request/too-busy')
    // Whoever leaves hands over the turn, so nobody slips in between.
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await act()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
