/**
 * What every import source yields, one record at a time and in any order: the common language between
 * a foreign file and the import. Sources are pure readers: no database, no clock, no network.
 */
export type ImportRecord =
  | ImportedSection
  | ImportedArticle
  | ImportedComment
  | ImportedCampaign
  | ImportProblem

export type ImportedSection = { kind: 'section'; key: string; name: string }

/**
 * An article, or (home 'elsewhere') only the address and title of a page that a thread belongs to.
 * `key` is unique among all records of the source, of every kind and from every origin, and the same at every reading.
 */
export type ImportedArticle = {
  kind: 'article'
  key: string
  home: 'here' | 'elsewhere'
  /** Wished slug; null lets the import make one from the headline. */
  slug: string | null
  /** Address of the page at its origin, null when unknown. */
  originUrl: string | null
  headline: string
  standfirst: string | null
  byline: string | null
  sectionName: string | null
  /** Body: 'html' is unsafe foreign HTML (the import sanitises it), 'text' has blank lines between paragraphs, 'markdown' is ours. */
  body: { format: 'html' | 'text' | 'markdown'; source: string }
  /** BCP 47, null when the source does not say. */
  language: string | null
  /** Null when the source does not say: never invented. */
  publishedAt: Date | null
  /** A picture of the article. `file` is a path next to the imported file, null when the source has lost it. */
  picture: { file: string | null; alt: string | null; caption: string | null } | null
  state: 'published' | 'draft'
  commentsClosed: boolean
  place: ImportPlace
}

export type ImportedComment = {
  kind: 'comment'
  key: string
  articleKey: string
  parentKey: string | null
  /** Null when the source lost the author. `key` identifies the same author within the origin (null: by name only). */
  author: { name: string; key: string | null; isStaff: boolean } | null
  body: { format: 'html' | 'text' | 'markdown'; source: string }
  postedAt: Date | null
  /** 'spam' and 'pending' arrive held, 'deleted' keeps neither text nor name. */
  state: 'published' | 'pending' | 'spam' | 'deleted'
  language: string | null
  place: ImportPlace
}

export type ImportedCampaign = {
  kind: 'campaign'
  key: string
  title: string | null
  /** ISO 4217 */
  currency: string
  goalMinor: bigint
  ticksMinor: bigint[]
  /** Money raised before the import, booked as one opening transaction, when `gifts` is empty. */
  raisedMinor: bigint
  gifts: { key: string; name: string | null; amountMinor: bigint; receivedAt: Date | null }[]
  place: ImportPlace
}

/** A row that cannot be brought in, or came in with something missing. The import goes on; the report shows line and reason. */
export type ImportProblem = { kind: 'problem'; place: ImportPlace; reason: string }

/** Where in the file: 1-based line; `bytesRead` drives the progress bar. */
export type ImportPlace = { line: number; bytesRead: number }

/** One foreign format. Adding one = one file in sources/ and one line in sources/index.ts. */
export type ImportSource = {
  /** Short name used in keys and reports: 'page', 'disqus', 'wordpress'. */
  name: string
  /** What people call it: "Disqus export (XML)". */
  title: string
  /** True if the first 64 KiB of a file look like this format. */
  recognises(head: string): boolean
  /**
   * Reads a file as a stream of UTF-8 chunks. Memory does not grow with the file, but for the ids that find duplicates.
   * What came before the reason for a refusal is yielded first.
   * @throws ImportRefused for a file that must not be read at all (a DTD, no such format, cut-off XML, not UTF-8)
   */
  read(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ImportRecord>
}

/** The whole file is refused; `message` is one sentence for a person. */
export class ImportRefused extends Error {
  override name = 'ImportRefused'
}
