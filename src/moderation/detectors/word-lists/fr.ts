/** French. Our own selection. "con" alone is Spanish for "with", so it stands in phrases only. */
import { terms, type WordList } from './word-list.js'

export const fr: WordList = {
  language: 'fr',
  slurs:
    terms(`bougnoule, bougnoules, bougnoul, bougnouls, youpin, youpins, youpine, bicots, bamboula, bamboulas,
    sale nègre, sales nègres, sale négro, sales négros, sale arabe, sales arabes, sale juif, sales juifs, sale feuj,
    sale noir, sales noirs, sale bicot, crouille, crouilles, chinetoque, chinetoques, niakoué, niakoués, sale pédé,
    sales pédés, tarlouze, tarlouzes, tafiole, tafioles, gouine, gouines, sale gouine, sale gitan, sales gitans`),
  abuse:
    terms(`connard, connards, conard, conards, connasse, connasses, salope, salopes, salaud, salauds, enculé, enculés,
    enculée, fils de pute, fils de putes, fille de pute, pute, putes, pouffiasse, raclure, sous merde,
    sous merdes, merdeux, trou du cul, trous du cul, tête de con, gros con, sale con, pauvre con, gros cons, pauvres cons,
    sale conne, pauvre conne, grosse conne, sombre crétin, pédé, pédale, tapette, mongol, mongole, mongolien, abruti de,
    sale porc, gros porc, grosse vache, dégénéré, dégénérée, batard, bâtards, ntm`),
  insults:
    terms(`idiot, idiote, idiots, imbécile, imbéciles, crétin, crétins, crétine, abruti, abrutis, abrutie, débile, débiles,
    con, conne, cons, stupide, stupides, ordure, bouffon, bouffons, minable, minables, menteur, lâche, clown, taré, tarée, tarés, pathétique`),
  orders:
    terms(`ta gueule, vos gueules, ferme ta gueule, fermez vos gueules, ferme la, va te faire foutre, allez vous faire foutre,
    va te faire enculer, va te faire mettre, va crever, crève, va mourir, casse toi pauvre, suce ma bite, va chier, allez chier`),
  outright:
    terms(`nique ta mère, nique ta race, tue toi, suicide toi, pends toi, je vais te tuer, je te crève, espèce de con,
    espèce de conne, espèce de merde, t es con, t es qu un con, va te pendre, va te suicider`),
  harmless: terms('crève coeur, crève la faim, con te, pute à clic, putes à clic'),
  you: terms('tu, toi, te, t, vous, êtes, es'),
  your: terms('ton, ta, tes, votre, vos'),
  breaks:
    terms(`il, elle, ils, elles, on, est, sont, était, lui, leur, eux, ce, ces, cet, cette, qui, pas, jamais, son, sa, ses,
    contre, sur, par, avec`),
  glue: terms(`es, êtes, un, une, de, des, vraiment, qu, que, si, tellement, trop, complètement, gros, grosse, sale, pauvre, petit,
    petite, vieux, vieille, bien, le, la, les, plus, bande, espèce, sacré, parfait, juste, ne, n, d, l, aussi, quand, même, et`),
  contempt: {
    groups:
      terms(`juif, juifs, juive, juives, musulman, musulmans, arabe, arabes, noir, noirs, gitan, gitans, roms,
      migrant, migrants, réfugiés, étrangers, homosexuels, lesbiennes, gays, handicapés`),
    before: terms('sale, sales, putain de, saloperie de, saloperies de, salauds de, ordures de'),
    after: terms(
      'vermine, racaille, parasites, cafards, rats, ordures, pourriture, une plaie, une vermine, un cancer, des rats, des parasites, des cafards',
    ),
    are: terms('sont, sont tous, ne sont que'),
    told: terms(
      'dit, disent, disait, appelle, appellent, appelé, traite, traité, traiter, mot, mots, écrit, crie, crié, lu, entendu',
    ),
    denied: terms(
      'pas, jamais, personne, aucun, si, qui, pourquoi, faux, croire, croit, croient, pense, pensent',
    ),
    calls: terms('tuez les, mort aux, gazez les, brûlez les'),
  },
}
