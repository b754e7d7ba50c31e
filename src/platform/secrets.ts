/** Secrets of a site: made once, kept in the database so that every process has the same. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Db } from './database.js'

/** The secret of this name, made at first use. */
export async function ensureSecret(db: Db, siteId: string, name: string): Promise<string> {
  const value = randomBytes(32).toString('base64url')
  await db
    .insertInto('secret')
    .values({ site_id: siteId, name, value })
    .onConflict((conflict) => conflict.columns(['site_id', 'name']).doNothing())
    .execute()
  const row = await findSecret(db, siteId, name)
  if (row === undefined) throw new Error(`secret ${name} is missing`)
  return row
}

async function findSecret(db: Db, siteId: string, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('secret')
    .select('value')
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

const STAFF_TOKEN = 'staff-token-sha256'
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Makes a new staff token; the one before ends. Only its hash is kept. */
export async function renewStaffToken(db: Db, siteId: string): Promise<string> {
  const token = `staff_${randomBytes(24).toString('base64url')}`
  await db
    .insertInto('secret')
    .values({ site_id: siteId, name: STAFF_TOKEN, value: hashOf(token) })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'name']).doUpdateSet({ value: hashOf(token) }),
    )
    .execute()
  return token
}

export const hasStaffToken = async (db: Db, siteId: string): Promise<boolean> =>
  (await findSecret(db, siteId, STAFF_TOKEN)) !== undefined

/** True when this is the staff token. Compared in constant time. */
export async function isStaffToken(db: Db, siteId: string, token: string): Promise<boolean> {
  const hash = await findSecret(db, siteId, STAFF_TOKEN)
  return hash !== undefined && isSame(hash, hashOf(token))
}

/** A short signature of a text by a secret: 22 characters, 128 bits. */
export const signatureOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22)

/** Compares two strings in time that does not tell where they differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
