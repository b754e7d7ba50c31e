/** Portuguese, of Portugal and of Brazil. Our own selection. */
import { terms, type WordList } from './word-list.js'

export const pt: WordList = {
  language: 'pt',
  slurs:
    terms(`preto de merda, pretos de merda, preta de merda, negro de merda, negros de merda, negra de merda, preto imundo,
    preto fedido, macaco de merda, traveco, travecos, viado de merda, viados de merda, viado do caralho, bicha de merda, judeu de merda,
    judeus de merda, nordestino de merda, nordestinos de merda, paraíba de merda, cigano de merda, ciganos de merda, boiola,
    boiolas, baitola, baitolas, sapatona de merda, índio de merda, monhé, monhés, zuca de merda, brasuca de merda`),
  abuse:
    terms(`filho da puta, filha da puta, filhos da puta, filho de uma puta, fdp, arrombado, arrombada, arrombados, vagabundo,
    vagabunda, vagabundos, puta, putas, piranha, desgraçado, desgraçada, desgraçados, babaca, babacas, escroto, escrota,
    otário, otária, otários, corno, cornos, cuzão, cuzões, pau no cu, merda de gente, seu merda, seus merdas, monte de merda,
    pedaço de merda, retardado, retardada, retardados, mongolóide, viado, viados, cabrão, cabrões, paneleiro, paneleiros,
    verme, vermes, escória, lixo humano, vadia, vadias, broxa, trouxa`),
  insults:
    terms(`idiota, idiotas, imbecil, imbecis, burro, burra, burros, estúpido, estúpida, cretino, cretina, palhaço, ignorante,
    mentiroso, covarde, patético, patética, nojento, nojenta, ridículo, ridícula, lixo, fracassado, inútil, jumento`),
  orders:
    terms(`vai se foder, vai te foder, vai se fuder, vai te fuder, vão se foder, vai tomar no cu, vai tomar no cú, vá tomar no cu, vtnc, vtmnc,
    vai à merda, vai a merda, vai pra puta que pariu, vai para o caralho, vai pro caralho, cala a boca, cala essa boca,
    se mata, se fode, foda se você, chupa meu pau, vai morrer, morra, vai pro inferno, tomar no cu`),
  outright:
    terms(`seu merda, seu filho da puta, sua puta, seu idiota, sua idiota, seu imbecil, seu babaca, seu otário, seu lixo,
    sua vagabunda, seu arrombado, seu viado, vou te matar, puta que te pariu, espero que você morra, tomara que você morra`),
  harmless: terms('cala a boca já morreu, puta que pariu'),
  you: terms('você, vocês, vc, vcs, tu, te, ti, és, sois, contigo'),
  your: terms('teu, tua, teus, tuas, vosso, vossa'),
  breaks: terms(
    `ele, ela, eles, elas, era, eram, este, esse, essa, esses, lhe, não, nunca, quem, contra, sobre, por, dele, dela, no, na`,
  ),
  glue: terms(`é, és, são, um, uma, uns, o, a, muito, mesmo, só, tão, grande, bem, completo, verdadeiro, pobre, seu, sua, mais, que, de,
    e, pedaço, ser, deve, realmente, totalmente, puta, maldito`),
}
