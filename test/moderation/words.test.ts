import { describe, expect, test } from 'vitest'
import { AIM_WORDS_AFTER, AIM_WORDS_BEFORE } from '../../src/moderation/detectors/words.js'
import { judged, marked } from './cast.js'

describe('abuse aimed at somebody in the conversation', () => {
  test.each([
    'You are such a dumb cunt',
    'You must like it up your arse to be such dumb cunt.',
    'what an asshole you are',
    'Scumbags like you should be quiet',
    'Why don’t you fuck off and go live with Putin?',
    'Fuck off.',
    'oh please just fuck off',
    'kill yourself',
    'You are an idiot',
    "you're such a complete moron",
    'Idiots like you voted for this',
    'y0u are a b1tch',
    'you f*cking c*nt',
    'you are a c u n t',
    'you are a cuuuuunt',
    'yоu сunt', // Cyrillic о and с
    'Du bist so ein Arschloch',
    'Halt die Fresse!',
    "T'es vraiment un gros con",
    'Ta gueule',
    'Eres un hijo de puta',
    'Vete a la mierda',
    'Sei proprio uno stronzo',
    'Você é um babaca',
    'Vocês são uns filhos da puta',
    'Usted es un cabrón',
    'Du bist der größte Wichser hier',
    'Ты просто мудак',
    'Иди нахуй',
  ])('%j is held', (text) => {
    expect(judged(text).reasons).toEqual(['abuse-of-person'])
    expect(judged(text).outcome).toBe('hold')
  })
})

describe('contempt for groups of people', () => {
  test.each([
    'It is always those filthy Muslims',
    'The lying Jew media will not tell you',
    'Immigrants are vermin.',
    'Migrants are nothing but parasites',
    'I cannot stand these stinking gypsies any more',
    'Gas the Jews!',
    'oh just kill all the refugees',
    'f1lthy j3ws everywhere',
    'Flüchtlinge sind Ungeziefer',
    'Diese dreckigen Juden',
    'Sales arabes',
    'Putos inmigrantes',
    'Sporchi zingari',
  ])('%j is held', (text) => {
    const { outcome, reasons } = judged(text)
    expect(reasons.some((reason) => reason === 'abuse-of-group' || reason === 'slur')).toBe(true)
    expect(outcome).toBe('hold')
  })

  test.each([
    'Muslims, Jews and Christians have lived here for centuries',
    'I never said that immigrants are scum.',
    'Nobody should think that migrants are parasites',
    'They call us filthy gypsies to this day',
    'The poster said “immigrants are vermin”, and it hangs there still',
    'The lying Russians and the greedy Americans deserve each other',
    'ISIS said that it would kill all Christians',
    'The militia wants to kill all Muslims in the valley',
    'Niemand glaubt, dass Flüchtlinge Ungeziefer sind',
    'Evil Islam critics? There are refugees in our street and they are fine',
  ])('%j is published', (text) => {
    expect(judged(text).outcome).toBe('publish')
  })
})

describe('opinion, crude or not', () => {
  test.each([
    'I find it amazing that Le Drian is such a lying cunt. I thought the French had some skill at diplomacy.',
    'The guy is an insignificant little turd, probably an alcoholic too.',
    'Ha ha ha, clown asswipes representing vassals of the Empire.',
    "well, ask the average member. you don't know shit.",
    'What frickin planet is this idiot living on?',
    'in spanish: estúpido franchute',
    'You know he is a cunt',
    'Your president is an asshole',
    'They told the minister to fuck off',
    'This is fucking stupid, the bastards lied again',
    'These idiots in parliament should resign, you will see',
    'you are not an idiot',
    'If you ask me, it is the government that is the moron here',
    'Russia and the USA can both go to hell',
    'France is a US vassal and the Jews, Arabs and Russians all know it',
    'You are right, those U.S. bastards did it',
    'There is a chink in the armour, and the place was spic and span',
    'In Scunthorpe and Penistone you can shiitake your time, class assassin Dick Hitchcock',
    'le ton de ce con, tu comprends',
    'Te lo digo con cariño, tu idea con ellos no va',
    'Die Polizei fand bei dir nichts, der Wichser war schon weg',
    'Это просто идиоты в парламенте',
    'I scored 455 and 5h17 points, you a$k why',
  ])('%j publishes', (text) => expect(judged(text).outcome).toBe('publish'))
})

describe('slurs', () => {
  test.each([
    'They are all kikes',
    'n1gger',
    'f a g g o t s',
    'Kanaken raus',
    'sale juif',
    'жиды',
    'NIGGGERS',
  ])('%j is held wherever it stands', (text) => {
    expect(judged(text).reasons).toEqual(['slur'])
    expect(judged(text).outcome).toBe('hold')
  })
  test('names of groups are no slurs', () =>
    expect(
      judged('Jews, Muslims, gays, lesbians, Black people, gypsies, Turks, Blacks and Arabs')
        .reasons,
    ).toEqual([]))
})

describe('limits', () => {
  const between = (words: number) => `you ${'very '.repeat(words)}cunt`
  test(`a term counts up to ${AIM_WORDS_BEFORE} words after "you"`, () => {
    expect(judged(between(AIM_WORDS_BEFORE - 1)).outcome).toBe('hold')
    expect(judged(between(AIM_WORDS_BEFORE)).outcome).toBe('publish')
  })
  const ahead = (words: number) => `cunts ${'very '.repeat(words)}you`
  test(`and up to ${AIM_WORDS_AFTER} words before it`, () => {
    expect(judged(ahead(AIM_WORDS_AFTER - 1)).outcome).toBe('hold')
    expect(judged(ahead(AIM_WORDS_AFTER)).outcome).toBe('publish')
  })
  test('but never across the end of a sentence', () => {
    expect(judged('I agree with you. Bastards!').outcome).toBe('publish')
    expect(judged('I agree with you\nBastards').outcome).toBe('publish')
  })
  test('quoted abuse is told to staff and not held by itself', () => {
    const told = judged('He answered "you are a cunt" and left')
    expect(told.reasons).toEqual(['abuse-of-person'])
    expect(told.outcome).toBe('publish')
    expect(judged('The screen is 5" and you are a cunt').outcome).toBe('hold')
  })
})

describe('evidence', () => {
  test('points at the words in the original', () => {
    expect(marked('Oh, you CÜ\u200bNT, you complete B A S T A R D!', 'abuse-of-person')).toEqual([
      'CÜ\u200bNT',
      'B A S T A R D',
    ])
  })
  test('names words and language, once each', () => {
    const signal = judged('Du Arschloch! Ja du, du Arschloch!').signals[0]
    expect(signal?.evidence).toEqual({ words: ['arschloch'], language: 'de' })
    expect(signal?.spans).toHaveLength(2)
  })
})
