import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import { type Cluster, openCluster, openStage, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
/** Passkeys belong to a name, and 127.0.0.1 is none. */
let home: string
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
  home = stage.app.ctx.origin()
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

/** Makes a session look as if identity had been proven that long ago. */
async function proven(member: Member, minutesAgo: number): Promise<void> {
  const { db, live } = stage.app.ctx
  await db
    .updateTable('session')
    .set({ proven_at: new Date(Date.now() - minutesAgo * 60_000) })
    .where('id', '=', member.sessionId)
    .execute()
  live.hear({ name: 'account.changed', accountId: member.accountId })
}

describe("the page of one's safety", () => {
  it('is for its owner, and its forms for those who have just shown who they are', async () => {
    const stranger = await fetch(`${stage.address}/account/security`, { redirect: 'manual' })
    expect(stranger.headers.get('location')).toBe('/sign-in?next=%2Faccount%2Fsecurity')
    const member = await signUp(stage)
    expect((await member.get('/account/security')).status).toBe(200)
    await proven(member, 29)
    expect(await (await member.get('/account/security')).text()).not.toContain(
      'Confirm that it is you',
    )
    await proven(member, 31)
    expect(await (await member.get('/account/security')).text()).toContain(
      'href="/sign-in?again=1&amp;next=%2Faccount%2Fsecurity"',
    )
    for (const form of [
      'passkeys/rename',
      'passkeys/remove',
      'code-app',
      'code-app/on',
      'code-app/off',
      'recovery-codes',
      'password',
      'password/remove',
    ]) {
      const answer = await member.send(`/account/security/${form}`)
      expect(answer.headers.get('location'), form).toBe(
        '/sign-in?again=1&next=%2Faccount%2Fsecurity',
      )
    }
  })

  it('lets staff who have a second factor change nothing without it', async () => {
    const member = await signUp(stage, { role: 'editor', hasSecondFactor: false })
    const page = await (await member.get('/account/security')).text()
    expect(page).toContain('Your role opens only with a passkey or a code app.')
    const { db } = stage.app.ctx
    await db
      .insertInto('passkey')
      .values({
        id: member.sessionId,
        site_id: stage.app.ctx.site.id,
        account_id: member.accountId,
        credential_id: member.sessionId,
        public_key: Buffer.alloc(1),
        counter: 0n,
        transports: [],
        label: 'Ours',
        is_synced: false,
        created_at: new Date(),
        used_at: null,
      })
      .execute()
    stage.app.ctx.live.hear({ name: 'account.changed', accountId: member.accountId })
    for (const form of ['recovery-codes', 'code-app', 'passkeys/remove']) {
      const answer = await member.send(`/account/security/${form}`)
      expect(answer.headers.get('location'), form).toBe(
        '/sign-in/second-factor?next=%2Faccount%2Fsecurity',
      )
    }
    const options = await fetch(`${stage.address}/account/passkeys/options`, {
      method: 'POST',
      headers: { ...member.headers, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(options.status).toBe(403)
    expect(await options.json()).toMatchObject({ code: 'access/second-factor' })
  })

  it('does not find a passkey of somebody else', async () => {
    const member = await signUp(stage)
    for (const id of [member.sessionId, 'x']) {
      const removed = await member.send('/account/security/passkeys/remove', { id })
      expect(removed.status).toBe(404)
      const renamed = await member.send('/account/security/passkeys/rename', { id, label: 'x' })
      expect(renamed.status).toBe(404)
    }
  })

  it('sets up a code app and takes its codes, without script', async () => {
    const member = await signUp(stage, { role: 'moderator', hasSecondFactor: false })
    const begun = await member.send('/account/security/code-app')
    expect(begun.headers.get('location')).toBe('/account/security/code-app')
    const page = await (await member.get('/account/security/code-app')).text()
    expect(page).toContain('<svg ')
    const secret = secretIn(page)
    const wrong = await member.send('/account/security/code-app/on', { code: '12345' })
    expect(wrong.status).toBe(422)
    expect(secretIn(await wrong.text())).toBe(secret)
    const on = await member.send('/account/security/code-app/on', { code: codeOf(secret) })
    expect(on.headers.get('location')).toBe('/account/security?done=codeAppOn')
    const cookie = sessionIn(on)
    const now = { ...member, cookie, headers: { ...member.headers, cookie } }
    // The session goes on under a new cookie, has shown a second factor, and the desk is open.
    expect((await member.get('/desk')).status).toBe(303)
    const desk = await fetch(`${stage.address}/desk`, { headers: now.headers, redirect: 'manual' })
    expect(desk.status).toBe(200)
    // A session of a mail alone stops at the second factor, and a recovery code opens it once.
    const codes = await fetch(`${stage.address}/account/security/recovery-codes`, {
      method: 'POST',
      headers: now.headers,
      body: new URLSearchParams(),
    })
    const [code = ''] = /(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec(await codes.text()) ?? []
    expect(codes.headers.get('cache-control')).toBe('private, no-store')
    await stage.app.ctx.db
      .updateTable('session')
      .set({ second_factor_at: null })
      .where('id', '=', member.sessionId)
      .execute()
    stage.app.ctx.live.hear({ name: 'account.changed', accountId: member.accountId })
    const stopped = await fetch(`${stage.address}/desk`, {
      headers: now.headers,
      redirect: 'manual',
    })
    expect(stopped.headers.get('location')).toBe('/sign-in/second-factor?next=%2Fdesk')
    const send = (fields: Record<string, string>, headers = now.headers) =>
      fetch(`${stage.address}/sign-in/second-factor`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(fields),
        redirect: 'manual',
      })
    const refused = await send({ code: '000000', next: '/desk' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('This code is not right, or too old.')
    const passed = await send({ code, next: 'https://evil.example/' })
    expect(passed.headers.get('location')).toBe('/account')
    const later = { ...now.headers, cookie: sessionIn(passed) }
    expect((await send({ code, next: '/desk' }, later)).status).toBe(422)
  })

  it('shows no form for a password where the operator wants none', async () => {
    const member = await signUp(stage)
    expect(await (await member.get('/account/security')).text()).not.toContain('type="password"')
    expect((await member.send('/account/security/password', { password: 'x' })).status).toBe(404)
  })

  it('says only what is so: a made-up outcome in the address is not told', async () => {
    const member = await signUp(stage)
    const page = await (await member.get('/account/security?done=constructor')).text()
    expect(page).not.toContain('role="status"')
  })
})

describe('the answers for the script', () => {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${stage.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
      body: JSON.stringify(body),
    })

  it('are the same for everybody who is not signed in', async () => {
    const answer = await post('/sign-in/passkey/options', {})
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      options: { rpId: 'localhost', allowCredentials: [], userVerification: 'required' },
    })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-browser=/)
  })

  it('refuse what is no answer of a device', async () => {
    for (const body of [{}, { ceremony: 'x' }, { ceremony: 'x', response: 'x', next: '/' }])
      expect((await post('/sign-in/passkey', body)).status).toBe(400)
    const response = {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      clientExtensionResults: { credProps: { rk: true } },
      response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
    }
    const answer = await post('/sign-in/passkey', { ceremony: 'x', response })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'sign-in/passkey-refused' })
  })

  it('come only to pages of ours, and passkeys are made by who is signed in', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site' }
    expect((await post('/sign-in/passkey/options', {}, foreign)).status).toBe(403)
    expect((await post('/account/passkeys/options', {})).status).toBe(401)
    expect((await post('/account/passkeys', {})).status).toBe(401)
  })
})

const secretIn = (page: string): string =>
  (/<code class="key">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
const codeOf = (base32: string): string =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate()
const sessionIn = (answer: Response): string =>
  /__Host-session=[\w-]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''

describe.skipIf(NO_BROWSER)('passkeys in a real browser', () => {
  let browser: Browser
  const contexts: BrowserContext[] = []
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })

  /** A page of somebody's browser, on a device with a fingerprint reader. */
  async function open(
    path: string,
    who: { member?: Member; options?: Parameters<Browser['newContext']>[0] } = {},
  ): Promise<{ page: Page; device: Device }> {
    const context = await browser.newContext({
      viewport: { width: 1_100, height: 900 },
      ...who.options,
    })
    contexts.push(context)
    const page = await context.newPage()
    const device = await addDevice(await context.newCDPSession(page))
    if (who.member) await signIn(context, home, who.member.cookie)
    await page.goto(home + path)
    return { page, device }
  }

  const ADD = 'button[data-passkey=register]'
  const SHOW = 'button[data-passkey=sign-in]'

  it('are added by somebody who was invited, and open the desk at once and ever after', async () => {
    const member = await signUp(stage, { role: 'moderator', hasSecondFactor: false })
    const { page, device } = await open('/account/security', { member })
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
    expect(await page.locator('[role=status]').textContent()).toContain('The passkey is added.')
    expect(await page.locator('.row-main strong').first().textContent()).toBe('Chrome on Linux')
    expect(await device.credentials()).toHaveLength(1)
    expect((await page.goto(`${home}/desk`))?.status()).toBe(200)

    await page.context().clearCookies({ name: '__Host-session' })
    await offersNothing(page)
    await page.goto(`${home}/desk`)
    expect(page.url()).toBe(`${home}/sign-in?next=%2Fdesk`)
    await page.click(SHOW)
    await page.waitForURL(`${home}/desk`)
    expect(await eventsOf(member)).toContain('session.started passkey')
  })

  it('are offered by the browser in the field for the address', async () => {
    const member = await signUp(stage)
    const { page } = await open('/account/security', { member })
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
    await page.context().clearCookies({ name: '__Host-session' })
    // The device of the test chooses by itself what a person would choose from the list.
    await page.goto(`${home}/sign-in?next=/account/notices`)
    await page.waitForURL(`${home}/account/notices`)
  })

  it('prove a session that was opened by mail', async () => {
    const member = await signUp(stage, { role: 'editor', hasSecondFactor: false })
    const { page } = await open('/account/security', { member })
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
    await stage.app.ctx.db
      .updateTable('session')
      .set({ second_factor_at: null })
      .where('id', '=', member.sessionId)
      .execute()
    stage.app.ctx.live.hear({ name: 'account.changed', accountId: member.accountId })
    await page.goto(`${home}/desk`)
    expect(page.url()).toBe(`${home}/sign-in/second-factor?next=%2Fdesk`)
    await page.click(SHOW)
    await page.waitForURL(`${home}/desk`)
  })

  it('are told apart: one device makes one, and says so', async () => {
    const member = await signUp(stage)
    const { page } = await open('/account/security', { member })
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
    await page.goto(`${home}/account/security`)
    await page.click(ADD)
    const said = page.locator('.passkey-way [role=alert]')
    await said.waitFor()
    expect(await said.textContent()).toBe('This device has a passkey for your account already.')
  })

  it('say clearly when the device does not confirm, and can be tried again', async () => {
    const member = await signUp(stage)
    const { page, device } = await open('/account/security', { member })
    await device.verify(false)
    await page.click(ADD)
    const said = page.locator('.passkey-way [role=alert]')
    await said.waitFor()
    expect(await said.textContent()).toMatch(/^Nothing was done/)
    expect(await page.locator(ADD).textContent()).toBe('Add a passkey')
    await device.verify(true)
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
  })

  it('of an account that is unknown here are refused in one sentence', async () => {
    const member = await signUp(stage)
    const { page } = await open('/account/security', { member })
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
    await stage.app.ctx.db
      .deleteFrom('passkey')
      .where('account_id', '=', member.accountId)
      .execute()
    await page.context().clearCookies({ name: '__Host-session' })
    await page.goto(`${home}/sign-in`)
    const said = page.locator('.passkey-way [role=alert]')
    await said.waitFor()
    expect(await said.textContent()).toBe('This passkey could not be confirmed. Please try again.')
  })

  it('lead to the page that asks again who one is, when too much time has passed', async () => {
    const member = await signUp(stage)
    const { page } = await open('/account/security', { member })
    await proven(member, 31)
    await page.click(ADD)
    await page.waitForURL(`${home}/sign-in?again=1&next=%2Faccount%2Fsecurity`)
  })

  it('are removed and renamed without script, and their button gives way to a sentence', async () => {
    const member = await signUp(stage)
    const { page } = await open('/account/security', { member })
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
    const cookies = await page.context().cookies(home.replace('http:', 'https:'))
    const session = cookies.find((one) => one.name === '__Host-session')
    const same = { ...member, cookie: `__Host-session=${session?.value}` }
    const plain = await open('/account/security', {
      member: same,
      options: { javaScriptEnabled: false },
    })
    expect(await plain.page.locator(ADD).isVisible()).toBe(false)
    expect(await plain.page.locator('.passkey-way noscript p').isVisible()).toBe(true)
    await plain.page.fill('input[name=label]', 'The blue key')
    await plain.page.click('form[action$=rename] button')
    expect(await plain.page.locator('.row-main strong').first().textContent()).toBe('The blue key')
    await plain.page.click('form[action$=remove] button')
    expect(await plain.page.locator('[role=status]').textContent()).toBe('The passkey is removed.')
    expect(await plain.page.locator('form[action$=remove]').count()).toBe(0)
  })

  it('are not offered by a browser that knows none', async () => {
    const { page } = await open('/')
    await knowsNone(page)
    await page.goto(`${home}/sign-in`)
    await page.locator('[data-passkey-lack]').waitFor()
    expect(await page.locator(SHOW).isVisible()).toBe(false)
  })

  it('stand on pages without barriers', async () => {
    const member = await signUp(stage, { role: 'moderator', hasSecondFactor: false })
    const { page } = await open('/account/security', { member })
    expect(await violationsOf(page)).toEqual([])
    await page.click(ADD)
    await page.waitForURL(/done=passkeyAdded/)
    expect(await violationsOf(page)).toEqual([])
    await page.click('form[action$=code-app] button')
    await page.waitForURL(/code-app$/)
    expect(await violationsOf(page)).toEqual([])
    await page.fill('input[name=code]', '123')
    await page.click('form[action$="/on"] button')
    await page.locator('[role=alert]').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.goto(`${home}/account/security`)
    await page.click('form[action$=recovery-codes] button')
    await page.locator('.codes').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.goto(`${home}/sign-in/second-factor?next=/desk`)
    expect(await violationsOf(page)).toEqual([])
  })
})

async function eventsOf(member: Member): Promise<string[]> {
  const rows = await stage.app.ctx.db
    .selectFrom('account_event')
    .select(['action', 'detail'])
    .where('account_id', '=', member.accountId)
    .execute()
  return rows.map((row) => `${row.action} ${row.detail.method ?? ''}`)
}

type Device = {
  credentials(): Promise<unknown[]>
  /** Whether the finger on it is the right one. */
  verify(isVerified: boolean): Promise<void>
}

/** A browser that knows passkeys, and does not offer them by itself. */
const offersNothing = (page: Page) =>
  page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false')

/** A browser that knows no passkeys. */
const knowsNone = (page: Page) => page.addInitScript('delete window.PublicKeyCredential')

/** A virtual authenticator, as a telephone with a fingerprint reader is one. */
async function addDevice(cdp: CDPSession): Promise<Device> {
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async credentials() {
      return (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials
    },
    async verify(isUserVerified) {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}
