import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { Logger, runOnce } from 'graphile-worker'
import { parseDocument } from 'htmlparser2'
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerOptions } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isMailAddress, mailAddress } from '../../src/core/mail-address.js'
import { readConfig } from '../../src/platform/config.js'
import { migrate, openDatabase } from '../../src/platform/database.js'
import { write } from '../../src/platform/events.js'
import { migrateJobs } from '../../src/platform/jobs.js'
import { openLog } from '../../src/platform/log.js'
import {
  type Letter,
  listMails,
  MAIL_DAYS_KEPT,
  MAIL_TRIES_MAX,
  type NewLetter,
  openMailer,
  queueMail,
  renderLetter,
  SECRET_GOOD_MS,
  sendMail,
  sweepMail,
  TOO_LATE,
} from '../../src/platform/mail/index.js'
import { transportOptions } from '../../src/platform/mail/mailer.js'
import { QUOTE_CHARS_MAX, SUBJECT_CHARS_MAX } from '../../src/platform/mail/render-letter.js'
import { ensureSite } from '../../src/platform/site.js'
import { signUp } from '../accounts/people.js'
import { type Cluster, openCluster, openStage } from '../cast.js'

const ORIGIN = 'https://lantern.example'
const NOON = new Date('2026-11-02T12:00:00Z')

const letter = (changes: Partial<Letter> = {}): Letter => ({
  subject: 'Ada answered you',
  blocks: [
    { kind: 'text', text: 'Ada answered your comment on “The ferry”.' },
    { kind: 'quote', by: 'Ada', text: 'I was there.\n\nIt was on time.' },
    { kind: 'button', label: 'Read it', url: `${ORIGIN}/comments/1` },
  ],
  footer: ['You get this because you wrote a comment.'],
  ...changes,
})
const frame = { siteName: 'The Lantern', language: 'en', dir: 'ltr' as const, origin: ORIGIN }

/** Where the links of an HTML text lead, and every attribute that could fetch or run something. */
function linksIn(html: string): string[] {
  const found: string[] = []
  const visit = (nodes: ReturnType<typeof parseDocument>['children']) => {
    for (const node of nodes) {
      if (!('children' in node)) continue
      if ('attribs' in node)
        for (const [name, value] of Object.entries(node.attribs))
          if (/^(href|src|srcset|background|action|poster|data|on.*)$/.test(name)) found.push(value)
      visit(node.children as typeof nodes)
    }
  }
  visit(parseDocument(html).children)
  return found
}

describe('mail addresses', () => {
  it('are read with their domain in ASCII and lower case, and one key for every spelling', () => {
    expect(mailAddress(' Ada.Quill+news@Lantern.EXAMPLE\n')).toEqual({
      mail: 'Ada.Quill+news@lantern.example',
      key: 'ada.quill+news@lantern.example',
    })
    expect(mailAddress('jürgen@müller.example')?.mail).toBe('jürgen@xn--mller-kva.example')
    expect(mailAddress('ju\u0308rgen@mu\u0308ller.example')?.key).toBe(
      mailAddress('JÜRGEN@MÜLLER.EXAMPLE')?.key,
    )
    for (const good of [
      'a@b.de',
      "o'brien@x.example",
      'a@localhost',
      'a_b-c@d-e.example',
      '用户@例子.中国',
    ])
      expect(isMailAddress(good), good).toBe(true)
  })

  it.each([
    '',
    '@',
    'a',
    'a@',
    '@b.example',
    'a@b',
    'a@@b.example',
    'a@b@c.example',
    'a b@c.example',
    'a@b .example',
    'a@b.example, c@d.example',
    'a@b.example;c@d.example',
    'a@b.example c@d.example',
    'Ada <a@b.example>',
    '<a@b.example>',
    '"a"@b.example',
    '"a b"@c.example',
    'a(b)@c.example',
    'a@b.example(c)',
    'a@b.example\r\nBcc: c@d.example',
    'a\r\nBcc:c@d.example',
    'a@b.example\nRCPT TO:<c@d.example>',
    'a\u0000@b.example',
    'a@b\u0000.example',
    'a\u202eb@c.example',
    'a\u200bb@c.example',
    'a@b.example?subject=x',
    'a@b.example/x',
    'a@b.example:25',
    'a@b.example#x',
    'a@user:pass.example',
    'a@b%2eexample',
    'a@b\\c.example',
    '.a@b.example',
    'a.@b.example',
    'a..b@c.example',
    'a@.b.example',
    'a@b..example',
    'a@b.example.',
    'a@-b.example',
    'a@b-.example',
    'a@1.2.3.4',
    'a@0x7f.1',
    'a@[1.2.3.4]',
    'a@[IPv6:::1]',
    'a%c.example@b.example',
    'c.example!a@b.example',
    '-oQ/tmp@b.example',
    'a@b_c.example',
    'mailto:a@b.example',
  ])('are not %j', (text) => {
    expect(mailAddress(text)).toBeNull()
  })

  it('are limited in octets, exactly', () => {
    const label = 'd'.repeat(61)
    const domain = (chars: number) => `${label}.${label}.${label}.${'e'.repeat(chars - 186)}`
    expect(isMailAddress(`${'a'.repeat(64)}@${domain(189)}`)).toBe(true)
    expect(isMailAddress(`${'a'.repeat(64)}@${domain(190)}`)).toBe(false)
    expect(isMailAddress(`${'a'.repeat(65)}@b.example`)).toBe(false)
    expect(isMailAddress(`${'ü'.repeat(32)}@b.example`)).toBe(true)
    expect(isMailAddress(`${'ü'.repeat(33)}@b.example`)).toBe(false)
    expect(isMailAddress(`a@${'b'.repeat(63)}.example`)).toBe(true)
    expect(isMailAddress(`a@${'b'.repeat(64)}.example`)).toBe(false)
  })

  it('have no other shape, whatever is typed', () => {
    const sign = fc.constantFrom(...'ab@@..-_+"\'()<>,;:\\/[]%! \t\r\n\u0000\u200b\u202eüß。')
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 20 }), (signs) => {
        const read = mailAddress(signs.join(''))
        if (read === null) return
        expect(read.mail).toMatch(/^[^\s@"(),:;<>[\\\]\p{Cc}\p{Cf}]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/u)
        expect(mailAddress(read.mail)).toEqual(read)
        expect(mailAddress(read.key)?.key).toBe(read.key)
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('a letter', () => {
  it('becomes a plain text with marked quotes and links on lines of their own', () => {
    const { subject, text } = renderLetter(
      letter({ unsubscribeUrl: `${ORIGIN}/unsubscribe/abc` }),
      frame,
    )
    expect(subject).toBe('Ada answered you')
    expect(text).toBe(`Ada answered your comment on “The ferry”.

Ada wrote:
> I was there.
>
> It was on time.

Read it:
https://lantern.example/comments/1

-- 
You get this because you wrote a comment.

Stop these mails:
https://lantern.example/unsubscribe/abc
`)
  })

  it('is wrapped at 72 columns', () => {
    const long = 'lighthouse keeper '.repeat(40)
    const blocks: Letter['blocks'] = [
      { kind: 'text', text: long },
      { kind: 'quote', by: 'Ada', text: long },
      { kind: 'text', text: 'x'.repeat(100) },
    ]
    const { text } = renderLetter(letter({ blocks }), frame)
    const lines = text.split('\n').filter((line) => !line.startsWith('xxx'))
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72)
    expect(text).toContain('x'.repeat(100))
  })

  it('has every link of its own in HTML, and no other', () => {
    const { html } = renderLetter(letter({ unsubscribeUrl: `${ORIGIN}/unsubscribe/abc` }), frame)
    expect(linksIn(html)).toEqual([`${ORIGIN}/comments/1`, `${ORIGIN}/unsubscribe/abc`])
    expect(html).toContain('<html lang="en" dir="ltr">')
    expect(html).toContain('prefers-color-scheme: dark')
    expect(html).not.toMatch(/<(script|img|link|iframe|form)|url\(/i)
  })

  it('speaks the language of its reader around its own words', () => {
    const german = renderLetter(letter(), { ...frame, language: 'de' })
    expect(german.text).toContain('Ada schrieb:')
    expect(german.html).toContain('<html lang="de"')
    expect(renderLetter(letter(), { ...frame, language: 'ar', dir: 'rtl' }).html).toContain(
      'dir="rtl"',
    )
  })

  const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>" onclick="x'

  it('escapes whatever is in it', () => {
    const { html } = renderLetter(
      letter({
        subject: HOSTILE,
        blocks: [
          { kind: 'text', text: HOSTILE },
          { kind: 'quote', by: HOSTILE, text: `</blockquote>${HOSTILE}` },
          { kind: 'button', label: HOSTILE, url: `${ORIGIN}/a?b=1&c='d'` },
          { kind: 'code', code: HOSTILE },
        ],
        footer: [HOSTILE],
      }),
      { ...frame, siteName: HOSTILE },
    )
    expect(html).not.toMatch(/<script|<img|<\/blockquote>[^<]*<[^/p]|onclick="x"/)
    expect(linksIn(html)).toEqual([`${ORIGIN}/a?b=1&c='d'`])
    expect(parseDocument(html).children).toHaveLength(2)
  })

  it('takes links out of names and quotes, even our own, wherever they stand', () => {
    const name = 'http://evil.example/x'
    const { subject, text, html } = renderLetter(
      letter({
        subject: `${name} answered you`,
        blocks: [
          { kind: 'text', text: `${name} and www.evil.example answered.` },
          {
            kind: 'quote',
            by: name,
            text: `See evil.com, mailto:a@evil.com or ${ORIGIN}/sign-out`,
          },
          { kind: 'button', label: `Answer ${name}`, url: `${ORIGIN}/comments/1` },
        ],
        footer: [`You wrote with ${name}.`],
      }),
      frame,
    )
    expect(subject).toBe('[link] answered you')
    expect(text).toContain('> See [link], [link] or [link]')
    for (const out of [subject, text, html]) expect(out).not.toMatch(/evil|sign-out/)
    expect(linksIn(html)).toEqual([`${ORIGIN}/comments/1`])
  })

  it('may name the address it speaks of, its own site, and pages of it in the footer', () => {
    const { text } = renderLetter(
      letter({
        blocks: [{ kind: 'text', text: 'Lantern.news now writes to ada@quill.example.' }],
        footer: [`Change it at ${ORIGIN}/account/notices.`, 'Not at https://evil.example/account.'],
        ours: ['ada@quill.example'],
      }),
      { ...frame, siteName: 'The Lantern.news' },
    )
    expect(text).toContain('Lantern.news now writes to ada@quill.example.')
    expect(text).toContain(`Change it at ${ORIGIN}/account/notices.`)
    expect(text).toContain('Not at [link].')
  })

  it.each([
    'https://evil.example/',
    'https://lantern.example',
    'https://lantern.example.evil.example/',
    'https://lantern.example@evil.example/',
    '//lantern.example/',
    '/comments/1',
    'javascript:alert(1)',
    `${ORIGIN}/a b`,
    `${ORIGIN}/a\r\nX: y`,
    `${ORIGIN}/a"b`,
    `${ORIGIN}/a>b`,
  ])('never links to %j', (url) => {
    const button = letter({ blocks: [{ kind: 'button', label: 'Go', url }] })
    expect(() => renderLetter(button, frame)).toThrow('links to somewhere else')
    expect(() => renderLetter(letter({ unsubscribeUrl: url }), frame)).toThrow('somewhere else')
  })

  it('has a subject of one line and a limited length', () => {
    const subjectOf = (subject: string) => renderLetter(letter({ subject }), frame).subject
    expect(subjectOf('Hi\r\nBcc: a@b\u2028c\u0000\u202ed')).toBe('Hi Bcc: [link] c d')
    expect(subjectOf(' \r\n ')).toBe('The Lantern')
    expect(subjectOf('x'.repeat(SUBJECT_CHARS_MAX))).toBe('x'.repeat(SUBJECT_CHARS_MAX))
    const long = subjectOf('word '.repeat(100))
    expect(long.length).toBeLessThanOrEqual(SUBJECT_CHARS_MAX)
    expect(long).toMatch(/ word…$/)
  })

  it('keeps every line of a quote marked, and its length limited', () => {
    const quoted = (text: string) =>
      renderLetter(letter({ blocks: [{ kind: 'quote', by: '', text }], footer: [] }), frame).text
    expect(quoted('a\rb\r\nc\u2028d\u0085e\vf')).toBe('> a\n> b\n> c\n> d\n> e\n> f\n')
    expect(quoted('-- \nforged footer')).toBe('> --\n> forged footer\n')
    expect(quoted('ab '.repeat(QUOTE_CHARS_MAX / 3))).not.toContain('…')
    expect(quoted('ab '.repeat(QUOTE_CHARS_MAX))).toMatch(/ …\n$/)
    expect(quoted('ab '.repeat(QUOTE_CHARS_MAX)).length).toBeLessThan(QUOTE_CHARS_MAX * 1.1)
  })

  it('stays whole for any words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (by, text) => {
        const { subject, html } = renderLetter(
          letter({ subject: by, blocks: [{ kind: 'quote', by, text }], footer: [] }),
          frame,
        )
        expect(subject).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,120}$/u)
        expect(linksIn(html)).toEqual([])
        expect(html.match(/<blockquote/g)).toHaveLength(1)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the way to the mail server', () => {
  const options = (smtpUrl: string) => transportOptions({ smtpUrl, publicUrl: ORIGIN })

  it('is encrypted wherever a password is sent', () => {
    expect(options('smtps://u:p@mail.example')).toMatchObject({
      host: 'mail.example',
      port: 465,
      secure: true,
      auth: { user: 'u', pass: 'p' },
      name: 'lantern.example',
    })
    expect(options('smtp://u%40x:p%3A@mail.example')).toMatchObject({
      port: 587,
      secure: false,
      requireTLS: true,
      ignoreTLS: false,
      auth: { user: 'u@x', pass: 'p:' },
    })
    expect(options('smtp://mail.example:25')).toMatchObject({
      port: 25,
      requireTLS: false,
      ignoreTLS: false,
    })
    expect(options('smtp://127.evil.example')).toMatchObject({ ignoreTLS: false })
    for (const here of ['smtp://localhost', 'smtp://127.0.0.1:2525', 'smtp://u:p@[::1]'])
      expect(options(here)).toMatchObject({ requireTLS: false, ignoreTLS: true })
  })
})

type Taken = { from: string; to: string[]; raw: string }
type Post = { url: string; taken: Taken[]; sessions: () => number; close(): Promise<void> }

/** A mail server on this machine that takes what it is sent, unless the options say otherwise. */
async function openPost(options: SMTPServerOptions = {}, port = 0): Promise<Post> {
  const taken: Taken[] = []
  let sessions = 0
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, done) {
      sessions += 1
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((one) => one.address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const address = server.server.address()
  const actual = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${actual}`,
    taken,
    sessions: () => sessions,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

const answer = (code: number, text: string) =>
  Object.assign(new Error(text), { responseCode: code })

/** Headers by lower-case name, unfolded. */
function headersOf(part: string): Map<string, string> {
  const [head = ''] = part.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}

/** The two texts of a message, decoded. */
function textsOf(raw: string): { text: string; html: string } {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  const parts = raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((one) => one.replace(/^\r\n|\r\n$/g, ''))
  const texts = parts.map((part) => {
    const body = part.slice(part.indexOf('\r\n\r\n') + 4)
    const how = headersOf(part).get('content-transfer-encoding')
    const bytes =
      how === 'base64'
        ? Buffer.from(body, 'base64')
        : how === 'quoted-printable'
          ? Buffer.from(
              body
                .replace(/=\r\n/g, '')
                .replace(/=([0-9A-F]{2})/g, (_, hex) =>
                  String.fromCharCode(Number.parseInt(hex, 16)),
                ),
              'latin1',
            )
          : Buffer.from(body)
    return bytes.toString('utf8').replace(/\r\n/g, '\n')
  })
  return { text: texts[0] ?? '', html: texts[1] ?? '' }
}

describe('mail', () => {
  let cluster: Cluster
  const closers: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    cluster = await openCluster()
  })
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })
  afterAll(() => cluster.stop())

  /** A house with a mail server at this address ('' for none), its clock at noon until moved. */
  async function openHouse(smtpUrl: string, settings: Record<string, string> = {}) {
    const url = await cluster.create()
    const config = readConfig({
      DATABASE_URL: url,
      SITE_NAME: 'The Lantern',
      PUBLIC_URL: ORIGIN,
      ...(smtpUrl ? { SMTP_URL: smtpUrl } : {}),
      ...settings,
    })
    const { db, pool, close } = openDatabase(
      { connectionString: url },
      { connections: 6, statementTimeoutMs: 10_000, onIdleError: () => undefined },
    )
    closers.push(close)
    await migrateJobs(pool)
    await migrate(db)
    const site = await ensureSite(db, config, { name: 'x', tagline: '' })
    let now = NOON
    const lines: string[] = []
    const log = openLog({ logLevel: 'silent', logFormat: 'json' })
    log.info = log.warn = ((fields: object, text: string) =>
      lines.push(`${JSON.stringify(fields)} ${text}`)) as never
    const ctx = {
      config,
      site,
      db,
      log,
      clock: () => now,
      origin: () => ORIGIN,
      live: { processId: randomUUID(), hear: () => undefined },
    }
    const mailer = openMailer(config)
    closers.push(async () => mailer.close())
    const queue = (changes: Partial<NewLetter> = {}) =>
      write(ctx, (tx, emit) =>
        queueMail(ctx, tx, emit, {
          kind: 'reply',
          to: 'bob@harbour.example',
          letter: letter(),
          language: 'en',
          isSecret: false,
          ...changes,
        }),
      )
    return {
      ctx,
      lines,
      queue,
      passTime: (ms: number) => {
        now = new Date(now.getTime() + ms)
      },
      mails: () => listMails(db, site.id, { beforeId: null, limit: 100 }),
      /** The mail queued last, tried once, now. */
      async tryOnce() {
        const [mail] = await listMails(db, site.id, { beforeId: null, limit: 1 })
        return sendMail(ctx, mailer, mail?.id ?? '')
      },
      /** Every job that may run now, as the worker runs it; those waiting for another try are let run too. */
      async work() {
        await pool.query('update graphile_worker._private_jobs set run_at = now()')
        const taskList = {
          'send-mail': (payload: unknown) =>
            sendMail(ctx, mailer, (payload as { mailId: string }).mailId),
        }
        const logger = new Logger(() => () => undefined)
        await runOnce({ connectionString: url, taskList, noHandleSignals: true, logger })
      },
      async jobs() {
        const { rows } = await pool.query('select attempts, last_error from graphile_worker.jobs')
        return rows as { attempts: number; last_error: string | null }[]
      },
    }
  }

  async function openPostWith(options: SMTPServerOptions = {}) {
    const post = await openPost(options)
    closers.push(post.close)
    return post
  }

  it('goes out once, with the headers of a letter from a program', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url, { MAIL_FROM: '"The Lantern" <post@lantern.example>' })
    await house.queue({ letter: letter({ unsubscribeUrl: `${ORIGIN}/unsubscribe/abc` }) })
    const [waiting] = await house.mails()
    expect(waiting).toMatchObject({ state: 'waiting', tries: 0, settled_at: null })
    await house.work()
    expect(post.taken).toHaveLength(1)
    const { from, to, raw } = post.taken[0] ?? { from: '', to: [], raw: '' }
    expect({ from, to }).toEqual({ from: 'post@lantern.example', to: ['bob@harbour.example'] })
    expect(Object.fromEntries(headersOf(raw))).toEqual({
      from: 'The Lantern <post@lantern.example>',
      to: 'bob@harbour.example',
      subject: 'Ada answered you',
      date: 'Mon, 02 Nov 2026 12:00:00 +0000',
      'message-id': `<${waiting?.id}@lantern.example>`,
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'content-language': 'en',
      'list-unsubscribe': '<https://lantern.example/unsubscribe/abc>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'mime-version': '1.0',
      'content-type': expect.stringMatching(/^multipart\/alternative; boundary=/),
    })
    const { text, html } = renderLetter(
      letter({ unsubscribeUrl: `${ORIGIN}/unsubscribe/abc` }),
      frame,
    )
    expect(textsOf(raw)).toEqual({ text, html: expect.stringContaining(html.slice(0, 200)) })
    expect(await house.mails()).toMatchObject([
      { state: 'sent', tries: 1, answer: expect.stringMatching(/^250/), settled_at: NOON },
    ])
    await house.tryOnce()
    expect(post.taken).toHaveLength(1)
    expect(await house.jobs()).toEqual([])
  })

  it('comes from the site when no sender is set, and has no headers that it does not need', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url)
    await house.queue()
    await house.tryOnce()
    const headers = headersOf(post.taken[0]?.raw ?? '')
    expect(headers.get('from')).toBe('The Lantern <readership@lantern.example>')
    for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'expires', 'x-mailer', 'bcc'])
      expect(headers.has(name), name).toBe(false)
  })

  it('is told to nobody when the transaction fails', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url)
    const failed = write(house.ctx, async (tx, emit) => {
      await queueMail(house.ctx, tx, emit, {
        kind: 'reply',
        to: 'bob@harbour.example',
        letter: letter(),
        language: 'en',
        isSecret: false,
      })
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    await house.work()
    expect(post.taken).toEqual([])
    expect(await house.mails()).toEqual([])
  })

  it('is sent once by two workers at the same moment', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url)
    await house.queue()
    await Promise.all(Array.from({ length: 5 }, () => house.tryOnce()))
    expect(post.taken).toHaveLength(1)
    expect(await house.mails()).toMatchObject([{ state: 'sent', tries: 1 }])
  })

  it('that a server puts off (450) is tried again, and then sent once', async () => {
    let isBusy = true
    const post = await openPostWith({
      onRcptTo: (_address, _session, done) =>
        done(isBusy ? answer(450, '4.2.0 bob@harbour.example: greylisted') : null),
    })
    const house = await openHouse(post.url)
    await house.queue()
    await house.work()
    expect(await house.mails()).toMatchObject([
      { state: 'waiting', tries: 1, answer: expect.stringContaining('450 4.2.0') },
    ])
    const [job] = await house.jobs()
    expect(job?.attempts).toBe(1)
    // What the worker writes down and logs names nobody.
    expect(job?.last_error).toMatch(/^mail [0-9a-f-]+ is not taken yet/)
    isBusy = false
    await house.work()
    await house.work()
    expect(post.taken).toHaveLength(1)
    expect(post.sessions()).toBe(2)
    expect(await house.mails()).toMatchObject([{ state: 'sent', tries: 2 }])
    expect(await house.jobs()).toEqual([])
  })

  it.each([
    ['at its address', { onRcptTo: (_a, _s, done) => done(answer(550, '5.1.1 no such person')) }],
    [
      'after its text',
      {
        onData: (stream, _session, done) => {
          stream.resume()
          stream.on('end', () => done(answer(554, '5.7.1 looks like spam')))
        },
      },
    ],
  ] as [string, SMTPServerOptions][])(
    'that is refused for good %s has failed, and is not tried again',
    async (_where, options) => {
      const post = await openPostWith(options)
      const house = await openHouse(post.url)
      await house.queue({ isSecret: true })
      await house.work()
      await house.work()
      expect(post.sessions()).toBe(1)
      expect(await house.mails()).toMatchObject([
        { state: 'failed', tries: 1, text: '', answer: expect.stringMatching(/^55[04] 5\./) },
      ])
      expect(await house.jobs()).toEqual([])
      expect(house.lines.join()).toMatch(/"kind":"reply".*A mail has failed/)
      expect(house.lines.join()).not.toMatch(/bob|harbour|Ada/)
    },
  )

  it.each([
    ['signing in fails', 535],
    ['signing in is asked for', 530],
  ])('waits while %s, for settings can be put right', async (_why, code) => {
    const post = await openPostWith(
      code === 530
        ? { onRcptTo: (_a, _s, done) => done(answer(530, '5.7.0 authentication required')) }
        : {
            allowInsecureAuth: true,
            onAuth: (_auth: SMTPServerAuthentication, _session, done) =>
              done(answer(535, '5.7.8 who are you?')),
          },
    )
    const house = await openHouse(code === 530 ? post.url : post.url.replace('//', '//u:p@'))
    await house.queue()
    await expect(house.tryOnce()).rejects.toThrow('not taken yet')
    expect(await house.mails()).toMatchObject([
      { state: 'waiting', answer: expect.stringContaining(String(code)) },
    ])
  })

  it('waits while its own sender is refused', async () => {
    const post = await openPostWith({
      onMailFrom: (_a, _s, done) => done(answer(553, '5.1.8 not your name')),
    })
    const house = await openHouse(post.url)
    await house.queue()
    await expect(house.tryOnce()).rejects.toThrow('not taken yet')
    expect(await house.mails()).toMatchObject([{ state: 'waiting' }])
  })

  it('waits while the server is down, and goes when it is back', async () => {
    const down = await openPost()
    await down.close()
    const house = await openHouse(down.url)
    await house.queue()
    await house.work()
    expect(await house.mails()).toMatchObject([
      { state: 'waiting', tries: 1, answer: expect.stringContaining('ECONNREFUSED') },
    ])
    const back = await openPost({}, Number(new URL(down.url).port))
    closers.push(back.close)
    await house.work()
    expect(back.taken).toHaveLength(1)
    expect(await house.mails()).toMatchObject([{ state: 'sent', tries: 2 }])
  })

  it(`is given up after ${MAIL_TRIES_MAX} tries`, async () => {
    const post = await openPostWith({
      onRcptTo: (_address, _session, done) => done(answer(451, '4.3.0 later')),
    })
    const house = await openHouse(post.url)
    await house.queue()
    for (let tries = 1; tries < MAIL_TRIES_MAX; tries++)
      await expect(house.tryOnce()).rejects.toThrow('not taken yet')
    expect(await house.mails()).toMatchObject([{ state: 'waiting', tries: MAIL_TRIES_MAX - 1 }])
    await house.tryOnce()
    expect(await house.mails()).toMatchObject([
      { state: 'failed', tries: MAIL_TRIES_MAX, answer: expect.stringContaining('451') },
    ])
  })

  it('with a key to sign in loses its text once it is sent', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url)
    await house.queue({ kind: 'sign-in', isSecret: true })
    await house.queue({ kind: 'reply', isSecret: false })
    await house.work()
    expect(post.taken).toHaveLength(2)
    const { rows } = await house.ctx.db
      .selectFrom('mail')
      .select(['kind', 'text', 'html'])
      .execute()
      .then((all) => ({ rows: new Map(all.map((one) => [one.kind, one.text + one.html])) }))
    expect(rows.get('sign-in')).toBe('')
    expect(rows.get('reply')).toContain('comments/1')
  })

  it('with a key that is of no use any more is not sent', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url)
    await house.queue({ isSecret: true })
    house.passTime(SECRET_GOOD_MS)
    await house.tryOnce()
    expect(post.taken).toHaveLength(1)
    expect(headersOf(post.taken[0]?.raw ?? '').get('expires')).toBe(
      'Mon, 02 Nov 2026 12:15:00 +0000',
    )
    await house.queue({ isSecret: true })
    house.passTime(SECRET_GOOD_MS + 1_000)
    await house.tryOnce()
    expect(post.taken).toHaveLength(1)
    expect((await house.mails())[0]).toMatchObject({ state: 'failed', answer: TOO_LATE, text: '' })
    // An invitation is good for a week, a letter about a reply for ever.
    await house.queue({ isSecret: true, goodMs: 7 * 86_400_000 })
    house.passTime(6 * 86_400_000)
    await house.tryOnce()
    await house.queue()
    house.passTime(6 * 86_400_000)
    await house.tryOnce()
    expect(post.taken).toHaveLength(3)
  })

  it('is kept and can be read when there is no server, and the log says where, not what', async () => {
    const house = await openHouse('')
    await house.queue({ kind: 'sign-in', isSecret: true })
    await house.work()
    expect(await house.mails()).toMatchObject([
      {
        state: 'kept',
        to_address: 'bob@harbour.example',
        text: expect.stringContaining(`${ORIGIN}/comments/1`),
      },
    ])
    expect(await house.jobs()).toEqual([])
    expect(house.lines).toEqual([
      `{"kind":"sign-in","outbox":"${ORIGIN}/desk/outbox"} No mail server is set: a mail waits in the outbox page.`,
    ])
  })

  it('that waits is kept when the server is taken away', async () => {
    const house = await openHouse('smtp://127.0.0.1:9')
    await house.queue()
    const [mail] = await house.mails()
    await sendMail(house.ctx, openMailer({ smtpUrl: '', publicUrl: '' }), mail?.id ?? '')
    expect(await house.mails()).toMatchObject([{ state: 'kept' }])
  })

  it('cannot be given headers or recipients by what people type', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url)
    const evil = 'x\r\nBcc: spy@evil.example\r\n\r\nBuy!\r\n.\r\nRCPT TO:<spy@evil.example>'
    await expect(house.queue({ to: `bob@harbour.example${evil}` })).rejects.toMatchObject({
      code: 'account/mail-invalid',
    })
    await expect(
      house.queue({ letter: letter({ unsubscribeUrl: `${ORIGIN}/u${evil}` }) }),
    ).rejects.toThrow('somewhere else')
    await expect(house.queue({ kind: evil })).rejects.toThrow('no word')
    house.ctx.site.name = evil
    await house.queue({
      language: evil,
      letter: letter({
        subject: evil,
        blocks: [{ kind: 'quote', by: evil, text: evil }],
        footer: [evil],
      }),
    })
    await house.tryOnce()
    expect(post.taken).toHaveLength(1)
    expect(post.taken[0]?.to).toEqual(['bob@harbour.example'])
    const headers = headersOf(post.taken[0]?.raw ?? '')
    expect([...headers.keys()].sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
      'x-auto-response-suppress',
    ])
    expect(headers.get('to')).toBe('bob@harbour.example')
    expect(headers.get('from')).toMatch(/^"?x Bcc: .*<readership@lantern.example>$/)
  })

  it('reaches addresses in other scripts', async () => {
    const post = await openPostWith()
    const house = await openHouse(post.url)
    await house.queue({ to: 'jürgen@müller.example' })
    await house.tryOnce()
    // Where the part before the "@" needs UTF-8 anyway, the domain is written out too.
    expect(post.taken[0]?.to).toEqual(['jürgen@müller.example'])
    expect(headersOf(post.taken[0]?.raw ?? '').get('to')).toBe('jürgen@müller.example')
    expect((await house.mails())[0]?.to_address).toBe('jürgen@xn--mller-kva.example')
  })

  it('is listed page by page, the newest first, and forgotten after its days', async () => {
    const house = await openHouse('')
    for (let at = 0; at < 5; at++) {
      await house.queue({ to: `reader${at}@harbour.example` })
      if (at % 2 === 1) house.passTime(1_000)
    }
    const seen: string[] = []
    for (let beforeId: string | null = null; ; ) {
      const rows = await listMails(house.ctx.db, house.ctx.site.id, { beforeId, limit: 2 })
      seen.push(...rows.map((row) => row.to_address.slice(6, 7)))
      beforeId = rows.at(-1)?.id ?? null
      if (beforeId === null) break
    }
    expect(seen.join('')).toBe('43210')
    house.passTime(MAIL_DAYS_KEPT * 86_400_000)
    expect(await sweepMail(house.ctx)).toBe(4)
    expect(await house.mails()).toHaveLength(1)
  })

  /** The whole program, with its owner, and a letter for the outbox. */
  async function openDesk(settings: Record<string, string> = {}) {
    const stage = await openStage(
      await cluster.create(),
      { clock: () => NOON },
      { PUBLIC_URL: ORIGIN, ...settings },
    )
    closers.push(() => stage.app.close())
    const { ctx } = stage.app
    const queue = (changes: Partial<NewLetter> = {}) =>
      write(ctx, (tx, emit) =>
        queueMail(ctx, tx, emit, {
          kind: 'sign-in',
          to: 'bob@harbour.example',
          letter: letter(),
          language: 'en',
          isSecret: true,
          ...changes,
        }),
      )
    const owner = await signUp(stage, { role: 'owner' })
    return { stage, queue, outbox: async (query = '') => owner.get(`/desk/outbox${query}`) }
  }

  it('that is kept is read in the outbox page, with its own links and no others', async () => {
    const { queue, outbox } = await openDesk()
    expect(await (await outbox()).text()).toContain('There is no mail yet.')
    await queue({
      letter: letter({
        subject: '<b>Ada</b> answered',
        blocks: [
          { kind: 'text', text: '<img src=x onerror=alert(1)>' },
          { kind: 'button', label: 'Sign in', url: `${ORIGIN}/sign-in/link/abc` },
        ],
      }),
    })
    const answer = await outbox()
    const page = await answer.text()
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    for (const words of ['Kept here', 'SMTP_URL', 'MAIL_FROM', 'bob@harbour.example', 'sign-in'])
      expect(page).toContain(words)
    expect(page).toContain(`<a href="${ORIGIN}/sign-in/link/abc">`)
    expect(page).toContain('&lt;b>Ada&lt;/b> answered')
    expect(page).not.toMatch(/<img|<b>Ada/)
  })

  it('that was sent shows what became of it there, and no key on its way to somebody', async () => {
    let reply: Error | null = null
    const post = await openPostWith({ onRcptTo: (_address, _session, done) => done(reply) })
    const { stage, queue, outbox } = await openDesk({ SMTP_URL: post.url })
    await queue()
    await stage.app.drain()
    const sent = await (await outbox()).text()
    expect(sent).toContain('250 ')
    expect(sent).toContain('held a key to sign in with')
    expect(sent).not.toMatch(/SMTP_URL|comments\/1/)
    reply = answer(550, '5.1.1 <b>no such person</b>')
    await queue({ to: 'eve@harbour.example', isSecret: false })
    await stage.app.drain()
    const failed = await (await outbox()).text()
    expect(failed).toContain('550 ')
    expect(failed).toContain('&lt;b>no such person')
    expect(failed).toContain(`${ORIGIN}/comments/1`)
    expect(failed).not.toContain(`href="${ORIGIN}/comments/1"`)
  })

  it('fills page after page of the outbox', async () => {
    const { queue, outbox } = await openDesk()
    for (let at = 0; at < 101; at++) await queue({ to: `reader${at}@harbour.example` })
    const first = await (await outbox()).text()
    expect(first).toContain('reader100@')
    expect(first).not.toContain('reader0@')
    const [, next] = /href="\/desk\/outbox(\?before=[0-9a-f-]+)"/.exec(first) ?? []
    const second = await (await outbox(next)).text()
    expect(second).toContain('reader0@')
    expect(second).not.toContain('reader1@')
    expect(second).not.toContain('?before=')
    expect((await outbox('?before=x')).status).toBe(400)
  })
})
