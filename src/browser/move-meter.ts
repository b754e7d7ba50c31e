/** The meter moves when a gift arrives. */
import { meterGeometry, meterState } from '../core/meter-geometry.js'
import { formatMoney } from '../core/money-format.js'
import { fill, plural } from '../core/plural.js'
import { words } from './words.js'

export type Campaign = {
  currency: string
  raisedMinor: number
  goalMinor: number
  ticksMinor: number[]
  giftCount: number
  asOf: string
}

/** Moves every meter on the page that counts in this currency and says something else. */
export function moveMeters(campaign: Campaign): void {
  const state = meterState(campaign)
  for (const meter of document.querySelectorAll<HTMLElement>('[data-meter]')) {
    const { meter: currency, state: shown } = meter.dataset
    if (currency !== campaign.currency || shown === state) continue
    meter.dataset.state = state
    move(meter, campaign)
  }
}

function move(meter: HTMLElement, campaign: Campaign): void {
  const money = (minor: number) =>
    formatMoney(words.language, minor, campaign.currency, Number(meter.dataset.exponent))
  const [raised, goal] = [money(campaign.raisedMinor), money(campaign.goalMinor)]
  const date = new Date(campaign.asOf).toLocaleDateString(words.language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  })
  write(meter, '[data-raised]', raised)
  write(meter, '[data-goal]', goal)
  write(meter, '[data-as-of]', fill(words.asOf, { date }))
  write(meter, '[data-gifts]', `${plural(words.language, words.gifts, campaign.giftCount)}, `)
  const scale = meter.querySelector('[role="meter"]')
  if (!scale) return
  const { scaleMinor } = meterGeometry(campaign)
  set(scale, {
    'aria-valuemax': scaleMinor,
    'aria-valuenow': Math.max(0, campaign.raisedMinor),
    'aria-valuetext': fill(words.raised, { raised, goal }),
  })
  draw(scale, campaign, money)
}

function draw(scale: Element, campaign: Campaign, money: (minor: number) => string): void {
  const { fillPercent, ticks } = meterGeometry(campaign)
  const isRtl = getComputedStyle(scale).direction === 'rtl'
  const bar = scale.querySelector('.meter-fill')
  if (bar) set(bar, { x: isRtl ? `${100 - fillPercent}%` : '0', width: `${fillPercent}%` })
  const drawn = scale.querySelectorAll('.meter-tick')
  ticks.forEach((tick, at) => {
    const x = `${isRtl ? 100 - tick.percent : tick.percent}%`
    const [line, label] = drawn[at]?.children ?? []
    if (!line || !label) return
    set(line, { x1: x, x2: x })
    set(label, { x, 'text-anchor': tick.anchor })
    label.textContent = tick.isLabelled ? money(tick.amountMinor) : ''
  })
}

function write(meter: Element, selector: string, text: string): void {
  const place = meter.querySelector(selector)
  if (place) place.textContent = text
}

function set(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
}
