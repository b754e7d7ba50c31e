/** Italian. Our own selection. */
import { terms, type WordList } from './word-list.js'

export const it: WordList = {
  language: 'it',
  slurs:
    terms(`frocio, froci, frocio di merda, froci di merda, ricchione, ricchioni, culattone, culattoni, terrone di merda,
    terroni di merda, negro di merda, negri di merda, sporco negro, sporchi negri, ebreo di merda, ebrei di merda,
    sporco ebreo, sporchi ebrei, zingaro di merda, zingari di merda, sporchi zingari, muso giallo, musi gialli,
    marocchino di merda, marocchini di merda, musulmano di merda, musulmani di merda, arabo di merda, negraccio, checca isterica`),
  abuse:
    terms(`stronzo, stronza, stronzi, stronze, coglione, coglioni, cogliona, pezzo di merda, pezzi di merda, figlio di puttana,
    figli di puttana, figlio di troia, puttana, puttane, troia, troie, zoccola, bastardo, bastarda, bastardi, testa di cazzo,
    teste di cazzo, faccia di merda, faccia di culo, rottinculo, bocchinara, mongoloide, mongoloidi, ritardato, ritardata,
    handicappato, merdaccia, feccia, minchione, succhiacazzi, pompinara, lurido, lurida, uomo di merda`),
  insults:
    terms(`idiota, idioti, cretino, cretina, cretini, imbecille, imbecilli, scemo, scema, scemi, deficiente, deficienti, ignorante,
    pagliaccio, buffone, fallito, fallita, patetico, patetica, stupido, stupida, stupidi, bugiardo, vigliacco, ridicolo, ridicola`),
  orders:
    terms(`vaffanculo, fanculo, affanculo, vai a fanculo, va a fanculo, andate a fanculo, vai a cagare, va a cagare, fottiti,
    ammazzati, crepa, devi morire, muori, impiccati, sparati, succhiamelo, chiudi quella cazzo di bocca, vai a morire`),
  outright:
    terms(`ti ammazzo, ti uccido, tua madre è una puttana, quella troia di tua madre, quella puttana di tua madre, spero che tu muoia,
    spero che muori`),
  harmless: terms('crepa nel, crepa nella'),
  you: terms('tu, te, ti, voi, vi, sei, siete'),
  your: terms('tuo, tua, tuoi, tue, vostro, vostra, vostri, vostre'),
  breaks: terms(
    `lui, lei, loro, sono, erano, non, mai, questo, questi, quello, quelli, quel, suo, sua, gli, chi, contro, da, per`,
  ),
  glue: terms(`sei, siete, un, una, uno, proprio, solo, davvero, grande, grandissimo, vero, povero, povera, brutto, brutta, piccolo, che,
    il, la, i, più, dei, degli, così, veramente, completo, totale, maledetto, cazzo, di, e, razza`),
  contempt: {
    groups:
      terms(`ebreo, ebrei, musulmano, musulmani, arabi, zingaro, zingari, rom, immigrato, immigrati, migranti,
      profughi, stranieri, omosessuali, lesbiche, gay, disabili`),
    before: terms('sporco, sporchi, lurido, luridi, maledetto, maledetti, schifoso, schifosi'),
    after: terms(
      'di merda, schifosi, feccia, spazzatura, parassiti, topi, scarafaggi, un cancro, una piaga',
    ),
    are: terms('sono, sono tutti, non sono che'),
    told: terms(
      'dice, dicono, disse, detto, dire, chiama, chiamano, chiamato, parola, parole, scritto, gridato, letto, sentito',
    ),
    denied: terms('non, mai, nessuno, se, chi, perché, falso, crede, credono, pensa, pensano'),
    calls: terms('morte agli, morte ai, uccidete gli, uccidete i'),
  },
}
