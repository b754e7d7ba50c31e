/** Changing one's own comment, and the question before it is deleted: plain forms, for readers without script too. */
import type { ComponentChildren } from 'preact'
import { fill } from '../../core/plural.js'
import type { Preview } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { PreviewButton } from '../fragments/comment-form.js'
import { CommentPreview } from '../fragments/comment-preview.js'
import { FormToken } from '../fragments/form-token.js'
import { NudgeNote, NudgeTicket } from '../fragments/nudge-note.js'
import { PictureList } from '../fragments/picture-fields.js'
import type { NudgeView, WaitingPicture } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

/** Where one's own comment is changed, and where it is deleted. */
export const ownCommentUrls = {
  edit: (id: string) => `/comments/${id}/edit`,
  preview: (id: string) => `/comments/${id}/preview`,
  delete: (id: string) => `/comments/${id}/delete`,
}

type Place = {
  shell: Shell
  commentId: string
  article: { headline: string; slug: string; url: string }
  /** Where the comment is seen: its place, or for a held one its receipt. */
  backUrl: string
}

export type EditCommentPageProps = Place & {
  text: string
  pictures: WaitingPicture[]
  /** Which text of the comment is changed. */
  base: string
  /** What stands now, where it is not what the reader changed. */
  present: string | null
  /** The moment until which a change leaves no trace, written out; null when it leaves one. */
  freeUntil: string | null
  isHeld: boolean
  /** Editors picked it: a change ends that. */
  isPicked: boolean
  /** The sentence of a refusal. */
  problem: string | null
  /** How the text will look, where that was asked. */
  preview: Preview | null
  /** Why its author is asked to look at it once more; null where they are not. */
  nudge: NudgeView | null
  /** The ticket of that, or of a nudge before. */
  nudgeTicket: string
}

export function EditCommentPage(props: EditCommentPageProps) {
  const { shell, commentId, present, problem, preview } = props
  const locale = localeOf(shell)
  const words = locale.edits
  return (
    <Frame {...props} title={words.editTitle}>
      {preview !== null && (
        <>
          <p class="letter-lead">{locale.writing.page.previewEditLead}</p>
          <CommentPreview preview={preview} locale={locale} />
        </>
      )}
      {props.nudge !== null && <NudgeNote nudge={props.nudge} locale={locale} />}
      {problem !== null && (
        <div class="note is-problem" role="alert">
          <p>{problem}</p>
        </div>
      )}
      {present !== null && (
        <section aria-labelledby="present">
          <h2 id="present">{words.present}</h2>
          <div class="plain-text" dir="auto">
            {present}
          </div>
          <p class="hint">{words.presentHint}</p>
        </section>
      )}
      <form
        class="comment-form"
        method="post"
        action={ownCommentUrls.edit(commentId)}
        data-edit={commentId}
      >
        <FormToken actor={shell.actor} />
        <input type="hidden" name="base" value={props.base} />
        <NudgeTicket ticket={props.nudgeTicket} />
        <label class="field">
          <span class="field-label">{words.text}</span>
          <textarea name="text" rows={8} required dir="auto" lang="" aria-describedby="trace">
            {/* A form eats the first line break of its text. */}
            {`\n${props.text}`}
          </textarea>
        </label>
        {props.pictures.length > 0 && (
          <fieldset class="picture-field">
            <legend class="field-label">{locale.media.yours}</legend>
            <PictureList pictures={props.pictures} locale={locale} />
          </fieldset>
        )}
        <p class="hint">{locale.form.hint}</p>
        <p class="quiet" id="trace">
          {traceOf(props)}
          {props.isPicked && ` ${localeOf(shell).marks.picking.endsByEdit}`}
        </p>
        <div class="form-foot">
          <button class="button" type="submit">
            {words.save}
          </button>
          <PreviewButton to={ownCommentUrls.preview(commentId)} locale={locale} />
          <a class="button is-plain" href={props.backUrl}>
            {words.back}
          </a>
        </div>
      </form>
      <p class="quiet">
        <a href={ownCommentUrls.delete(commentId)}>{words.deleteInstead}</a>
      </p>
    </Frame>
  )
}

function traceOf({ shell, isHeld, freeUntil }: EditCommentPageProps): string {
  const words = localeOf(shell).edits
  if (isHeld) return words.held
  return freeUntil === null ? words.traced : fill(words.free, { until: freeUntil })
}

export type DeleteCommentPageProps = Place & { text: string }

export function DeleteCommentPage(props: DeleteCommentPageProps) {
  const { shell, commentId } = props
  const words = localeOf(shell).edits
  return (
    <Frame {...props} title={words.deleteTitle}>
      <p class="letter-lead">{words.deleteLead}</p>
      <div class="plain-text" dir="auto">
        {props.text}
      </div>
      <form class="form-foot" method="post" action={ownCommentUrls.delete(commentId)}>
        <FormToken actor={shell.actor} />
        <button class="button" type="submit">
          {words.deleteButton}
        </button>
        <a class="button is-quiet" href={props.backUrl}>
          {words.back}
        </a>
      </form>
    </Frame>
  )
}

function Frame(props: Place & { title: string; children: ComponentChildren }) {
  const { shell, title, article, children } = props
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter" data-slug={article.slug}>
        <h1>{title}</h1>
        <p class="quiet">
          {localeOf(shell).edits.on} <a href={article.url}>{article.headline}</a>
        </p>
        {children}
      </div>
    </Layout>
  )
}

/** The ways to change or delete a comment, for its author. */
export function OwnWays({ commentId, locale }: { commentId: string; locale: Locale }) {
  return (
    <>
      <a href={ownCommentUrls.edit(commentId)}>{locale.browser.editOwn}</a>{' '}
      <a href={ownCommentUrls.delete(commentId)}>{locale.browser.deleteOwn}</a>
    </>
  )
}
