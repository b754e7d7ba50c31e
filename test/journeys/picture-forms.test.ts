import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PICTURES_BYTES_MAX } from '../../src/discussion/index.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'
import { photo } from '../pictures.js'

let cluster: Cluster
let stage: Stage
let folder: string
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
  folder = await mkdtemp(join(tmpdir(), 'readership-test-'))
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
  await rm(folder, { recursive: true, force: true })
})

let count = 0
const next = () => {
  count += 1
  return count
}
const something = () => chatter(next() + 60_000)
const newPhoto = (width = 90, height = 60) => photo(width, height, next() + 1_000)

/** Staff, whose pictures nobody looks at first. */
const editor = () => signUp(stage, { role: 'editor' })

/** Sends a form as a browser without script does. */
async function sendForm(
  who: Member,
  path: string,
  fields: Record<string, string>,
  files: Uint8Array[] = [],
): Promise<{ status: number; location: string; page: string }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const file of files) form.append('pictures', new Blob([new Uint8Array(file)]), 'a.jpg')
  const response = await fetch(stage.address + path, {
    method: 'POST',
    ...(files.length > 0 ? { headers: who.headers, body: form } : withoutFiles(who, fields)),
    redirect: 'manual',
  })
  const { status, headers } = response
  return { status, location: headers.get('location') ?? '', page: await response.text() }
}
/** The same where nothing was chosen: browsers send a file without name and bytes. */
function withoutFiles(who: Member, fields: Record<string, string>) {
  const parts = Object.entries(fields).map(([name, value]) => `name="${name}"\r\n\r\n${value}`)
  parts.push('name="pictures"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n')
  const body = parts.map((part) => `--xyz\r\nContent-Disposition: form-data; ${part}\r\n`).join('')
  const type = 'multipart/form-data; boundary=xyz'
  return { headers: { ...who.headers, 'content-type': type }, body: `${body}--xyz--\r\n` }
}

const post = (
  who: Member,
  fields: Record<string, string>,
  files: Uint8Array[] = [],
  slug = stage.slug,
) => sendForm(who, `/articles/${slug}/comments`, fields, files)

/** Values of the hidden fields that name pictures. */
const idsIn = (page: string): string[] =>
  [...page.matchAll(/name="picture\d" value="([^"]+)"/g)].map((match) => match[1] ?? '')
const shownAt = async (location: string) =>
  [
    ...(await (await stage.get(location)).text()).matchAll(
      /<a href="\/pictures\/[^>]*><img[^>]*alt="([^"]*)"/g,
    ),
  ].map((match) => match[1])

describe('the form without script', () => {
  it('asks once, on a page of its own, what pictures show; then they stand in the comment', async () => {
    const who = await editor()
    const text = something()
    const asked = await post(who, { text }, [await newPhoto(), await newPhoto()])
    expect(asked.status).toBe(200)
    expect(asked.page).toContain('<h1>What do your pictures show?</h1>')
    expect(asked.page).toContain(`>${text}</textarea>`)
    const [first = '', second = ''] = idsIn(asked.page)
    expect((await who.get(`/pictures/waiting/${first}`)).status).toBe(200)
    const fields = { text, asked: 'yes', picture1: first, alt1: 'A lamp', picture2: second }
    const posted = await post(who, { ...fields, alt2: '' })
    expect(posted.status).toBe(303)
    expect(await shownAt(posted.location)).toEqual(['A lamp', 'A picture without a description'])
    // Sent once more it is the same attempt.
    expect((await post(who, { ...fields, alt2: '' })).location).toBe(posted.location)
  })

  it('asks nothing where every picture is described, or was taken out', async () => {
    const who = await editor()
    const text = something()
    const { page } = await post(who, { text }, [await newPhoto(), await newPhoto()])
    const [first = '', second = ''] = idsIn(page)
    const posted = await post(who, {
      text,
      picture1: first,
      alt1: 'A rope',
      picture2: second,
      drop2: 'yes',
    })
    expect(posted.status).toBe(303)
    expect(await shownAt(posted.location)).toEqual(['A rope'])
  })

  it('keeps pictures with everything else when it comes back refused', async () => {
    const who = await editor()
    const asked = await post(who, { text: ' ' }, [await newPhoto()])
    const [id = ''] = idsIn(asked.page)
    const again = await post(who, { text: ' ', asked: 'yes', picture1: id, alt1: 'A <gull>' })
    expect(again.status).toBe(422)
    expect(again.page).toContain('Please write something first.')
    expect(again.page).toContain('A &lt;gull></textarea>')
    const posted = await post(who, {
      text: something(),
      asked: 'yes',
      picture1: id,
      alt1: 'A gull',
    })
    expect(await shownAt(posted.location)).toEqual(['A gull'])
  })

  it('keeps the good pictures when one of them cannot be read', async () => {
    const who = await editor()
    const refused = await post(who, { text: something() }, [
      await newPhoto(),
      Buffer.from('<svg/>'),
    ])
    expect(refused.status).toBe(422)
    expect(refused.page).toContain('This is no picture that we can read.')
    expect(idsIn(refused.page)).toHaveLength(1)
  })

  it('takes four, with those that came before, and none of five', async () => {
    const who = await editor()
    const text = something()
    const four = await Promise.all([1, 2, 3, 4].map(() => newPhoto()))
    const tooMany = await post(who, { text }, [...four, await newPhoto()])
    expect([tooMany.status, idsIn(tooMany.page)]).toEqual([422, []])
    expect(tooMany.page).toContain('A comment has at most 4 pictures.')
    const { page } = await post(who, { text }, four.slice(1))
    const before = Object.fromEntries(idsIn(page).map((id, at) => [`picture${at + 1}`, id]))
    expect((await post(who, { text, ...before }, four.slice(2))).status).toBe(422)
    const posted = await post(who, { text, asked: 'yes', ...before }, four.slice(0, 1))
    expect([posted.status, (await shownAt(posted.location)).length]).toEqual([303, 4])
  })

  it('is refused with more bytes than all pictures together may have, and reads on afterwards', async () => {
    const who = await editor()
    const large = Buffer.alloc(PICTURES_BYTES_MAX / 2 + 200_000)
    const refused = await post(who, { text: something() }, [large, large])
    expect(refused.status).toBe(413)
    expect(refused.page).toContain('have at most 24 MB.')
    expect((await post(who, { text: something() })).status).toBe(303)
  })

  it('takes words alone as ever, with and without the field for files', async () => {
    const who = await editor()
    expect((await post(who, { text: something() })).status).toBe(303)
    expect((await who.send(`/articles/${stage.slug}/comments`, { text: something() })).status).toBe(
      303,
    )
    const unknown = await post(who, { text: something(), more: 'x' })
    expect(unknown.status).toBe(400)
  })

  it('takes pictures out and changes what is said of them when a comment is edited', async () => {
    const who = await editor()
    const text = something()
    const { page } = await post(who, { text }, [await newPhoto(), await newPhoto()])
    const [first = '', second = ''] = idsIn(page)
    const fields = { text, asked: 'yes', picture1: first, alt1: 'A bell', picture2: second }
    const { location } = await post(who, fields)
    const id = /comments\/([^#]+)#/.exec(location)?.[1] ?? ''
    const form = await (await who.get(`/comments/${id}/edit`)).text()
    const [a = '', b = ''] = idsIn(form)
    expect(form).toContain('A bell</textarea>')
    const base = /name="base" value="([^"]+)"/.exec(form)?.[1] ?? ''
    // A form that names no picture leaves them alone.
    await who.send(`/comments/${id}/edit`, { text: `${text} More.`, base })
    expect(await shownAt(location)).toHaveLength(2)
    await who.send(`/comments/${id}/edit`, {
      text: `${text} More.`,
      picture1: a,
      alt1: 'A bell',
      drop1: 'yes',
      picture2: b,
      alt2: 'An anchor',
    })
    expect(await shownAt(location)).toEqual(['An anchor'])
    await who.send(`/comments/${id}/edit`, { text: `${text} More.`, picture1: b, drop1: 'yes' })
    expect(await shownAt(location)).toEqual([])
  })
})

describe('who sees the field', () => {
  it('is readers with an account and a name, on a page that is else the same for everybody', async () => {
    const reader = await signUp(stage)
    const nameless = await signUp(stage, { name: null })
    const hasField = async (headers: Record<string, string>) =>
      (await (await stage.get(`/articles/${stage.slug}`, headers)).text()).includes('type="file"')
    expect(await hasField({})).toBe(false)
    expect(await hasField(reader.headers)).toBe(true)
    expect(await hasField(nameless.headers)).toBe(false)
    const all = await openStage(await cluster.create(), {}, { COMMENT_PICTURES: 'all' })
    const off = await openStage(await cluster.create(), {}, { COMMENT_PICTURES: 'off' })
    const page = async (at: Stage) => (await at.get(`/articles/${at.slug}`)).text()
    expect(await page(all)).toContain('type="file"')
    expect(await page(off)).not.toContain('type="file"')
    await all.app.close()
    await off.app.close()
  })
})

describe.skipIf(NO_BROWSER)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  /** As browsers take it for safe, so that cookies are sent. */
  const home = () => stage.address.replace('127.0.0.1', 'localhost')

  async function open(
    who: Member,
    options: { script?: boolean; slug?: string; phone?: boolean } = {},
  ) {
    const context = await browser.newContext({
      javaScriptEnabled: options.script ?? true,
      viewport: options.phone ? { width: 360, height: 740 } : { width: 1_000, height: 900 },
    })
    const [name = '', value = ''] = who.cookie.split('=')
    const url = home().replace('http:', 'https:')
    await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${home()}/articles/${options.slug ?? stage.slug}`)
    return { page, asked, close: () => context.close() }
  }
  const form = (page: Page) => page.locator('form[data-comment-form=""]')
  const button = (page: Page) => form(page).locator('button[type="submit"]:not([formaction])')
  async function file(bytes: Uint8Array, name = `${next()}.jpg`): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, bytes)
    return path
  }
  const newArticle = async () => {
    const slug = `article-${next()}`
    await publish(stage.app, { slug, headline: slug })
    return slug
  }
  /** Has files pasted or dropped into the form, as the browser tells of it. */
  const give = async (page: Page, kind: 'paste' | 'drop', bytes: Uint8Array) => {
    await form(page)
      .locator('textarea[name="text"]')
      .evaluate(
        (field, { kind, base64 }) => {
          const data = new DataTransfer()
          data.items.add(
            new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], 'x.jpg', {
              type: 'image/jpeg',
            }),
          )
          const about = { bubbles: true, cancelable: true }
          const event =
            kind === 'paste'
              ? new ClipboardEvent('paste', { ...about, clipboardData: data })
              : new DragEvent('drop', { ...about, dataTransfer: data })
          field.dispatchEvent(event)
        },
        { kind, base64: Buffer.from(bytes).toString('base64') },
      )
  }

  it('works without script, from the choice to the comment', async () => {
    const who = await editor()
    const { page, close } = await open(who, { script: false })
    await form(page).locator('textarea[name="text"]').fill(something())
    await form(page)
      .locator('input[type="file"]')
      .setInputFiles([await file(await newPhoto())])
    await button(page).click()
    await page.getByRole('heading', { name: 'What do your pictures show?' }).waitFor()
    await page.getByLabel('What does picture 1 show?').fill('A violin')
    await page.locator('.comment-form button[type="submit"]:not([formaction])').click()
    await page.locator('.pictures img[alt="A violin"]').waitFor()
    await close()
  })

  it('can be used by everybody: the page that asks, the receipt, the page to edit', async () => {
    const who = await signUp(stage)
    const { page, close } = await open(who, { phone: true })
    // As where no script runs.
    await form(page).evaluate((one) => one.removeAttribute('data-comment-form'))
    const plain = page.locator('.comment-form')
    await plain.locator('textarea[name="text"]').fill(something())
    await plain.locator('input[type="file"]').setInputFiles([await file(await newPhoto())])
    await plain.locator('button[type="submit"]:not([formaction])').click()
    await page.getByRole('heading', { name: 'What do your pictures show?' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.locator('.comment-form').evaluate((one) => one.removeAttribute('data-comment-form'))
    await page.locator('.comment-form button[type="submit"]:not([formaction])').click()
    await page.getByRole('heading', { name: 'waits for a moderator' }).waitFor()
    await expect
      .poll(() =>
        page.locator('.pictures img').evaluate((one: HTMLImageElement) => one.naturalWidth),
      )
      .toBeGreaterThan(0)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('What does picture 1 show?').fill('A lantern')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.locator('.pictures img[alt="A lantern"]').waitFor()
    await close()
  })

  it('loads what it needs with the first picture, shows how it came, asks once, and posts it in place', async () => {
    const who = await editor()
    const { page, asked, close } = await open(who, { slug: await newArticle() })
    expect(asked.filter((url) => url.includes('add-pictures'))).toEqual([])
    await form(page).locator('textarea[name="text"]').fill(something())
    await page
      .getByLabel('Add pictures')
      .setInputFiles([await file(await newPhoto(400, 300)), await file(await newPhoto())])
    await expect
      .poll(() => form(page).locator('.picture-row img').count(), { timeout: 15_000 })
      .toBe(2)
    expect(asked.filter((url) => url.includes('add-pictures'))).toHaveLength(1)
    expect(
      await form(page)
        .locator('.picture-row img')
        .first()
        .evaluate((one: HTMLImageElement) => one.naturalWidth),
    ).toBe(400)
    expect(await violationsOf(page)).toEqual([])

    await button(page).click()
    await form(page).locator('.note').getByText('You can also post without.').waitFor()
    expect(await page.evaluate('document.activeElement.closest(".picture-row") !== null')).toBe(
      true,
    )
    expect(await page.locator('.branch').count()).toBe(0)
    await page.getByLabel('What does picture 2 show?').fill('A kettle')
    await button(page).click()
    const shown = page.locator('.branch .pictures img')
    await shown.first().waitFor()
    expect(await shown.evaluateAll((all) => all.map((one) => one.getAttribute('alt')))).toEqual([
      'A picture without a description',
      'A kettle',
    ])
    expect(await form(page).locator('.picture-row').count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
    expect(asked.every((url) => new URL(url).hostname === 'localhost')).toBe(true)
    await close()
  })

  it('takes what is pasted and what is dropped, and lets go of what is removed', async () => {
    const who = await editor()
    const { page, close } = await open(who, { slug: await newArticle() })
    await form(page).locator('textarea[name="text"]').fill(something())
    await give(page, 'paste', await newPhoto())
    await give(page, 'drop', await newPhoto())
    await expect
      .poll(() => form(page).locator('.picture-row img').count(), { timeout: 15_000 })
      .toBe(2)
    await page.getByRole('button', { name: 'Remove picture 1' }).click()
    await page.getByLabel('What does picture 1 show?').fill('The second one')
    await button(page).click()
    await page.locator('.branch .pictures img').waitFor()
    expect(await page.locator('.branch .pictures img').getAttribute('alt')).toBe('The second one')
    await close()
  })

  it('waits for a picture that is under way before it posts', async () => {
    const who = await editor()
    const { page, close } = await open(who, { slug: await newArticle() })
    let goOn = () => {}
    const held = new Promise<void>((done) => {
      goOn = done
    })
    await page.route('**/api/v1/pictures', async (route) => {
      await held
      await route.continue()
    })
    await form(page).locator('textarea[name="text"]').fill(something())
    await page.getByLabel('Add pictures').setInputFiles([await file(await newPhoto())])
    await page.getByLabel('What does picture 1 show?').fill('A ladder')
    await button(page).click()
    expect(await page.locator('.branch').count()).toBe(0)
    expect(await form(page).locator('progress').count()).toBe(1)
    goOn()
    await page.locator('.branch .pictures img[alt="A ladder"]').waitFor()
    await close()
  })

  it('says what is wrong with a picture beside the others, which stay', async () => {
    const who = await editor()
    const { page, close } = await open(who, { phone: true })
    const files = [
      await file(await newPhoto()),
      await file(Buffer.from('no picture'), 'letter.jpg'),
      await file(Buffer.alloc(12_000_001), 'large.jpg'),
    ]
    await page.getByLabel('Add pictures').setInputFiles(files)
    await form(page).getByRole('alert').getByText('letter.jpg: This is no picture').waitFor()
    expect(await form(page).locator('.picture-row').count()).toBe(1)
    await page.getByLabel('Add pictures').setInputFiles(files.slice(2))
    await form(page).getByRole('alert').getByText('large.jpg: larger than 12 MB').waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await close()
  })

  it('keeps pictures with the draft when the page is loaded anew', async () => {
    const who = await editor()
    const { page, close } = await open(who, { slug: await newArticle() })
    await form(page).locator('textarea[name="text"]').fill(something())
    await page.getByLabel('Add pictures').setInputFiles([await file(await newPhoto())])
    await form(page).locator('.picture-row img').waitFor()
    await page.getByLabel('What does picture 1 show?').fill('A feather')
    await page.reload()
    await form(page).locator('.picture-row img').waitFor()
    expect(await page.getByLabel('What does picture 1 show?').inputValue()).toBe('A feather')
    await button(page).click()
    await page.locator('.branch .pictures img[alt="A feather"]').waitFor()
    await close()
  })

  it('has a field of its own in each reply', async () => {
    const who = await editor()
    const slug = await newArticle()
    const { comment } = (await (
      await stage.post({ text: something(), name: 'Nell' }, { slug })
    ).json()) as { comment: { id: string } }
    const { page, close } = await open(who, { slug })
    await page.getByLabel('Add pictures').setInputFiles([await file(await newPhoto())])
    await form(page).locator('.picture-row img').waitFor()
    await page.locator(`[data-reply="${comment.id}"]`).click()
    const reply = page.locator('form.is-inline')
    expect(await reply.locator('.picture-row').count()).toBe(0)
    await reply.locator('textarea[name="text"]').fill(something())
    await reply.locator('input[type="file"]').setInputFiles([await file(await newPhoto())])
    await reply.locator('.picture-row img').waitFor()
    await reply.getByLabel('What does picture 1 show?').fill('A button')
    await reply.locator('button[type="submit"]:not([formaction])').click()
    await page.locator('.replies .pictures img[alt="A button"]').waitFor()
    expect(await form(page).locator('.picture-row').count()).toBe(1)
    await close()
  })
})
