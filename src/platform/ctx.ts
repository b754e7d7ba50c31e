/** What every use-case gets: built in one place (app.ts), handed down, never global. */
import type pg from 'pg'
import type { Config } from './config.js'
import type { Database } from './database.js'
import type { Limits } from './limits.js'
import type { Live } from './live.js'
import type { Log } from './log.js'
import type { Outbound } from './outbound.js'
import type { PageCache } from './page-cache.js'
import type { PictureWorkshop } from './pictures/index.js'

export type Site = {
  id: string
  slug: string
  name: string
  tagline: string
  language: string
}

export type Ctx = {
  config: Config
  site: Site
  db: Database
  pool: pg.Pool
  live: Live
  pages: PageCache
  log: Log
  clock: () => Date
  /** Address of the site without trailing slash: what links in pages, feeds and mail begin with. */
  origin: () => string
  limits: Limits
  outbound: Outbound
  pictures: PictureWorkshop
}
