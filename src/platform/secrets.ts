/** Secrets of a site: made once, kept in the database so that every process has the same. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Db } from './database.js'
import type { Role } from './schema.js'

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

/** A secret that nobody can guess: 256 bits, 43 characters that stand in an address as they are. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token: enough to know it again, useless to whoever reads the table. */
export const hashOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')

/** How the author of imported comments is known again by a mail address, which itself is not kept. */
export const mailFingerprint = (mail: string): string =>
  `mail:${createHash('sha256').update(mail.trim().toLowerCase()).digest('hex').slice(0, 24)}`

/** Name under which the access token of a role is kept. */
const accessTokenOf = (role: Role) => `access-token-sha256:${role}`

/** Makes a new access token that acts with the rights of a role; the one before ends. Only its hash is kept. */
export async function renewAccessToken(db: Db, siteId: string, role: Role): Promise<string> {
  const token = `staff_${newToken()}`
  await db
    .insertInto('secret')
    .values({ site_id: siteId, name: accessTokenOf(role), value: hashOf(token) })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'name']).doUpdateSet({ value: hashOf(token) }),
    )
    .execute()
  return token
}

/** The role of an access token; null for a token that is none. */
export async function roleOfAccessToken(
  db: Db,
  siteId: string,
  token: string,
): Promise<Role | null> {
  const row = await db
    .selectFrom('secret')
    .select('name')
    .where('site_id', '=', siteId)
    .where('name', 'like', 'access-token-sha256:%')
    .where('value', '=', hashOf(token))
    .executeTakeFirst()
  return row === undefined ? null : (row.name.split(':')[1] as Role)
}

/** A short signature of a text by a secret: 22 characters, 128 bits. */
export const signatureOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22)

/** Compares two strings in time that does not tell where they differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
