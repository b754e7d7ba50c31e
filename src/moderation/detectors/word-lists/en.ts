/** English. Our own selection; measured in docs/moderation.md. */
import { terms, type WordList } from './word-list.js'

export const en: WordList = {
  language: 'en',
  slurs:
    terms(`nigger, niggers, niggerish, niglet, niglets, nignog, nig nog, sand nigger, sandnigger, sandniggers,
    kike, kikes, heeb, heebs, spic, spics, wetback, wetbacks, beaner, beaners, gook, gooks, chinks, chink,
    zipperhead, zipperheads, slant eyes, slanteyes, paki, pakis, raghead, ragheads, towelhead, towelheads,
    camel jockey, camel jockeys, camel fucker, camel fuckers, goat fucker, goat fuckers, goatfucker, goatfuckers,
    mudslime, mudslimes, muzzrat, muzzrats, jigaboo, jigaboos, porch monkey, porch monkeys, jungle bunny,
    jungle bunnies, pikey, pikeys, gyppo, gyppos, kaffir, kaffirs, faggot, faggots, fagot, fagots, trannies,
    jew media, jew press, jew banker, jew bankers, jew lobby, jew agenda, jew lies, jew world order, jew controlled,
    jew run, jew puppet, jew puppets, jew lover, jew lovers, jew boy, jew boys, jew rat, jew rats, jewed, judenschwein,
    shemale, shemales, buttfaggot, injun, injuns, yellow monkey, yellow monkeys, untermensch`),
  abuse:
    terms(`cunt, cunts, cuntface, asshole, assholes, arsehole, arseholes, ahole, bitch, bitches, biatch, bastard,
    bastards, wanker, wankers, twat, twats, dickhead, dickheads, dickwad, dipshit, dipshits, shithead, shitheads,
    shitbag, shitbags, motherfucker, motherfuckers, mother fucker, mofo, cocksucker, cocksuckers, cock sucker,
    fuckface, fuckwit, fuckwits, fuckhead, fucktard, fucktards, fucker, fuckers, scumbag, scumbags, scum, whore,
    whores, slut, sluts, retard, retards, retarded, libtard, libtards, tosser, tossers, bellend, knobhead, prick,
    pricks, asswipe, asswipes, asshat, asshats, dumbass, dumbasses, jackass, douchebag, douchebags, douche, fag, fags,
    tranny, nigga, niggas, son of a bitch, sons of bitches, piece of shit, pieces of shit, pile of shit,
    ignorant ass, stupid ass, dumb ass, sorry ass, fat ass, lying ass, racist ass, waste of oxygen, waste of skin,
    subhuman, vermin, inbred, cum dumpster, pedo, sick fuck, stupid fuck, dumb fuck, dumbfuck, ugly fuck, fat fuck`),
  insults:
    terms(`idiot, idiots, moron, morons, imbecile, imbeciles, loser, losers, dumb, stupid, moronic, idiotic,
    pathetic, disgusting, worthless, scumbag, degenerate, dunce, halfwit, nitwit, dimwit, simpleton, cretin, cretins,
    troll, liar, coward, ignoramus, clown, piece of trash, piece of garbage, piece of crap, creep, pervert, braindead,
    brain dead, crackhead, racist pig, pig, fool, disgrace, dirtbag, lowlife, trash, garbage, brainless`),
  orders:
    terms(`fuck off, piss off, eat shit, shut the fuck up, shut your fucking mouth, stfu, kys, go die, go to hell,
    suck my dick, suck my cock, suck my balls, suck a dick, eat a dick, kiss my ass, drop dead, burn in hell, rot in hell,
    die in a fire, sod off, bugger off, eff off, f off, get cancer, get raped`),
  outright:
    terms(`fuck you, fuck u, fuck ya, fuk you, fuk u, fck you, fuck yourself, fuck urself, screw you, kill yourself,
    kill urself, hang yourself, off yourself, neck yourself, shoot yourself, hope you die,
    hope u die, hope you get cancer, hope you get raped, hope someone rapes you, i will kill you, i will rape you,
    i ll kill you, ill kill you, i m gonna kill you, im gonna kill you, i m going to kill you, gonna beat your ass,
    shut up bitch, shut up you, fuck your mother, fuck your mom, fuck ur mom, your mom is a whore, damn you to hell`),
  harmless:
    terms(`chink in, chinks in, spic and span, kaffir lime, kaffir lily, fuck you up, fuck you over, bitch about,
    bitch at, bitch to, bitch of a, lucky bastard, lucky bastards, poor bastard, poor bastards, tough bastard,
    magnificent bastard, screw you over, screw you up, scum of, black bitch of, inbred line, shut up you guys,
    faggots and peas, troll farm, troll farms, son of a bitch of a, fool yourself, fool of, go to hell and back`),
  you: terms(
    'you, u, ya, yall, youre, ur, yourself, yourselves, urself, youse, yous, thou, thee, ye, yer',
  ),
  your: terms('your, yours'),
  breaks:
    terms(`he, she, they, him, her, them, his, their, theirs, it, who, whom, which, is, was, were, isn, wasn, not, never,
    aren, ain, hasn, has, that, those, these, some, every, all, against, about, by, from, and his, with`),
  glue: terms(`are, re, r, a, an, the, such, some, so, be, being, must, really, truly, just, sound, look, like, complete,
    total, absolute, utter, fucking, fuckin, bloody, damn, goddamn, freaking, frigging, stupid, dumb, little, pathetic,
    ignorant, miserable, crazy, sick, old, fat, ugly, lying, racist, brainwashed, big, biggest, real, typical, single,
    pure, obviously, clearly, still, also, seriously, one, bunch, of, s, m, people, guys, all, and, very, both,
    stinking, filthy, dirty, silly, arrogant, insufferable, disgusting, sad, worthless, useless, only, simply, what, of`),
  contempt: {
    groups:
      terms(`jew, jews, muslim, muslims, moslem, moslems, arab, arabs, hindus, sikhs, gypsy, gypsies, blacks,
      black people, asians, latinos, immigrant, immigrants, migrant, migrants, refugee, refugees, asylum seekers,
      foreigners, gays, gay people, homosexuals, lesbians, queers, trans people, transgenders, transsexuals,
      disabled people, autistics`),
    before:
      terms(`filthy, dirty, stinking, stinky, vile, evil, subhuman, disgusting, greedy, scheming, treacherous,
      lying, fucking, fuckin, goddamn, goddamned, rotten, worthless, thieving, verminous, parasitic, degenerate`),
    after:
      terms(`scum, vermin, filth, trash, parasites, cockroaches, rats, subhuman, subhumans, savages, swine,
      maggots, monkeys, apes, degenerates, a plague, a cancer, a disease`),
    are: terms('are, r, are all, are just, are nothing but, are like, are fucking'),
    told: terms(
      'say, says, said, saying, call, calls, called, calling, claim, claims, claimed, claiming, word, words, term, phrase, heard, read, wrote, tweeted, posted, shouted, shouting, yelled',
    ),
    denied: terms(
      'not, never, nobody, none, nothing, wrong, stop, why, if, who, unacceptable, think, thinks, thinking, believe, believes, believing',
    ),
    calls: terms(
      'kill all, kill all the, kill the, gas the, gas all, exterminate the, exterminate all, hang all, lynch the',
    ),
  },
}
