/** The site: one row per publication; made at the very first start. */
import { newId } from '../core/ids.js'
import type { Config } from './config.js'
import type { Site } from './ctx.js'
import type { Database } from './database.js'

const SLUG = 'main'

/** The publication of this program, made when it is new; names given by settings replace the present ones. */
export async function ensureSite(
  db: Database,
  config: Config,
  byDefault: { name: string; tagline: string },
): Promise<Site> {
  const now = new Date()
  await db
    .insertInto('site')
    .values({
      id: newId(now.getTime()),
      slug: SLUG,
      name: config.siteName || byDefault.name,
      tagline: config.siteTagline || byDefault.tagline,
      language: config.siteLanguage,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute()
  const wishes = {
    ...(config.siteName ? { name: config.siteName } : {}),
    ...(config.siteTagline ? { tagline: config.siteTagline } : {}),
  }
  if (Object.keys(wishes).length > 0)
    await db.updateTable('site').set(wishes).where('slug', '=', SLUG).execute()
  return db
    .selectFrom('site')
    .select(['id', 'slug', 'name', 'tagline', 'language'])
    .where('slug', '=', SLUG)
    .executeTakeFirstOrThrow()
}
