/** German. Our own selection. */
import { terms, type WordList } from './word-list.js'

export const de: WordList = {
  language: 'de',
  slurs:
    terms(`kanake, kanaken, kanacke, kanacken, neger, negern, nigger, judensau, judensäue, saujude, saujuden,
    judenschwein, judenschweine, drecksjude, drecksjuden, schlitzauge, schlitzaugen, ziegenficker, eselficker,
    drecksausländer, scheißausländer, scheiss ausländer, scheiß ausländer, dreckstürke, dreckstürken, scheißtürke,
    scheißtürken, scheiß türken, scheiss türken, schwuchtel, schwuchteln, drecksschwuchtel, polacken, mohammedanerpack,
    musel, muselpack, asylantenpack, negerpack, untermenschen, drecksmoslems, zigeunerpack, kümmeltürke, kümmeltürken`),
  abuse:
    terms(`arschloch, arschlöcher, arschgeige, arschgesicht, wichser, hurensohn, hurensöhne, fotze, fotzen, missgeburt,
    missgeburten, schlampe, schlampen, drecksau, drecksäue, drecksack, dreckschwein, dreckschweine, drecksschwein,
    vollidiot, vollidioten, spast, spasten, spasti, spastis, bastard, bastarde, nutte, nutten, hure, pisser, abschaum,
    ungeziefer, dreckspack, scheißkerl, mistkerl, miststück, schwanzlutscher, volltrottel, vollpfosten, stück scheiße,
    stück dreck, behinderter, hirntoter, untermensch, schwachsinniger, drecksnazi, mongo`),
  insults:
    terms(`idiot, idioten, trottel, depp, deppen, dummkopf, schwachkopf, dumm, dämlich, blöd, strohdumm, penner,
    versager, lügner, feigling, schwein, idiotisch, armselig, erbärmlich, bekloppt, hirnlos, lächerlich, clown`),
  orders:
    terms(`halt die fresse, haltet die fresse, halt dein maul, halt deine fresse, halts maul, halt s maul,
    halt das maul, haltet das maul, verreck, verrecke, verpiss dich, verpisst euch, geh sterben, fresse halten, maul halten`),
  outright:
    terms(`fick dich, fickt euch, fick deine mutter, bring dich um, häng dich auf, erschieß dich, leck mich am arsch,
    ich bring dich um, ich mach dich kalt, hoffentlich stirbst du, deine mutter ist eine hure`),
  harmless: terms('neger kalle'),
  you: terms('du, dich, dir, ihr, euch, bist, seid, biste'),
  your: terms('dein, deine, deiner, deinem, deinen, euer, eure, eurer, eurem, euren'),
  breaks: terms(
    `er, sie, es, ist, war, sind, waren, nicht, nichts, kein, keine, keiner, ihm, ihn, ihnen, sein, seine, dieser, diese, über, gegen, von`,
  ),
  glue: terms(`bist, seid, ein, eine, einer, so, echt, wirklich, einfach, nur, der, die, das, größte, grösste, total, absolut,
    verdammter, verdammte, kleiner, kleine, dummer, dumme, blöder, blöde, dreckiger, doch, ja, auch, mal, was, für, dumm,
    wie, ganz, schön, selten, hässlicher, fetter, alter, alte, elender, elende, armer, arme, und, zu, völlig`),
  contempt: {
    groups:
      terms(`jude, juden, muslim, muslime, muslimen, moslem, moslems, araber, zigeuner, schwarze, schwarzen,
      schwule, schwulen, lesben, homosexuelle, homosexuellen, flüchtlinge, flüchtlingen, migranten, ausländer,
      asylanten, asylbewerber, behinderte, behinderten`),
    before:
      terms(`dreckige, dreckigen, dreckiger, verlogene, verlogenen, stinkende, stinkenden, gierige, gierigen,
      verdammte, verdammten, scheiß, scheiss, elende, elenden, widerliche, widerlichen, hinterhältige, verfluchte`),
    after: terms(
      'abschaum, ungeziefer, gesindel, parasiten, ratten, dreck, untermenschen, schmarotzer, eine plage, eine seuche',
    ),
    are: terms('sind, sind alle, sind nur, sind nichts als, sind doch, sind wie'),
    told: terms(
      'sagt, sagen, sagte, nennt, nennen, nannte, behauptet, behaupten, wort, wörter, schrieb, rief, rufen, gehört, gelesen',
    ),
    denied: terms(
      'nicht, nie, niemals, niemand, kein, keine, keiner, wer, wenn, warum, falsch, glaubt, glauben, denkt, denken',
    ),
    calls: terms('tötet alle, vergast die, vergast alle, erschießt die, erschießt alle, hängt die'),
  },
}
