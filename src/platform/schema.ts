/** The tables as Kysely sees them. Money is bigint, counts are numbers, times are Dates (UTC). */
import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export type Tables = {
  site: {
    id: string
    slug: string
    name: string
    tagline: string
    language: string
    demo_offered_at: Date | null
    created_at: Date
  }
  secret: { site_id: string; name: string; value: string }
  section: { id: string; site_id: string; slug: string; name: string; position: number }
  picture: {
    id: string
    site_id: string
    sha256: string
    width: number
    height: number
    created_at: Date
  }
  picture_file: { picture_id: string; width: number; bytes: Buffer }
  article: {
    id: string
    site_id: string
    section_id: string | null
    slug: string
    home: 'here' | 'elsewhere'
    origin_url: string | null
    headline: string
    standfirst: string | null
    byline: string | null
    language: string
    body_format: 'markdown' | 'html' | 'text'
    body_source: string
    body_html: string
    picture_id: string | null
    picture_alt: string | null
    picture_caption: string | null
    state: 'draft' | 'published'
    published_at: Date | null
    sort_at: Date
    created_at: Date
    updated_at: Date
  }
  revision: {
    id: string
    site_id: string
    article_id: string
    number: number
    headline: string
    standfirst: string | null
    byline: string | null
    body_format: string
    body_source: string
    created_at: Date
  }
  person: {
    id: string
    site_id: string
    kind: 'imported'
    name: string
    source_key: string
    created_at: Date
  }
  thread: {
    id: string
    site_id: string
    article_id: string
    is_closed: Generated<boolean>
    comment_count: Generated<number>
    created_at: Date
  }
  comment: {
    id: string
    site_id: string
    thread_id: string
    parent_id: string | null
    depth: number
    person_id: string | null
    author_name: string | null
    is_staff: Generated<boolean>
    format: 'markdown' | 'html' | 'text'
    source: string
    html: string
    text: string
    language: string | null
    state: 'published' | 'held' | 'removed' | 'deleted'
    posted_at: Date
    posted_at_known: Generated<boolean>
    /** Ascending: smaller is better, so that one row comparison pages through it. */
    best_key: Generated<number>
    reply_count: Generated<number>
    descendant_count: Generated<number>
    listed: ColumnType<boolean, never, never>
    client_key: string | null
  }
  verdict: {
    id: string
    site_id: string
    subject_id: string
    outcome: 'publish' | 'hold'
    signals: Json<unknown>
    policy_version: number
    judged_at: Date
  }
  fingerprint: { subject_id: string; site_id: string; bytes: Buffer }
  moderation_event: {
    id: string
    site_id: string
    subject_id: string
    action: 'publish' | 'remove'
    rule: string | null
    decided_at: Date
  }
  campaign: {
    id: string
    site_id: string
    title: string | null
    currency: string
    goal_minor: bigint
    ticks_minor: bigint[]
    is_open: boolean
    created_at: Date
  }
  ledger_transaction: {
    id: string
    site_id: string
    kind: 'gift' | 'opening-balance'
    campaign_id: string
    key: string
    memo: string
    happened_at: Date | null
    recorded_at: Date
  }
  ledger_entry: {
    id: Generated<bigint>
    site_id: string
    transaction_id: string
    campaign_id: string
    account: string
    amount_minor: bigint
    currency: string
  }
  gift: {
    id: string
    site_id: string
    campaign_id: string
    transaction_id: string
    name: string | null
    amount_minor: bigint
    currency: string
    received_at: Date | null
    recorded_at: Date
  }
  imported: { site_id: string; source: string; key: string; id: string }
  import_waiting: {
    site_id: string
    source: string
    key: string
    parent_key: string
    record: Json<unknown>
  }
}
