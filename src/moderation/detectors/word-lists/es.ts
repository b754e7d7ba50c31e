/** Spanish, of Spain and of the Americas. Our own selection. */
import { terms, type WordList } from './word-list.js'

export const es: WordList = {
  language: 'es',
  slurs:
    terms(`sudaca, sudacas, negrata, negratas, negro de mierda, negros de mierda, negra de mierda, moro de mierda,
    moros de mierda, puto moro, putos moros, puto negro, putos negros, judío de mierda, judíos de mierda, puto judío,
    putos judíos, gitano de mierda, gitanos de mierda, puto gitano, putos gitanos, indio de mierda, indios de mierda,
    panchito de mierda, panchitos de mierda, maricón de mierda, maricones de mierda, puto maricón, putos maricones,
    bolita de mierda, bolitas de mierda, sidoso, travelo, travelos, machupichu, sudaca de mierda, chino de mierda`),
  abuse:
    terms(`gilipollas, hijo de puta, hija de puta, hijos de puta, hijo de perra, hijueputa, hijoeputa, cabrón,
    cabrones, cabrona, malparido, malparida, malparidos, puta, putas, putita, zorra, maricón, maricones, marica, pendejo,
    pendeja, pendejos, pelotudo, pelotuda, pelotudos, subnormal, subnormales, mongólico, mongólica, retrasado, retrasada,
    retrasados, imbécil de mierda, mamón, mamones, soplapollas, comepollas, carapolla, basura humana, escoria, pedazo de mierda,
    puto amargado, cagón, gonorrea, conchudo, forro de mierda, capullo, capullos`),
  insults:
    terms(`idiota, idiotas, imbécil, imbéciles, estúpido, estúpida, estúpidos, tonto, tonta, tontos, cretino, cretinos,
    payaso, payasos, inútil, ignorante, mentiroso, cobarde, patético, patética, asqueroso, asquerosa, burro, fracasado, basura`),
  orders:
    terms(`vete a la mierda, váyanse a la mierda, vete al carajo, vete a tomar por culo, a tomar por culo, que te den,
    que te jodan, que te follen, que os jodan, jódete, púdrete, muérete, mátate, suicídate, cállate la puta boca, chúpamela,
    chupamela, chinga tu madre, chingas a tu madre, come mierda, andá a cagar, andate a la mierda, vete al infierno`),
  outright:
    terms(`la concha de tu madre, concha de tu madre, la puta que te parió, me cago en tu madre, me cago en tus muertos,
    me cago en tu puta madre, te voy a matar, ojalá te mueras, ojalá te maten, tu puta madre, tu madre es una puta`),
  harmless: terms('de puta madre'),
  you: terms('tú, tu, te, ti, usted, ustedes, vos, vosotros, eres, sois, os, sos, contigo'),
  your: terms('tus, vuestro, vuestra, vuestros, tuyo'),
  breaks: terms(
    `ella, ellos, ellas, era, eran, este, ese, esa, esos, estos, estas, les, no, nunca, su, sus, quien, contra, sobre, por`,
  ),
  glue: terms(`eres, sois, un, una, unos, unas, el, la, más, tan, muy, puto, puta, pedazo, de, gran, grandísimo, completo, pobre, tremendo,
    maldito, maldita, que, verdadero, auténtico, y, además, solo, bien, es, son, un, qué, sos, está, estás`),
  contempt: {
    groups:
      terms(`judío, judíos, judía, judías, musulmán, musulmanes, árabes, negro, negros, gitano, gitanos,
      inmigrante, inmigrantes, refugiados, extranjeros, homosexuales, lesbianas, gays, discapacitados`),
    before: terms(
      'puto, putos, putas, sucio, sucios, asqueroso, asquerosos, maldito, malditos, mierda de, escoria de',
    ),
    after: terms(
      'de mierda, asquerosos, escoria, basura, ratas, parásitos, cucarachas, una plaga, un cáncer',
    ),
    are: terms('son, son todos, no son más que'),
    told: terms(
      'dice, dicen, dijo, decir, llama, llaman, llamó, llamar, palabra, palabras, escribió, gritó, leído, oído',
    ),
    denied: terms(
      'no, nunca, jamás, nadie, ningún, si, quien, quién, falso, cree, creen, creer, piensa, piensan',
    ),
    calls: terms('maten a los, muerte a los, matad a los'),
  },
}
