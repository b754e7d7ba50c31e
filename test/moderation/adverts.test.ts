import { describe, expect, test } from 'vitest'
import { judged, marked } from './cast.js'

describe('advertising', () => {
  test.each([
    [
      'en',
      'My neighbour makes $87 an hour working online from her kitchen, her last pay was $9,400. Start now: https://jobs.example.com/',
    ],
    [
      'en',
      'I earn 6,000 dollars a month with this simple online job. Visit this site ==> workfromanywhere9.com',
    ],
    ['en', 'Contact me on WhatsApp +44 7700 900123 and double your savings'],
    ['en', 'Guaranteed 300% profit in 24 hours, no risk, message me on Telegram @goldtrader_hq'],
    [
      'de',
      'Ich verdiene 80 Euro pro Stunde mit Heimarbeit, jetzt anmelden: https://geld.example.de/',
    ],
    [
      'es',
      'Gano 500 dólares por día trabajando desde casa, haz clic en https://dinero.example.com/',
    ],
    [
      'fr',
      'Je gagne 300 € par jour grâce au travail à domicile, cliquez ici https://argent.example.fr/',
    ],
    [
      'it',
      'Guadagno 200 euro al giorno con il lavoro da casa, clicca qui https://soldi.example.it/',
    ],
    ['pt', 'Eu ganho 900 reais por dia com renda extra, clique aqui https://renda.example.com.br/'],
    [
      'ru',
      'Я зарабатываю 5000 рублей в день, работа на дому, переходи по ссылке https://dengi.example.ru/',
    ],
    ['nl', 'Ik verdien 90 euro per uur vanuit huis, klik hier https://geld.example.nl/'],
    ['pl', 'Zarabiam 300 zł na godzinę, praca z domu, kliknij tutaj https://praca.example.pl/'],
    ['tr', 'Günde 900 TL kazanıyorum, ek gelir için tıklayın https://para.example.com/'],
    ['zh', '在家兼职日薪 500元, 加微信 12345678'],
  ])('%s: %s', (_language, text) => {
    expect(judged(text).reasons).toContain('advertising')
    expect(judged(text).outcome).toBe('hold')
  })

  test.each([
    'I earn 14 euros an hour in the bakery, and the rent alone is 900 a month.',
    'Nurses get $32 an hour here, see https://www.bls.gov/ooh/healthcare/registered-nurses.htm',
    'The council pays its lawyers £250 per hour! Who decided that?',
    'Working from home saved me two hours a day.',
    'The bank made 300% more profit this year, and who pays? https://www.reuters.com/business/',
    'My number is 12345678 if you found the cat.',
    'We organise the football on WhatsApp, ask at the pier.',
    'Signal and Telegram encrypt messages differently.',
    'Ich verdiene 2.400 Euro im Monat und zahle 900 Miete.',
    'Im Homeoffice arbeite ich mehr als im Büro, für 18 € pro Stunde.',
    'Gano 1.200 euros al mes y el alquiler son 800.',
    'Je gagne 12 € de l’heure, et le plein coûte 90 €.',
    'Guadagno 9 euro all’ora da cameriere.',
    'Зарплата у нас 30000 рублей в месяц, как жить?',
    'Click here is the worst text for a link.',
    'Bitcoin lost 20% in a week.',
    'Over 40% of the budget is guaranteed by the state.',
    'STOP!!!!!!!! This is madness!!!!!',
  ])('passes: %s', (text) => expect(judged(text).outcome).toBe('publish'))

  test('who tells what they earn passes alone, with a link and a call to act not', () => {
    const wage = 'I make $45 an hour as a plumber'
    expect(judged(`${wage}.`).outcome).toBe('publish')
    expect(judged(`${wage}, see https://plumbers.example.com/`).outcome).toBe('publish')
    expect(judged(`${wage}, click here: https://plumbers.example.com/`).outcome).toBe('hold')
  })
  test('is read through disguises, and points at the place', () => {
    expect(judged('I еаrn $97 аn hоur, stаrt nоw: https://jobs.example.com/').outcome).toBe('hold')
    expect(marked('Wow. She earns $97/hr, start now at jobs.example.com', 'advertising')).toEqual([
      '$97/hr',
      'start now',
    ])
  })
})
