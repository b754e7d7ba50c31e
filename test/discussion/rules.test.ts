import { describe, expect, it } from 'vitest'
import {
  effectiveRules,
  isClosedAt,
  NOTHING_SAID,
  type RuleValues,
  type Said,
  withoutLevel,
} from '../../src/discussion/rules.js'

const published = new Date('2026-11-01T08:00:00Z')
const said = (levels: {
  thread?: Partial<RuleValues>
  section?: Partial<RuleValues>
  site?: Partial<RuleValues>
  closesAt?: Date
  publishedAt?: Date | null
}): Said => ({
  thread: { ...NOTHING_SAID, ...levels.thread },
  section: { ...NOTHING_SAID, ...levels.section },
  site: { ...NOTHING_SAID, ...levels.site },
  closesAt: levels.closesAt ?? null,
  publishedAt: levels.publishedAt === undefined ? published : levels.publishedAt,
})
const rules = (levels: Parameters<typeof said>[0], closeDays = 0) =>
  effectiveRules(said(levels), { closeDays })

describe('the rules of a discussion', () => {
  it('are those of the program where nobody says anything', () => {
    expect(rules({})).toEqual({
      isClosed: { value: false, from: 'default' },
      closeDays: { value: 0, from: 'default' },
      closesAt: { value: null, from: 'default' },
      membersOnly: { value: false, from: 'default' },
      slowSeconds: { value: 0, from: 'default' },
      mode: { value: 'discussion', from: 'default' },
    })
  })

  const values = {
    is_closed: ['isClosed', true, false],
    members_only: ['membersOnly', true, false],
    slow_seconds: ['slowSeconds', 30, 0],
    close_days: ['closeDays', 14, 0],
    mode: ['mode', 'questions', 'discussion'],
  } as const
  it.each(Object.entries(values))(
    '%s: the thread before the section before the site, also where it says no',
    (column, [key, some, none]) => {
      const site = { [column]: some }
      expect(rules({ site })[key]).toEqual({ value: some, from: 'site' })
      expect(rules({ section: { [column]: none }, site })[key]).toEqual({
        value: none,
        from: 'section',
      })
      expect(rules({ thread: { [column]: some }, section: { [column]: none }, site })[key]).toEqual(
        { value: some, from: 'thread' },
      )
    },
  )

  it('close a discussion so many days after its article, to the millisecond', () => {
    const own = rules({ section: { close_days: 2 } }, 30)
    expect(own.closesAt).toEqual({ value: new Date('2026-11-03T08:00:00Z'), from: 'section' })
    expect(isClosedAt(own, new Date('2026-11-03T07:59:59.999Z'))).toBe(false)
    expect(isClosedAt(own, new Date('2026-11-03T08:00:00Z'))).toBe(true)
  })

  it('take the setting of the program for days where no level says any', () => {
    expect(rules({}, 30).closesAt).toEqual({
      value: new Date('2026-12-01T08:00:00Z'),
      from: 'default',
    })
    expect(rules({ thread: { close_days: 0 } }, 30).closesAt).toEqual({
      value: null,
      from: 'thread',
    })
  })

  it('close by the own time of a thread whatever its days say', () => {
    const closesAt = new Date('2027-01-01T00:00:00Z')
    expect(rules({ thread: { close_days: 1 }, closesAt }).closesAt).toEqual({
      value: closesAt,
      from: 'thread',
    })
  })

  it('close nothing by days whose publication is not known', () => {
    expect(rules({ site: { close_days: 1 }, publishedAt: null }).closesAt.value).toBe(null)
  })

  it('keep a thread open in a closed section when it says so itself, and close it at once when told', () => {
    const open = rules({ thread: { is_closed: false }, section: { is_closed: true } })
    expect(isClosedAt(open, published)).toBe(false)
    expect(isClosedAt(rules({ section: { is_closed: true } }), published)).toBe(true)
  })

  it('tell what would hold without a level, and without all that are nearer', () => {
    const all = said({
      thread: { slow_seconds: 1 },
      section: { slow_seconds: 2 },
      site: { slow_seconds: 3 },
      closesAt: published,
    })
    const without = (level: 'thread' | 'section' | 'site') =>
      effectiveRules(withoutLevel(all, level), { closeDays: 0 })
    expect(without('thread').slowSeconds).toEqual({ value: 2, from: 'section' })
    expect(without('section').slowSeconds).toEqual({ value: 3, from: 'site' })
    expect(without('site').slowSeconds).toEqual({ value: 0, from: 'default' })
    expect(without('thread').closesAt.value).toBe(null)
  })
})
