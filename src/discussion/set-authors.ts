/** Who wrote an article, as its discussion knows it: named by staff, or found by the byline; gone when they leave. */
import { type Actor, findAccount, findNamed, findStaffNamed, may } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import { skeletonOf } from '../core/skeleton.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { type Emit, write } from '../platform/events.js'
import {
  findAuthors,
  findByByline,
  findWrittenBy,
  readArticlePlace,
  replaceAuthors,
} from '../publishing/index.js'
import { keepRuleEvent } from './set-rules.js'
import { countQuestions, findOfAuthors, settleAnswers } from './store/answers.js'
import { lockThreads } from './store/write-comments.js'

/** More than stand in any byline. */
export const AUTHORS_MAX = 10

/** Who wrote an article. @throws Refusal article/not-found */
export async function readAuthors(
  ctx: Ctx,
  slug: string,
): Promise<{ personId: string; name: string }[]> {
  const { article_id: articleId } = await readArticlePlace(ctx, slug)
  const rows = await findAuthors(ctx.db, articleId)
  return rows.map((row) => ({ personId: row.person_id, name: row.name }))
}

/**
 * Staff say who wrote an article, by the names of accounts; from then on its byline says nothing about it.
 * @throws Refusal access/forbidden, article/not-found, article/author-unknown, article/too-many-authors
 */
export async function setAuthors(
  ctx: Ctx,
  actor: Actor,
  input: { slug: string; names: string[] },
): Promise<void> {
  if (may(actor, 'decide-comment') !== 'yes') throw new Refusal('access/forbidden')
  const place = await readArticlePlace(ctx, input.slug)
  await write(ctx, async (tx, emit) => {
    const personIds = await personsNamed(ctx, tx, input.names)
    const change = await putAuthors(tx, emit, {
      articleId: place.article_id,
      threadId: place.thread_id,
      isByStaff: true,
      next: () => personIds,
    })
    if (change !== null)
      await keepRuleEvent(ctx, tx, {
        level: 'thread',
        id: place.thread_id,
        actor,
        change: { authors: change },
      })
  })
}

/** @throws Refusal article/author-unknown, article/too-many-authors */
async function personsNamed(ctx: Ctx, tx: Tx, names: string[]): Promise<string[]> {
  const bySkeleton = new Map(names.map((name) => [skeletonOf(name), name]))
  if (bySkeleton.size > AUTHORS_MAX)
    throw new Refusal('article/too-many-authors', { limit: AUTHORS_MAX })
  const found = await findNamed(tx, ctx.site.id, [...bySkeleton.keys()])
  const known = new Set(found.map((one) => one.skeleton))
  const unknown = [...bySkeleton].find(([skeleton]) => !known.has(skeleton))
  if (unknown) throw new Refusal('article/author-unknown', { name: unknown[1] })
  return found.map((one) => one.person_id)
}

/**
 * The job after somebody of the staff has a new name or office: articles with that byline are theirs, unless staff said
 * otherwise. Twice is as good as once.
 */
export async function linkArticles(ctx: Ctx, input: { accountId: string }): Promise<void> {
  const account = await findAccount(ctx.db, ctx.site.id, input.accountId)
  if (!account || account.name === '') return
  const personId = account.person_id
  const skeleton = skeletonOf(account.name)
  for (const one of await findByByline(ctx.db, { siteId: ctx.site.id, skeleton, personId }))
    await write(ctx, async (tx, emit) => {
      if ((await findStaffNamed(tx, ctx.site.id, skeleton)) !== personId) return
      await putAuthors(tx, emit, {
        articleId: one.article_id,
        threadId: one.thread_id,
        isByStaff: false,
        next: (authorIds) => [...new Set([...authorIds, personId])],
      })
    })
}

/** Whoever leaves is no author any more: what stays of their comments has no name, and must not be known by a mark. */
export async function forgetAuthor(ctx: Ctx, personId: string): Promise<void> {
  for (const one of await findWrittenBy(ctx.db, personId))
    await write(ctx, async (tx, emit) => {
      await putAuthors(tx, emit, {
        articleId: one.article_id,
        threadId: one.thread_id,
        isByStaff: false,
        next: (authorIds) => authorIds.filter((id) => id !== personId),
      })
    })
}

/**
 * Puts authors in the place of others, under the lock of the thread, and settles which questions are answered now.
 * @returns what was and what is, as person ids; null when nothing changed
 * Cost: the comments of those who come or go.
 */
async function putAuthors(
  tx: Tx,
  emit: Emit,
  input: {
    articleId: string
    threadId: string
    isByStaff: boolean
    next: (authorIds: string[]) => string[]
  },
): Promise<{ from: string[]; to: string[] } | null> {
  const { articleId, threadId, isByStaff, next } = input
  const [thread] = await lockThreads(tx, [threadId])
  if (!thread) throw new Refusal('article/not-found')
  const [from, to] = [thread.author_ids, next(thread.author_ids)]
  const added = to.filter((id) => !from.includes(id))
  const gone = from.filter((id) => !to.includes(id))
  if (added.length + gone.length === 0 && !isByStaff) return null
  await replaceAuthors(tx, { articleId, personIds: to, isByStaff })
  if (added.length + gone.length === 0) return null
  await countQuestions(tx, threadId, { added, gone })
  await settleAnswers(tx, await findOfAuthors(tx, threadId, [...added, ...gone]))
  emit({ name: 'rules.changed', threadId })
  return { from, to }
}
