import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkData } from '../../src/check.js'
import {
  EDIT_FREE_MS,
  eraseAccount,
  PICTURE_BYTES_MAX,
  PICTURES_PER_COMMENT_MAX,
  sweepUploads,
  UPLOAD_KEPT_MS,
} from '../../src/discussion/index.js'
import { UPLOADS_WAITING_MAX } from '../../src/discussion/pictures/take-picture.js'
import { newToken } from '../../src/platform/secrets.js'
import { type Member, signUp } from '../accounts/people.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'
import { photo, scene } from '../pictures.js'

let cluster: Cluster
let stage: Stage
/** For guests too. */
let open: Stage
let now = new Date('2026-11-20T10:00:00Z')
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
  open = await openStage(
    await cluster.create(),
    { clock: () => now },
    { COMMENT_PICTURES: 'all', GUEST_COMMENTS: 'on' },
  )
})
afterAll(async () => {
  for (const one of [stage, open]) {
    expect((await checkData(one.app.ctx.db)).flatMap((part) => part.violations)).toEqual([])
    await one.app.close()
  }
  await cluster?.stop()
})

let count = 0
const next = () => {
  count += 1
  return count
}
const something = () => chatter(next() + 50_000)
/** A picture that nobody has sent yet. */
const newPhoto = (width = 90, height = 60) => photo(width, height, next())

type Headers = Record<string, string>
type Taken = { id: string; src: string; width: number; height: number }
type Picture = { id: string; url: string; width: number; height: number; alt: string }
type Said = {
  comment: { id: string; pictures: Picture[]; url: string }
  state: string
  reasons: string[]
  receiptUrl: string
}

const send = (bytes: Uint8Array, headers: Headers, at = stage) => {
  const form = new FormData()
  form.append('picture', new Blob([new Uint8Array(bytes)]), 'picture.jpg')
  return fetch(`${at.address}/api/v1/pictures`, { method: 'POST', headers, body: form })
}
const taken = async (headers: Headers, bytes?: Uint8Array, at = stage): Promise<Taken> => {
  const response = await send(bytes ?? (await newPhoto()), headers, at)
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Taken
}
type Wish = { id: string; alt?: string }
const post = (headers: Headers, pictures: Wish[], more: object = {}, at = stage, key?: string) =>
  at.post(
    { text: something(), pictures: pictures.map(({ id, alt }) => ({ id, alt })), ...more },
    { headers, key },
  )
const said = async (headers: Headers, pictures: Wish[], more = {}, at = stage): Promise<Said> => {
  const response = await post(headers, pictures, more, at)
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Said
}
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const decide = (id: string, action: 'publish' | 'remove', at = stage) =>
  fetch(`${at.address}/api/v1/comments/${id}/decision`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${at.staffToken}` },
    body: JSON.stringify({ action }),
  })
const statusOf = async (url: string, headers: Headers = {}, at = stage) =>
  (await at.get(url, headers)).status
const publicUrl = ({ id, width }: Picture) => `/pictures/${id}-${width}.webp`
const rowsOf = async <T>(text: string, values: unknown[] = [], at = stage) =>
  (await at.app.ctx.pool.query(text, values)).rows as T[]
const edit = (who: Headers, id: string, body: object) =>
  fetch(`${stage.address}/api/v1/comments/${id}/edit`, {
    method: 'POST',
    headers: { ...who, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** A reader whose first picture a moderator has let stand. */
async function known(): Promise<Member> {
  const reader = await signUp(stage)
  const first = await said(reader.headers, [await taken(reader.headers)])
  expect((await decide(first.comment.id, 'publish')).status).toBe(200)
  return reader
}
const bytesOf = (pictureId: string) =>
  rowsOf('select from picture_file where picture_id = $1', [pictureId])

describe('a picture in a comment', () => {
  it('is sent, posted, shown with its sizes and its description, and served from our own address', async () => {
    const reader = await known()
    const upload = await taken(reader.headers, await newPhoto(900, 600))
    expect(upload).toMatchObject({ width: 900, height: 600 })
    const waiting = await reader.get(upload.src)
    expect(waiting.headers.get('cache-control')).toBe('private, no-store')
    expect((await sharp(Buffer.from(await waiting.arrayBuffer())).metadata()).format).toBe('webp')

    const { comment, state } = await said(reader.headers, [
      { id: upload.id, alt: ' A boat\n at the pier ' },
    ])
    expect(state).toBe('published')
    const [picture] = comment.pictures
    if (!picture) throw new Error('no picture')
    expect(picture).toMatchObject({ alt: 'A boat at the pier', width: 900, height: 600 })
    expect(picture.url).toBe(publicUrl(picture))
    const served = await stage.get(picture.url)
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, s-maxage=300, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    })
    const page = await (await stage.get(`/articles/${stage.slug}?order=newest`)).text()
    const html = /<div class="pictures has-1">.*?<\/div>/s.exec(page)?.[0] ?? ''
    expect(html).toContain(`href="${picture.url}"`)
    expect(html).toContain('alt="A boat at the pier"')
    expect(html).toContain('width="900" height="600"')
    expect(html).toContain(
      `srcset="${[360, 720, 900].map((width) => `/pictures/${picture.id}-${width}.webp ${width}w`).join(', ')}"`,
    )
    for (const width of [360, 720])
      expect(await statusOf(`/pictures/${picture.id}-${width}.webp`)).toBe(200)
    expect(await statusOf(`/pictures/${picture.id}-361.webp`)).toBe(404)
  })

  it('is kept once, however often and by whomever it is sent', async () => {
    const [ann, ben] = [await known(), await known()]
    const bytes = await newPhoto()
    const uploads = [await taken(ann.headers, bytes), await taken(ann.headers, bytes)]
    const other = await taken(ben.headers, bytes)
    expect(new Set([...uploads, other].map((one) => one.id)).size).toBe(3)
    // The same picture twice in one comment is one.
    const first = await said(
      ann.headers,
      uploads.map(({ id }) => ({ id })),
    )
    expect(first.comment.pictures).toHaveLength(1)
    const second = await said(ben.headers, [{ id: other.id }])
    expect(second.comment.pictures[0]?.id).toBe(first.comment.pictures[0]?.id)
  })

  it('is refused one more than a comment may have', async () => {
    const reader = await known()
    const uploads: Wish[] = []
    for (let i = 0; i <= PICTURES_PER_COMMENT_MAX; i += 1)
      uploads.push({ id: (await taken(reader.headers)).id })
    const tooMany = await post(reader.headers, uploads)
    expect([tooMany.status, await codeOf(tooMany)]).toEqual([400, 'request/invalid'])
    const { comment } = await said(reader.headers, uploads.slice(1))
    expect(comment.pictures).toHaveLength(PICTURES_PER_COMMENT_MAX)
    const page = await (await stage.get(comment.url.split('#')[0] ?? '')).text()
    expect(page).toContain('class="pictures has-4"')
  })

  it('belongs to whoever sent it, and to one comment', async () => {
    const [reader, other] = [await known(), await known()]
    const { id, src } = await taken(reader.headers)
    expect(await statusOf(src, other.headers)).toBe(404)
    expect(await statusOf(src)).toBe(404)
    const stolen = await post(other.headers, [{ id }])
    expect([stolen.status, await codeOf(stolen)]).toEqual([422, 'picture/gone'])
    await said(reader.headers, [{ id }])
    const again = await post(reader.headers, [{ id }])
    expect([again.status, await codeOf(again)]).toEqual([422, 'picture/gone'])
    const unknown = await post(reader.headers, [{ id: randomUUID() }])
    expect(await codeOf(unknown)).toBe('picture/gone')
  })

  it('is posted once when the same attempt is sent again, even at the same moment', async () => {
    const reader = await known()
    const wishes = [{ id: (await taken(reader.headers)).id }]
    const [key, more] = [randomUUID(), { text: something() }]
    const answers = await Promise.all(
      [1, 2, 3].map(() => post(reader.headers, wishes, more, stage, key)),
    )
    answers.push(await post(reader.headers, wishes, more, stage, key))
    const ids = await Promise.all(
      answers.map(async (one) => ((await one.json()) as Said).comment.id),
    )
    expect(new Set(ids).size).toBe(1)
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201, 201])
  })

  it('is taken by one of two comments that want it at the same moment', async () => {
    const reader = await known()
    const wishes = [{ id: (await taken(reader.headers)).id }]
    const answers = await Promise.all([1, 2].map(() => post(reader.headers, wishes)))
    expect(answers.map((one) => one.status).toSorted()).toEqual([201, 422])
  })

  it('stays waiting when the comment is refused', async () => {
    const reader = await known()
    const { id } = await taken(reader.headers)
    const refused = await post(reader.headers, [{ id }], { text: ' ' })
    expect(await codeOf(refused)).toBe('comment/empty')
    const deep = await post(reader.headers, [{ id }], { parentId: randomUUID() })
    expect(await codeOf(deep)).toBe('comment/parent-missing')
    expect((await said(reader.headers, [{ id }])).comment.pictures).toHaveLength(1)
  })

  it('may be described in a thousand characters, and not in one more', async () => {
    const reader = await known()
    const { id } = await taken(reader.headers)
    const long = await post(reader.headers, [{ id, alt: 'é'.repeat(1_001) }])
    expect([long.status, await codeOf(long)]).toEqual([422, 'picture/alt-too-long'])
    const { comment } = await said(reader.headers, [{ id, alt: 'é'.repeat(1_000) }])
    expect(comment.pictures[0]?.alt).toHaveLength(1_000)
  })

  it('stands in the API, the feeds, the files of the thread and what search engines are told', async () => {
    const reader = await known()
    await publish(stage.app, { slug: 'files', headline: 'Files' })
    const response = await stage.post(
      {
        text: something(),
        pictures: [{ id: (await taken(reader.headers)).id, alt: 'A "boat" & [a](b) <pier>' }],
      },
      { headers: reader.headers, slug: 'files' },
    )
    const [picture] = ((await response.json()) as Said).comment.pictures
    const origin = stage.app.ctx.origin()
    const whole = origin + picture?.url
    const text = async (path: string) => (await stage.get(path)).text()
    expect(JSON.parse(await text('/articles/files/comments.json')).comments[0].pictures).toEqual([
      picture,
    ])
    expect(await text('/articles/files/comments.md')).toContain(
      `![A "boat" \\& \\[a\\](b) \\<pier\\>](${whole})`,
    )
    for (const feed of ['rss', 'atom'])
      expect(await text(`/articles/files/comments.${feed}`)).toContain(
        `&lt;img src=&quot;${whole}&quot;`,
      )
    const page = await text('/articles/files')
    const told = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? ''
    expect(JSON.parse(told).comment[0].image).toEqual([whole])
  })
})

describe('the first picture of somebody', () => {
  it('is held, is seen by its author and by staff alone, and appears when a moderator lets it', async () => {
    const reader = await signUp(stage)
    const { comment, state, reasons, receiptUrl } = await said(reader.headers, [
      await taken(reader.headers),
    ])
    expect(state).toBe('held')
    expect(reasons).toEqual([expect.stringContaining('your first comment with a picture')])
    const [picture] = comment.pictures
    if (!picture) throw new Error('no picture')
    // The author, by the receipt; staff, by their rights; nobody else.
    expect(picture.url).toMatch(/^\/receipts\//)
    expect(await (await stage.get(receiptUrl)).text()).toContain(picture.url)
    const own = await stage.get(picture.url)
    expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    const moderator = await signUp(stage, { role: 'moderator' })
    const author = await signUp(stage, { role: 'author' })
    const seen = await stage.get(publicUrl(picture), moderator.headers)
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    expect(seen.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    for (const headers of [{}, reader.headers, author.headers])
      expect(await statusOf(publicUrl(picture), headers)).toBe(404)
    const byStaff = await stage.json<{ comment: Said['comment'] }>(
      `/api/v1/comments/${comment.id}`,
      {
        authorization: `Bearer ${stage.staffToken}`,
      },
    )
    expect(byStaff.comment.pictures[0]?.url).toBe(publicUrl(picture))

    await decide(comment.id, 'publish')
    expect(await statusOf(publicUrl(picture))).toBe(200)
    const next = await said(reader.headers, [await taken(reader.headers)])
    expect(next.state).toBe('published')
  })

  it('is nothing to wait for when staff post it', async () => {
    const editor = await signUp(stage, { role: 'editor' })
    expect((await said(editor.headers, [await taken(editor.headers)])).state).toBe('published')
  })

  it('is judged by what is said of it, too', async () => {
    const reader = await known()
    const upload = await taken(reader.headers)
    const { state, reasons } = await said(reader.headers, [
      { id: upload.id, alt: 'you are an idiot and a moron' },
    ])
    expect([state, reasons]).toEqual(['held', [expect.stringContaining('insult somebody')]])
  })
})

describe('a picture that was removed', () => {
  it('is known again, the same or made over, until the decision is taken back', async () => {
    const [reader, other] = [await known(), await known()]
    const original = await scene(500, 400, next())
    const first = await said(reader.headers, [await taken(reader.headers, original)])
    expect(first.state).toBe('published')
    await decide(first.comment.id, 'remove')
    const copies = [
      original,
      await sharp(original)
        .resize(240)
        .modulate({ brightness: 1.1 })
        .jpeg({ quality: 60 })
        .toBuffer(),
    ]
    for (const copy of copies) {
      const { state, reasons } = await said(other.headers, [await taken(other.headers, copy)])
      expect([state, reasons]).toEqual([
        'held',
        [expect.stringContaining('looks like one that was removed')],
      ])
    }
    const another = await said(other.headers, [
      await taken(other.headers, await scene(500, 400, next())),
    ])
    expect(another.state).toBe('published')

    await decide(first.comment.id, 'publish')
    expect((await said(other.headers, [await taken(other.headers, original)])).state).toBe(
      'published',
    )
  })

  it('is known again when its author has deleted the comment', async () => {
    const [reader, other] = [await known(), await known()]
    const bytes = await newPhoto()
    const { comment } = await said(reader.headers, [await taken(reader.headers, bytes)])
    await decide(comment.id, 'remove')
    await reader.send(`/comments/${comment.id}/delete`)
    expect(await bytesOf(comment.pictures[0]?.id ?? '')).toEqual([])
    expect((await said(other.headers, [await taken(other.headers, bytes)])).state).toBe('held')
  })
})

describe('a picture is gone', () => {
  it('for everybody but author and staff when its comment is removed, and comes back with it', async () => {
    const reader = await known()
    const { comment, receiptUrl } = await said(reader.headers, [await taken(reader.headers)])
    const [picture] = comment.pictures
    if (!picture) throw new Error('no picture')
    const page = async () => (await stage.get(`/articles/${stage.slug}?order=newest`)).text()
    expect(await page()).toContain(picture.url)
    await decide(comment.id, 'remove')
    expect(await page()).not.toContain(picture.id)
    expect(await statusOf(picture.url)).toBe(404)
    expect(await statusOf(`${receiptUrl}/${picture.id}-${picture.width}.webp`)).toBe(200)
    expect(await statusOf(`${receiptUrl}/${picture.id}-${picture.width + 1}.webp`)).toBe(404)
    await decide(comment.id, 'publish')
    expect(await statusOf(picture.url)).toBe(200)
  })

  it('with its bytes when its author deletes the comment, unless somebody else shows it', async () => {
    const [ann, ben] = [await known(), await known()]
    const [own, shared] = [await newPhoto(), await newPhoto()]
    const { comment } = await said(ann.headers, [
      await taken(ann.headers, own),
      await taken(ann.headers, shared),
    ])
    const other = await said(ben.headers, [await taken(ben.headers, shared)])
    const [first, second] = comment.pictures
    if (!first || !second) throw new Error('no pictures')
    expect((await ann.send(`/comments/${comment.id}/delete`)).status).toBe(303)
    expect(await statusOf(first.url)).toBe(404)
    expect(await bytesOf(first.id)).toEqual([])
    expect(await statusOf(second.url)).toBe(200)
    await ben.send(`/comments/${other.comment.id}/delete`)
    expect(await bytesOf(second.id)).toEqual([])
  })

  it('with its bytes when its author leaves and takes the texts along, and what waited too', async () => {
    for (const texts of ['erase', 'keep'] as const) {
      const reader = await known()
      const { comment } = await said(reader.headers, [await taken(reader.headers)])
      const waiting = await taken(reader.headers)
      const [picture] = comment.pictures
      if (!picture) throw new Error('no picture')
      expect((await reader.send('/account/leave', { texts })).status).toBe(303)
      later(25 * 3_600_000)
      await eraseAccount(stage.app.ctx, { accountId: reader.accountId })
      expect(await rowsOf('select from picture_upload where id = $1', [waiting.id])).toEqual([])
      expect(await bytesOf(picture.id)).toHaveLength(texts === 'erase' ? 0 : 1)
      expect(await statusOf(picture.url)).toBe(texts === 'erase' ? 404 : 200)
    }
  })

  it('when it waited a day for its comment, and not a moment earlier', async () => {
    const reader = await known()
    const { id } = await taken(reader.headers)
    later(UPLOAD_KEPT_MS)
    await sweepUploads(stage.app.ctx)
    expect(await statusOf(`/pictures/waiting/${id}`, reader.headers)).toBe(200)
    later(1)
    await sweepUploads(stage.app.ctx)
    expect(await statusOf(`/pictures/waiting/${id}`, reader.headers)).toBe(404)
    expect(await codeOf(await post(reader.headers, [{ id }]))).toBe('picture/gone')
  })

  it('when its sender lets more wait than may', async () => {
    const reader = await known()
    const first = await taken(reader.headers)
    for (let i = 1; i < UPLOADS_WAITING_MAX; i += 1) await taken(reader.headers)
    expect(await statusOf(first.src, reader.headers)).toBe(200)
    await taken(reader.headers)
    expect(await statusOf(first.src, reader.headers)).toBe(404)
  })

  it('while the article of its comment is not published', async () => {
    const reader = await known()
    const { id: articleId } = await publish(stage.app, { slug: 'withdrawn', headline: 'Withdrawn' })
    const response = await stage.post(
      { text: something(), pictures: [await taken(reader.headers).then(({ id }) => ({ id }))] },
      { headers: reader.headers, slug: 'withdrawn' },
    )
    const { comment } = (await response.json()) as Said
    const url = comment.pictures[0]?.url ?? ''
    expect(await statusOf(url)).toBe(200)
    await rowsOf(`update article set state = 'draft' where id = $1`, [articleId])
    expect(await statusOf(url)).toBe(404)
  })

  it('for who muted its author, with the comment', async () => {
    const [reader, other] = [await known(), await signUp(stage)]
    const { comment } = await said(reader.headers, [await taken(reader.headers)])
    await other.send(`/people/${reader.personId}/mute`)
    const page = await (await other.get(`/articles/${stage.slug}?order=newest`)).text()
    expect(page).not.toContain(comment.pictures[0]?.id)
  })
})

describe('changing a comment', () => {
  it('takes pictures out and changes what is said of them, freely at first, then in the open', async () => {
    const reader = await known()
    const uploads = [
      await taken(reader.headers),
      await taken(reader.headers),
      await taken(reader.headers),
    ]
    const text = something()
    const { comment } = await said(
      reader.headers,
      uploads.map(({ id }, at) => ({ id, alt: at === 0 ? '' : `Picture ${at}` })),
      { text },
    )
    const [a, b, c] = comment.pictures
    if (!a || !b || !c) throw new Error('no pictures')
    // Left out: they stay.
    const untouched = await edit(reader.headers, comment.id, { text })
    expect(((await untouched.json()) as Said).comment.pictures).toHaveLength(3)
    // Within the free minutes.
    const free = await edit(reader.headers, comment.id, {
      text,
      pictures: [{ id: b.id, alt: 'A pier' }, { id: a.id }],
    })
    expect(((await free.json()) as Said).comment.pictures.map((one) => one.alt)).toEqual([
      '',
      'A pier',
    ])
    expect(await statusOf(c.url)).toBe(404)
    expect(await bytesOf(c.id)).toEqual([])

    later(EDIT_FREE_MS)
    const open = await edit(reader.headers, comment.id, {
      text,
      pictures: [{ id: b.id, alt: 'A quay' }],
    })
    expect(((await open.json()) as { state: string }).state).toBe('published')
    expect(await bytesOf(a.id)).toEqual([])
    const history = await (
      await stage.get(`/articles/${stage.slug}/comments/${comment.id}/history`)
    ).text()
    expect(history).toMatch(/Picture: A <ins>quay<\/ins>/)
    expect(history).toMatch(/<del>[^<]*A picture without a description/)
    expect(history).toMatch(/Picture: A <del>pier<\/del>/)
    expect(history).not.toContain('/pictures/')
    // None can be added, and what was taken out does not come back.
    for (const id of [a.id, randomUUID()]) {
      const added = await edit(reader.headers, comment.id, {
        text,
        pictures: [{ id: b.id }, { id }],
      })
      expect([added.status, await codeOf(added)]).toEqual([422, 'picture/gone'])
    }
  })

  it('is judged again with what is said of the pictures', async () => {
    const reader = await known()
    const text = something()
    const { comment } = await said(reader.headers, [await taken(reader.headers)], { text })
    const [picture] = comment.pictures
    if (!picture) throw new Error('no picture')
    const response = await edit(reader.headers, comment.id, {
      text,
      pictures: [{ id: picture.id, alt: 'you are an idiot and a moron' }],
    })
    const edited = (await response.json()) as Said
    expect(edited.state).toBe('held')
    expect(edited.comment.pictures[0]?.url).toMatch(/^\/receipts\//)
    expect(await statusOf(picture.url)).toBe(404)
  })

  it('is told when the pictures were changed meanwhile', async () => {
    const reader = await known()
    const text = something()
    const { comment } = await said(reader.headers, [await taken(reader.headers)], { text })
    const [picture] = comment.pictures
    const seen = (await (await edit(reader.headers, comment.id, { text })).json()) as {
      base: string
    }
    await edit(reader.headers, comment.id, { text, pictures: [{ id: picture?.id, alt: 'new' }] })
    const stale = await edit(reader.headers, comment.id, { text: something(), base: seen.base })
    expect([stale.status, await codeOf(stale)]).toEqual([409, 'comment/edited-meanwhile'])
  })
})

describe('taking data along', () => {
  it('has the pictures as files, and says where they belong', async () => {
    const reader = await known()
    const { comment } = await said(reader.headers, [
      { id: (await taken(reader.headers, await newPhoto(300, 200))).id, alt: 'A lamp' },
    ])
    const response = await reader.send('/account/export')
    expect(response.status).toBe(200)
    const { unzipSync } = await import('fflate')
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
    const comments = JSON.parse(new TextDecoder().decode(files['comments.json'])) as {
      id: string
      pictures: { file: string; alt: string; width: number }[]
    }[]
    const told = comments.find((one) => one.id === comment.id)?.pictures[0]
    expect(told).toMatchObject({ alt: 'A lamp', width: 300, height: 200 })
    const bytes = files[told?.file ?? '']
    expect(bytes && (await sharp(bytes).metadata())).toMatchObject({ format: 'webp', width: 300 })
  })
})

describe('what is refused', () => {
  it('is whatever is no picture, by its bytes, with a sentence that helps', async () => {
    const reader = await known()
    const heic = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic\0\0\0\0mif1heic'),
    ])
    for (const [bytes, code] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture/unreadable'],
      [Buffer.from('hello'), 'picture/unreadable'],
      [(await newPhoto(900, 600)).subarray(0, 900), 'picture/unreadable'],
      [heic, 'picture/heic'],
    ] as const) {
      const response = await send(bytes, reader.headers)
      const problem = (await response.json()) as { code: string; detail: string }
      expect([response.status, problem.code]).toEqual([422, code])
      expect(problem.detail).toContain('JPEG')
    }
  })

  it('is a picture with too many bytes, one more than may be', async () => {
    const reader = await known()
    const picture = await newPhoto()
    const padded = (bytes: number) => Buffer.concat([picture, Buffer.alloc(bytes - picture.length)])
    expect((await send(padded(PICTURE_BYTES_MAX), reader.headers)).status).toBe(201)
    const larger = await send(padded(PICTURE_BYTES_MAX + 1), reader.headers)
    expect(larger.status).toBe(413)
    expect(await larger.json()).toMatchObject({
      code: 'picture/too-large',
      detail: 'A picture has at most 12 MB, and all of a comment together have at most 24 MB.',
    })
    expect((await send(padded(PICTURE_BYTES_MAX * 2), reader.headers)).status).toBe(413)
  })

  it('is more than one file, another field, a form without an end, or too many parts', async () => {
    const reader = await known()
    const sent = (body: BodyInit, headers: Headers = {}) =>
      fetch(`${stage.address}/api/v1/pictures`, {
        method: 'POST',
        headers: { ...reader.headers, ...headers },
        body,
      })
    const two = new FormData()
    for (const name of ['picture', 'picture']) two.append(name, new Blob(['x']), 'a.jpg')
    const other = new FormData()
    other.append('picture', new Blob(['x']), 'a.jpg')
    other.append('name', 'Ann')
    const many = new FormData()
    for (let i = 0; i < 60; i += 1) many.append(`f${i}`, 'x')
    const torn = { 'content-type': 'multipart/form-data; boundary=xyz' }
    const answers = [
      await sent(two),
      await sent(other),
      await sent(many),
      await sent(
        '--xyz\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\n\r\nx',
        torn,
      ),
      await sent('x', { 'content-type': 'multipart/form-data' }),
    ]
    for (const answer of answers)
      expect([answer.status, await codeOf(answer)]).toEqual([400, 'request/invalid'])
    expect((await sent('x', { 'content-type': 'image/jpeg' })).status).toBe(415)
  })

  it('is files where none are taken, whoever sends them', async () => {
    const reader = await known()
    const form = new FormData()
    form.append('text', new Blob(['x']), 'a.txt')
    const response = await fetch(`${stage.address}/account/name`, {
      method: 'POST',
      headers: reader.headers,
      body: form,
    })
    expect(response.status).toBe(415)
  })

  it('is a guest, a program, and everybody where the setting says so', async () => {
    for (const headers of [
      {} as Headers,
      { cookie: `__Host-browser=${newToken()}` },
      { authorization: `Bearer ${stage.staffToken}` },
    ])
      expect(await codeOf(await send(await newPhoto(), headers))).toBe('picture/readers-only')
    const off = await openStage(await cluster.create(), {}, { COMMENT_PICTURES: 'off' })
    const reader = await signUp(off)
    expect(await codeOf(await send(await newPhoto(), reader.headers, off))).toBe('picture/off')
    await off.app.close()
  })

  it('is one picture an hour more than an account may send', async () => {
    // Another window: others have sent much from here.
    later(10 * 60_000)
    const reader = await known()
    const bytes = await newPhoto()
    let status = 0
    for (let i = 1; i < 60; i += 1) ({ status } = await send(bytes, reader.headers))
    expect(status).toBe(201)
    const over = await send(bytes, reader.headers)
    expect([over.status, await codeOf(over)]).toEqual([429, 'request/too-many'])
  })
})

describe('guests, where they may', () => {
  it('send pictures with their browser, held at first, then shown', async () => {
    const first = await send(await newPhoto(), {}, open)
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(cookie).toMatch(/^__Host-browser=/)
    const upload = (await first.json()) as Taken
    expect(await statusOf(upload.src, { cookie }, open)).toBe(200)
    expect(await statusOf(upload.src, { cookie: `__Host-browser=${newToken()}` }, open)).toBe(404)
    const held = await said({ cookie }, [{ id: upload.id }], { name: 'Greta' }, open)
    expect(held.state).toBe('held')
    await decide(held.comment.id, 'publish', open)
    const next = await said(
      { cookie },
      [await taken({ cookie }, undefined, open)],
      { name: 'Greta' },
      open,
    )
    expect(next.state).toBe('published')
  })

  it('send none without a browser to be known by', async () => {
    const headers = { authorization: `Bearer ${open.staffToken}` }
    expect(await codeOf(await send(await newPhoto(), headers, open))).toBe('picture/readers-only')
  })
})

describe('a comment without pictures and links', () => {
  it('asks the database nothing about them', async () => {
    const reader = await signUp(stage)
    const query = vi.spyOn(pg.Client.prototype, 'query')
    expect((await said(reader.headers, [])).state).toBe('published')
    const statements = query.mock.calls.map((call: unknown[]) => JSON.stringify(call[0]))
    query.mockRestore()
    expect(statements.filter((one) => one.includes('insert into comment'))).toHaveLength(1)
    expect(statements.filter((one) => /picture|card|comment\.linked/.test(one))).toEqual([])
  })
})
