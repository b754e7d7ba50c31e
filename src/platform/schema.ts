/** The tables as Kysely sees them. Money is bigint, counts are numbers, times are Dates (UTC). */
import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>

/** Who wrote: an author brought in, a browser without account, a reader with one, somebody who left. */
export type PersonKind = 'imported' | 'guest' | 'reader' | 'erased'
export type Role = 'owner' | 'editor' | 'author' | 'moderator' | 'treasurer' | 'reader'
/** When somebody is told by mail. */
export type Telling = 'at-once' | 'daily' | 'never'
export type SignInMethod = 'mail' | 'passkey' | 'password' | 'provider' | 'site' | 'invitation'
export type ReportReason = 'spam' | 'hate' | 'threat' | 'harassment' | 'off-topic' | 'other'
export type NoticeKind = 'reply' | 'mention' | 'decision' | 'claim' | 'security'
/** An article's pictures are for everybody; those of comments and cards for whoever may see what shows them. */
export type PicturePurpose = 'article' | 'comment' | 'card'

/** What a discussion is for: talk, or questions to the author of the article. */
export type Mode = 'discussion' | 'questions'

/** Rules of discussions as they stand on a thread, a section or the site; null: as the level above says. */
export type RuleColumns = {
  is_closed: Inherited<boolean>
  /** Days after its article is published; 0: never. */
  close_days: Inherited<number>
  members_only: Inherited<boolean>
  /** Pause between two comments of one author; 0: none. */
  slow_seconds: Inherited<number>
  mode: Inherited<Mode>
}
type Inherited<T> = ColumnType<T | null, T | null | undefined, T | null>

/** A picture that a comment had. */
export type FormerPicture = { id: string; alt: string }

export type Tables = {
  site: RuleColumns & {
    id: string
    slug: string
    name: string
    tagline: string
    language: string
    demo_offered_at: Date | null
    created_at: Date
  }
  secret: { site_id: string; name: string; value: string }
  section: RuleColumns & {
    id: string
    site_id: string
    slug: string
    name: string
    position: number
  }
  picture: {
    id: string
    site_id: string
    sha256: string
    width: number
    height: number
    created_at: Date
    purpose: PicturePurpose
    /** What it looks like: see platform/pictures/look.ts. */
    look: bigint | null
  }
  /** A picture that waits for its comment; then the comment that took it. */
  picture_upload: {
    id: string
    site_id: string
    picture_id: string
    /** Who alone may use it: an account's person, or the key of a guest's browser. */
    owner_key: string
    comment_id: string | null
    created_at: Date
  }
  comment_picture: { comment_id: string; position: number; picture_id: string; alt: string }
  /** Pictures of removed comments, to be known again. No picture can be made of what is kept. */
  barred_picture: {
    comment_id: string
    sha256: string
    site_id: string
    look: bigint | null
    barred_at: Date
  }
  /** What a linked page says of itself, once for everybody who links to it. */
  link_card: {
    id: string
    site_id: string
    url_hash: string
    url: string
    host: string
    state: 'waiting' | 'shown' | 'none'
    /** Why there is no card. */
    problem: string | null
    tries: Generated<number>
    /** When the page was asked, or is to be; later than made_at: it is still to be done. */
    asked_at: Date | null
    made_at: Date | null
    /** The host that answered, after redirects. */
    shown_host: string | null
    title: string | null
    description: string | null
    site_name: string | null
    language: string | null
    picture_id: string | null
    /** Of a page of ours: what the card is made of each time it is shown. */
    article_id: string | null
    comment_id: string | null
  }
  comment_card: { comment_id: string; position: number; card_id: string }
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
    /** See core/skeleton.ts: by it an account of staff is known as the author. */
    byline_skeleton: string | null
    /** Staff said who the authors are; from then on the byline says nothing about it. */
    authors_by_staff: boolean
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
  /** The accounts' own persons who wrote an article. */
  article_author: { article_id: string; person_id: string }
  person: {
    id: string
    site_id: string
    kind: PersonKind
    /** '' for a reader who has not chosen one yet, and for whoever left. */
    name: string
    /** See core/skeleton.ts; '' together with the name. */
    name_skeleton: Generated<string>
    /** How their source knows imported authors, how we know the browser of a guest; null for readers. */
    source_key: string | null
    /** Set for a reader, and for an imported author or guest who was claimed. */
    account_id: Generated<string | null>
    created_at: Date
  }
  account: {
    id: string
    site_id: string
    person_id: string
    /** Confirmed address as it was given; null when the account has none. */
    mail: string | null
    /** The address as accounts are found by it: see core/mail-address.ts. */
    mail_key: string | null
    role: Role
    language: string | null
    /** Being banned is apart from it: a banned account may leave, and stays banned when it stays. */
    state: 'active' | 'leaving' | 'gone'
    banned_at: Date | null
    tell_replies: Generated<Telling>
    tell_mentions: Generated<Telling>
    tell_decisions: Generated<Telling>
    /** Whether how far its owner has read follows them to their other devices. */
    keeps_visits: Generated<boolean>
    leaves_at: Date | null
    leaves_texts: 'keep' | 'erase' | null
    /** When the name was last chosen. */
    named_at: Date | null
    digest_at: Date | null
    /** Whether the mark of supporters stands beside what it says; it does only where there is a gift. */
    shows_support: Generated<boolean>
    created_at: Date
  }
  account_event: {
    id: string
    site_id: string
    account_id: string
    by_account_id: string | null
    action: string
    detail: Json<Record<string, unknown>>
    happened_at: Date
  }
  invitation: {
    id: string
    site_id: string
    mail: string | null
    mail_key: string | null
    role: Role
    token_hash: string
    by_account_id: string | null
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  claim: {
    id: string
    site_id: string
    account_id: string
    person_id: string
    words: string
    state: 'waiting' | 'approved' | 'refused'
    asked_at: Date
    decided_by: string | null
    decided_at: Date | null
  }
  mute: { account_id: string; person_id: string; created_at: Date }
  session: {
    id: string
    site_id: string
    account_id: string
    token_hash: string
    method: SignInMethod
    /** Such as "Firefox on Linux". */
    browser: string
    /** /24 or /64, never the whole address. */
    network: string
    started_at: Date
    /** When the person last proved to be who they are. */
    proven_at: Date
    /** When a second factor was last shown in this session; null: never. */
    second_factor_at: Date | null
    seen_at: Date
    expires_at: Date
  }
  sign_in_link: {
    id: string
    site_id: string
    purpose: 'sign-in' | 'confirm-mail'
    mail: string
    mail_key: string
    account_id: string | null
    token_hash: string
    code_hash: string
    browser_hash: string
    next_path: string
    wrong_codes: Generated<number>
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  ceremony: {
    key_hash: string
    site_id: string
    kind: string
    browser_hash: string
    payload: Json<Record<string, unknown>>
    expires_at: Date
  }
  passkey: {
    id: string
    site_id: string
    account_id: string
    credential_id: string
    public_key: Buffer
    counter: bigint
    transports: string[]
    label: string
    is_synced: boolean
    created_at: Date
    used_at: Date | null
  }
  code_app: {
    account_id: string
    secret: string
    confirmed_at: Date | null
    /** The last 30-second step whose code was used: none is taken twice. */
    last_step: Generated<bigint>
  }
  recovery_code: { account_id: string; code_hash: string; used_at: Date | null }
  password: { account_id: string; hash: string; changed_at: Date }
  identity: {
    site_id: string
    provider: string
    subject: string
    account_id: string
    created_at: Date
  }
  notice: {
    id: string
    site_id: string
    account_id: string
    kind: NoticeKind
    /** The same news is told once, however often the job runs. */
    key: string
    comment_id: string | null
    detail: Json<Record<string, unknown>>
    mail: 'none' | 'waiting' | 'done'
    created_at: Date
    read_at: Date | null
  }
  mail: {
    id: string
    site_id: string
    kind: string
    to_address: string
    subject: string
    text: string
    html: string
    headers: Json<Record<string, string>>
    /** Holds a key to sign in with: its text goes once it is sent. */
    is_secret: boolean
    state: 'waiting' | 'sent' | 'kept' | 'failed'
    tries: Generated<number>
    answer: string | null
    /** Whose letter it is, at whatever address; null for somebody without an account. */
    account_id: string | null
    /** Comments that it quotes. */
    comment_ids: string[]
    created_at: Date
    settled_at: Date | null
  }
  erasure: {
    id: string
    site_id: string
    account_id: string
    person_ids: string[]
    texts: 'keep' | 'erase'
    erased_at: Date
  }
  request_limit: { key: string; points: Generated<number>; expire: bigint | null }
  thread: RuleColumns & {
    id: string
    site_id: string
    article_id: string
    /** When it closes by itself, whatever its close_days say; null: no time of its own. */
    closes_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    comment_count: Generated<number>
    /** Published roots that are not by the authors of the article. */
    question_count: Generated<number>
    /** Those of them with a published answer of an author. */
    answered_count: Generated<number>
    /** The persons in article_author, in the row that writers lock. */
    author_ids: Generated<string[]>
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
    author_kind: Generated<'guest' | 'reader' | 'imported'>
    is_staff: Generated<boolean>
    format: 'markdown' | 'html' | 'text'
    source: string
    html: string
    text: string
    language: string | null
    state: 'published' | 'held' | 'removed' | 'deleted'
    /** The rule by which it was removed, in the words of who removed it. */
    removed_rule: ColumnType<string | null, string | null | undefined, string | null>
    posted_at: Date
    posted_at_known: Generated<boolean>
    /** Ascending: smaller is better, so that one row comparison pages through it. */
    best_key: Generated<number>
    /** Of roots, in steps of how many replies are below; 0 for replies. Ascending: smaller is more. */
    discussed_key: Generated<number>
    /** 0: a question that an author of the article answered, or such an answer; 1: all else. */
    answer_rank: Generated<number>
    /** When staff picked it; null: it is no pick. */
    picked_at: Generated<Date | null>
    reply_count: Generated<number>
    descendant_count: Generated<number>
    /** Rows in `vote`. */
    recommend_count: Generated<number>
    /** Rows in `report` that moderators agreed with. */
    upheld_reports: Generated<number>
    listed: ColumnType<boolean, never, never>
    client_key: string | null
    /** When a text that everybody could read was last replaced, past the first minutes. */
    edited_at: Generated<Date | null>
    /** Rows in `comment_picture`. */
    picture_count: Generated<number>
    /** Rows in `comment_card`. */
    card_count: Generated<number>
    /** When words, name or state last became other ones by its author's doing; null: never. */
    changed_at: Generated<Date | null>
  }
  /** How far an account has seen a thread; kept for those alone who want it. */
  visit: { account_id: string; thread_id: string; seen_until: Date; visited_at: Date }
  /** Former texts of comments: appended, and deleted only with the comment's own text. */
  comment_revision: {
    id: string
    site_id: string
    comment_id: string
    format: 'markdown' | 'html' | 'text'
    source: string
    text: string
    language: string | null
    was_public: boolean
    replaced_at: Date
    /** Its pictures then: ids and descriptions. The pictures themselves go when no comment shows them. */
    pictures: ColumnType<FormerPicture[], string | undefined, never>
  }
  /** Who recommends what; the thread stands beside it for who opens one. */
  vote: { comment_id: string; person_id: string; thread_id: string; voted_at: Date }
  report: {
    id: string
    site_id: string
    comment_id: string
    person_id: string
    reason: ReportReason
    words: string
    state: Generated<'open' | 'upheld' | 'dismissed'>
    reported_at: Date
  }
  verdict: {
    id: string
    site_id: string
    subject_id: string
    outcome: 'publish' | 'hold'
    signals: Json<unknown>
    policy_version: number
    judged_at: Date
    /** Changes of policy that held there, the nearest first. */
    policy_ids: Generated<string[]>
    was_nudged: Generated<boolean>
    waits: Generated<'nobody' | 'newcomers' | 'everybody'>
  }
  /** What a site or a section says of its policy from then on; the latest of each counts. Appended, never edited. */
  policy_change: {
    id: string
    site_id: string
    /** Null: of the site. */
    section_id: string | null
    preset: string | null
    thresholds: Json<unknown>
    /** Null when a program with an access token did it. */
    by_account_id: string | null
    changed_at: Date
  }
  fingerprint: {
    subject_id: string
    site_id: string
    bytes: Buffer
    /** The cluster of copies that it is in; null: it is the first of its own. */
    cluster_id: string | null
    /** The one text of its cluster by which copies are found. */
    is_first: Generated<boolean>
    /** Of its keys: those written in a while share pages of the indexes. */
    generation: ColumnType<number | null, number | null | undefined, never>
    /** By which it is found: see moderation/detectors/copy-keys.ts; null for what was written before there were any. */
    k1: number | null
    k2: number | null
    k3: number | null
    k4: number | null
    k5: number | null
    k6: number | null
    k7: number | null
    k8: number | null
  }
  /** Texts that are nearly the same, from two on; by the id of the first. */
  copy_cluster: {
    id: string
    site_id: string
    /** Texts in it, in whatever state but deleted. */
    members: number
    held: number
    is_waiting: ColumnType<boolean, never, never>
    /** What was decided on all of it, and by which rule; null: nothing yet. */
    action: 'publish' | 'remove' | null
    rule: string | null
    /** Of that decision: its moderation events have it too. */
    batch_id: string | null
    decided_at: Date | null
    made_at: Date
  }
  house_rule: {
    id: string
    site_id: string
    kind: 'word' | 'phrase' | 'regex'
    pattern: string
    language: string | null
    label: string
    action: 'raise' | 'doubt' | 'hold'
    note: string
    created_at: Date
    ended_at: Date | null
  }
  house_rule_event: {
    id: string
    site_id: string
    rule_id: string
    what: 'added' | 'ended'
    /** Null when a program with an access token did it. */
    by_account_id: string | null
    at: Date
  }
  domain_reputation: {
    site_id: string
    domain: string
    ham: number
    spam: number
    changed_at: Date
  }
  domain_decision: {
    subject_id: string
    site_id: string
    domain: string
    counted_as: 'ham' | 'spam' | null
  }
  moderation_event: {
    id: string
    site_id: string
    subject_id: string
    action: 'publish' | 'remove'
    rule: string | null
    by_account_id: string | null
    /** The same for all that was decided with one act; null: it was decided alone. */
    batch_id: Generated<string | null>
    decided_at: Date
  }
  /** What staff did to what the judge learned here. Appended, never edited. */
  learning_event: {
    id: string
    site_id: string
    what: 'reset'
    /** Null: at the terminal, or a program. */
    by_account_id: string | null
    happened_at: Date
  }
  /** Who picked a comment, or took the pick back. Appended, never edited. */
  pick_event: {
    id: string
    site_id: string
    comment_id: string
    action: 'pick' | 'take-back'
    /** Null: a program, or the author by changing the text. */
    by_account_id: string | null
    happened_at: Date
  }
  /** What was changed about the discussions of a site, a section or an article. Appended, never edited. */
  rule_event: {
    id: string
    site_id: string
    level: 'site' | 'section' | 'thread'
    subject_id: string
    by_account_id: string | null
    change: Json<Record<string, { from: unknown; to: unknown }>>
    happened_at: Date
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
    /** Whose gift it is, where that is known; null again when the account goes. */
    account_id: string | null
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
  judge_key: {
    id: string
    site_id: string
    name: string
    key_hash: string
    per_second: number
    per_minute: number
    per_day: number
    /** What Coral signs its requests with; it must be readable, so that signatures can be made to compare. */
    signing_secret: string | null
    /** Null for a key made at the terminal. */
    by_account_id: string | null
    created_at: Date
    ended_at: Date | null
  }
  judge_key_use: {
    key_id: string
    /** YYYY-MM-DD, UTC. */
    day: ColumnType<Date, string, string>
    asked: number
    refused: number
  }
  judge_decision: {
    id: string
    site_id: string
    key_id: string
    /** Signed hash of the client's token and the text: what makes it the same decision. */
    once: string
    decision: 'publish' | 'remove'
    /** Null where the client asked for nothing to be kept. */
    body: string | null
    /** Part of the snapshot in site_head. */
    is_folded: Generated<boolean>
    decided_at: Date
  }
  site_head: {
    site_id: string
    model_hash: string
    bytes: Buffer
    published: number
    removed: number
    folded_at: Date
  }
}
