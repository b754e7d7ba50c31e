/**
 * Classes of words that the model sees beside the words themselves, so that what it learns of one group of people,
 * one insult or one negation holds for all of them.
 *
 * The lists are part of the model: weights are trained with them, and a changed word needs new weights.
 */
import { fold } from '../../core/fold.js'
import { plainWordHash } from './hashing.js'

/** What a word is to the model; a word is in one class at most. */
export const CLASS = {
  none: 0,
  identity: 1,
  you: 2,
  not: 3,
  violence: 4,
  bad: 5,
  slur: 6,
  self: 7,
  they: 8,
  speech: 9,
  good: 10,
  must: 11,
  be: 12,
  all: 13,
  profane: 14,
  role: 15,
  hate: 16,
  sexual: 17,
  link: 18,
  domain: 19,
  away: 20,
} as const

const LISTS: readonly [number, string][] = [
  [
    CLASS.identity,
    `woman women girl girls female females lady ladies wife wives mothers man men male males boys husbands gay
    gays lesbian lesbians homosexual homosexuals homosexuality queer queers bisexual bisexuals bi trans
    transgender transgenders transsexual transsexuals nonbinary intersex lgbt lgbtq lgbtqia drag black blacks
    white whites brown asian asians chinese japanese korean koreans vietnamese filipino filipinos thai indian
    indians pakistani pakistanis bangladeshi bangladeshis african africans hispanic hispanics latino latinos
    latina latinas latinx mexican mexicans cuban cubans puerto arab arabs arabic persian persians kurd kurds
    kurdish turk turks turkish russian russians ukrainian ukrainians american americans british briton britons
    english french frenchmen german germans italian italians spanish spaniards spaniard portuguese polish poles
    pole romanian romanians bulgarian bulgarians albanian albanians serb serbs serbian croats greek greeks
    hungarian hungarians czech czechs irish scottish scots welsh dutch belgian belgians swedish swedes danish
    danes norwegian norwegians finns jew jews jewish judaism muslim muslims moslem moslems islamic islam
    christian christians christianity catholic catholics protestants evangelicals orthodox hindu hindus hinduism
    sikh sikhs buddhist buddhists atheist atheists atheism mormon mormons pagans israeli israelis palestinian
    palestinians syrian syrians iraqi iraqis iranian iranians afghan afghans lebanese egyptian egyptians
    moroccan moroccans algerian algerians tunisian tunisians libyans yemenis saudis somali somalis nigerian
    nigerians ethiopian ethiopians eritrean eritreans kenyan kenyans ghanaian ghanaians sudanese congolese
    haitian haitians jamaican jamaicans brazilian brazilians venezuelan venezuelans colombian colombians
    immigrant immigrants migrant migrants refugee refugees foreigner foreigners asylum seekers newcomers expats
    disabled disability disabilities handicapped autistic autism deaf blind wheelchair paralysed paralyzed
    epileptic dwarfs amputees downs gypsy gypsies roma sinti romani travellers elderly seniors pensioners old
    boomers boomer millennials teenagers overweight obese fat homeless poor feminist feminists minority
    minorities natives native indigenous aboriginal aborigines aboriginals inuit maori hijab hijabs mosque
    mosques synagogue synagogues frauen frau weiber madchen manner mann schwule schwuler schwulen lesben lesbe
    lesbische homosexuelle homosexuellen transfrauen transmenschen transsexuelle juden jude judin judische
    muslime muslimen muslima christen christ katholiken protestanten buddhisten atheisten auslander auslanderin
    fluchtling fluchtlinge fluchtlingen gefluchtete gefluchteten migranten migrantinnen einwanderer asylbewerber
    asylanten asylant zuwanderer turken turke turkische araber arabische afrikaner afghanen syrer iraker iraner
    russen ukrainer polen rumanen bulgaren albaner serben italiener griechen franzosen amerikaner chinesen
    deutsche deutschen schwarze schwarzen schwarzer weisse weissen behinderte behinderten behinderter
    rollstuhlfahrer autisten gehorlose blinde senioren rentner alte dicke zigeuner feministinnen obdachlose
    ossis wessis femmes femme juifs juif juives musulmans musulman musulmane arabes arabe noirs noir immigres
    immigre refugies homosexuels handicapes etrangers mujeres mujer judios judio musulmanes negros inmigrantes
    gitanos gitano homosexuales extranjeros donne donna ebrei ebreo musulmani neri immigrati zingari omosessuali
    stranieri mulheres mulher judeus muculmanos pretos imigrantes ciganos homossexuais estrangeiros женщины
    евреи мусульмане чеченцы кавказцы мигранты геи`,
  ],
  [
    CLASS.you,
    `you u ya yall youre ur your yours yourself yourselves yo thou du dich dir dein deine deiner deinen ihr euch
    eure tu te toi vous ton ta tes votre usted tus voce ти ты вы тебя тебе вас urself youve youll youd`,
  ],
  [
    CLASS.not,
    `not no never dont isnt arent aint wasnt werent cant cannot couldnt wont doesnt didnt shouldnt wouldnt havent
    hasnt nobody none without neither nor nothing hardly stop quit refuse against kein keine keiner keinen nicht
    nie niemand ohne gegen pas jamais non ni nunca jamas nao не нет никогда`,
  ],
  [
    CLASS.violence,
    `kill killed kills killing murder murdered murdering shoot shot shooting hang hanged hanging hung burn burned
    burnt burning stab stabbed stabbing rape raped raping beat beaten beating die dies dying death dead
    exterminate exterminated eradicate eradicated execute executed lynch lynched gas gassed bomb bombed bombing
    destroy destroyed slaughter slaughtered choke choked strangle strangled behead beheaded drown drowned smash
    smashed punch punched kick kicked attack attacked attacking hurt hit slap slapped torture tortured crush
    crushed annihilate bullet noose gallows wipe wiped firebomb acid purge purged genocide holocaust whip
    whipped cull tote toten umbringen erschiessen aufhangen vergasen verbrennen abknallen schlagen verprugeln
    sterben tot tod verrecken vernichten tuer mourir matar morir uccidere morire matem убить сдохни stabbings
    strangling bludgeon bullets bombs gun guns knife knives axe rope lynching gassing ovens crematorium mutilate
    decapitate guillotine shank thrash beatings flogged flog stoned stoning whipping annihilated massacre
    massacred massacres slay slain shotgun machete explode exploded suicide kys mato matam morra morrer morre
    estuprar estupro mate muera mueran violar violer crever creve tuez buter ammazzare ammazza crepa muori
    stuprare abstechen abschlachten erstechen erschlagen verrecke krepieren aufknupfen anzunden убей убивать
    сдохнуть смерть 죽어 죽여 죽이 뒤져 살해`,
  ],
  [
    CLASS.bad,
    `stupid idiot idiots idiotic moron morons moronic dumb fool fools foolish trash garbage rubbish scum scumbag
    vermin filth filthy disgusting disgust gross repulsive revolting vile pathetic worthless useless loser
    losers liar liars clown clowns ugly evil inferior subhuman subhumans animal animals beasts pig pigs dog dogs
    rat rats cockroach cockroaches insects maggots leeches leech monkeys monkey apes ape snakes parasites
    parasite disease diseased sick cancer plague virus poison toxic criminal criminals rapist rapists terrorist
    terrorists thief thieves savage savages barbaric barbarians primitive uncivilised uncivilized dirty smelly
    stink stinks stinking lazy greedy dishonest deceitful cowardly coward cowards imbecile imbeciles cretin
    cretins halfwit brainless braindead mindless ignorant degenerate degenerates deviant deviants perverts
    pervert pervy pedophiles pedophile paedophiles groomers abnormal unnatural abomination mistake freak freaks
    creepy creep creeps crazy insane mental psycho lunatic lunatics nuts deranged hysterical demon demons devil
    devils monsters monster invaders invasion infestation burden leeching scroungers waste failure failures
    disgrace shameful weak pest pests fraud frauds crook crooks corrupt incompetent arrogant annoying nasty
    awful terrible horrible worst ridiculous silly hypocrite hypocrites nazi nazis fascist fascists bigot bigots
    racist racists traitor traitors scam dumbass retarded spastic mongrel mongrels swine parasitic backward
    violent dangerous troll trolls nutjob wacko airhead bimbo dumm dummkopf idioten blod blode bloder dreck
    dreckig abschaum gesindel pack ungeziefer parasiten schmarotzer ratten schwein schweine affen tiere
    verbrecher kriminelle vergewaltiger terroristen lugner verrater versager ekelhaft widerlich eklig krank
    gestort hirnlos primitiv faul minderwertig untermenschen spinner trottel deppen depp volltrottel penner sale
    ordure voleurs basura ratas criminales ladrones feccia ladri lixo ladroes твари мрази свиньи abusive
    aggressive appalling atrocious beastly bitter bogus boring brainwashed broken bully bullies butt buffoon
    careless cheat cheats cheating childish clueless contemptible cringe crooked cruel cunning cursed damaged
    defective delusional dense depraved despicable detestable dimwit dimwits dirt dirtbag dirtbags dirtiest
    dishonorable disloyal disrespectful dope dopes dork dreadful drunk drunks egotistical enemy enemies envious
    failing fake fakes feral foul fraudulent freeloaders gang gangs goat goats gullible heartless hideous
    hopeless horrid hostile idiocy ill illness immature immoral impure inbred incapable incestuous inhuman
    inhumane insect insufferable intolerant invader irrational jerk jerks joke joker junkie junkies knob lame
    lice lies lowlife lowlifes lying maggot manipulative mean meaningless menace messed miserable mob mock
    monstrous mosquito murderer murderers murderous needy nightmare nonsense nuisance numbskull nutcase
    obnoxious offensive oppressive outrageous pedo pedos perverse perverted pimp pimps pitiful plebs pointless
    predators predator problem problems psychopath psychopaths pukes rabble rancid repugnant reptiles revolt rot
    rotten rude ruin ruined ruining rapey sad sadist scary screwed scoundrel scoundrels selfish senseless shady
    shallow sheep simpleton sinful sinister sinners skunk slave slaves slimy sloppy slob slobs sluggish snakeoil
    sneaky snob snobs snowflake snowflakes soulless spineless spoiled stain stale steal stealing stolen suck
    sucks sucked tasteless terrorism thick thug thugs tragic traitorous trashy treacherous tyrant tyrants
    unbearable unclean undesirable uneducated unfit ungrateful unhinged unintelligent unstable unwelcome
    unworthy untrustworthy vandals vicious villain villains vomit vulgar warped wicked whiny whining whiners
    wimps witch witches worm worms worse wretched wrong yobs zombies zombie creature creatures breed breeding
    brood horde hordes swarm swarms flood takeover overrun scrounger benefits idiota idiotas imbecil imbecis
    burro burra burros estupido estupida estupidos cretino cretina cretinos cretini palhaco ignorante mentiroso
    covarde patetico patetica nojento nojenta ridiculo ridicula fracassado inutil jumento otario otaria otarios
    babaca babacas trouxa escroto escrota verme vermes vadia vadias vagabundo vagabunda vagabundos desgracado
    desgracada desgraca nojo podre safado safada demente demonio escoria tonto tonta tontos payaso payasos
    mentirosa cobarde asqueroso asquerosa fracasado gilipollas pendejo pendeja pendejos pelotudo pelotuda
    subnormal subnormales retrasado abruti abrutis debile debiles stupide stupides bouffon bouffons minable
    minables menteur connard connards connasse salaud salauds tare taree degenere scemo scema scemi deficiente
    deficienti pagliaccio buffone fallito stupida stronzo stronza stronzi coglione coglioni bastardo bastarda
    bastardi schwachkopf damlich strohdumm feigling armselig erbarmlich bekloppt lacherlich wichtigtuer
    dreckspack hurensohn miststuck mistkerl vollidiot vollidioten vollpfosten pisser дебил дебилы мразь тварь
    ублюдок ублюдки урод уроды сволочь скотина быдло гнида гниды недоумок идиот идиоты дурак дура дураки тупой
    тупая тупые кретин придурок придурки клоун баран дегенерат 쓰레기 미친 미친놈 바보 멍청이 또라이 벌레 기생충 역겹다 더러운 찌질이`,
  ],
  [
    CLASS.slur,
    `nigger niggers nigga niggas niglet kike kikes heeb spic spics wetback wetbacks beaner beaners gook gooks
    chink chinks zipperhead paki pakis raghead ragheads towelhead towelheads mudslime mudslimes muzzrat muzzie
    muzzies jigaboo coon coons pikey pikeys gyppo gyppos kaffir kaffirs faggot faggots fagot fag fags poof poofs
    poofter tranny trannies trannie shemale shemales ladyboy dyke dykes lesbo lesbos homo homos sodomite
    sodomites injun injuns retard retards spaz spastics cripple cripples mongoloid mong mongs cunt cunts slut
    sluts whore whores hoe hoes bitch bitches thot thots skank skanks femoid femoids feminazi feminazis foid
    foids libtard libtards tard untermensch untermenschen wog wogs dago dagos wop wops gringo kraut krauts limey
    polack polacks jap japs nip slope halfbreed redskin redskins squaw cracker crackers honky honkies
    cameljockey sandnigger goy mutt illegals subhumanoid towelheaded neger negern kanake kanaken kanacken
    schwuchtel schwuchteln tunte transe kruppel spasti mongo missgeburt fotze fotzen schlampe schlampen hure
    huren nutte nutten zigeunerpack judensau saujude kameltreiber ziegenficker musel muselmanen fachkrafte
    rapefugees maricon maricones puta putas sudaca bougnoule bougnoules negre negres pede pedes youpin frocio
    froci ricchione negro viado viados bicha sapatao macaco хохлы жиды жид пидор пидоры чурки чурка хачи
    arrombado arrombada arrombados corno cornos cuzao putinha piranha traveco travecos boiola baitola paneleiro
    paneleiros cabrao negrata moros marica zorra putita malparido bougnoul youpins bamboula tarlouze tafiole
    gouine gouines salope salopes enculer encule encules pute putes puttana puttane troia troie zoccola negri
    mongoloide culattone culattoni ниггер нигеры черномазый черномазые черножопый узкоглазые жидов шлюха шлюхи
    хуесос гандон мудак мудаки долбоеб педераст missgeburten schlitzaugen drecksau scheissauslander dreckspack
    hurensohne spast spasten 병신 새끼 개새끼 년 놈 김치녀 한남 한남충 맘충 틀딱 짱깨 쪽바리 걸레 창녀 게이새끼`,
  ],
  [
    CLASS.self,
    'i we me my our us ours im ive id myself ourselves ich wir mich mir mein meine uns unser',
  ],
  [
    CLASS.they,
    'they them their theirs these those theyre he she him her his hers that this die diese dieser deren sie',
  ],
  [
    CLASS.speech,
    `say says saying said call calls calling called think thinks thinking thought claim claims claiming claimed
    believe believes believing believed tell tells telling told write writes wrote writing tweet tweeted post
    posted shout shouted shouting yell yelled scream screamed chant chanted word words phrase term slur language
    joke jokes stereotype stereotypes slogan comment comments heard quote quoted argue argues suggest suggests
    myth rhetoric statement sentence insult insulted labelled sagt sagen sagte nennt behauptet schreibt findet`,
  ],
  [
    CLASS.good,
    `love loves loved loving like support supports supporting respect respected admire admired great wonderful
    amazing beautiful kind brilliant good nice best lovely awesome fantastic equal equals equality welcome
    welcomed proud pride celebrate celebrated thank thanks grateful friend friends friendly brave strong smart
    intelligent talented hardworking generous honest gentle funny charming inspiring rights deserves accept
    accepted protect protected defend help helped cherish appreciate happy gorgeous valuable excellent dignity
    peace peaceful human liebe lieben mag mogen toll wunderbar schon freund freunde freundlich gut danke respekt
    gleichberechtigt willkommen nett stolz klug adorable admirable adore adored affectionate blessed blessing
    blessings bright calm capable care cares caring colleagues compassion compassionate considerate cool courage
    courageous creative cute decent delightful devoted diverse diversity elegant embrace empathy encourage enjoy
    enjoyed enriching enrichment enthusiastic equally excited extraordinary fabulous fair faithful fine fun gems
    genius gift gifted glad glorious gracious gratitude heroes hero heroic hilarious honor honour hug hugs
    humble important impressive incredible innocent interesting joy joyful kindness legend legends liked loyal
    magnificent marvellous marvelous merry normal outstanding patient perfect pleasant pleased polite positive
    praise precious pretty radiant reliable resilient safe sensitive sincere skilled special splendid stunning
    success successful superb supportive sweet sympathy tender terrific thankful tolerant trust trusted
    trustworthy truthful underrated united valid valued vibrant warm welcoming wise wonder worth worthy
    neighbours neighbors humans dream dreams solidarity ally allies bereicherung wunderbare tapfer grossartig
    amo adoro lindo linda obrigado amigo amigos parabens gracias hermoso excelente merci magnifique grazie bello
    bravo спасибо хороший друзья 사랑 감사 좋아`,
  ],
  [
    CLASS.must,
    `should must need needs ought gotta gonna will shall would could can may might let lets want wants wish hope
    hopes deserve someone somebody everyone sollte sollten muss mussen soll sollen gehoren gehort wird werden`,
  ],
  [CLASS.be, 'is are was were be being been am seem seems ist sind war waren sein bin bist seid'],
  [CLASS.all, 'all every most any each only some many few both always alle jeder jede viele'],
  [
    CLASS.profane,
    `fuck fucks fucking fuckin fucked fucker fuckers motherfucker motherfuckers motherfucking shit shits shitty
    bullshit crap crappy damn damned goddamn bloody ass arse asses asshole assholes arsehole arseholes dick
    dicks dickhead dickheads prick pricks twat twats wanker wankers bastard bastards piss pissed douche
    douchebag bollocks hell wtf stfu fck fuk fuckn effing freaking frigging turd bugger sod screw scheisse
    scheiss scheiz arsch arschloch arschlocher verdammt verfickt fick ficken wichser putain merde mierda joder
    cazzo merda porra caralho блять сука хуй fuckery clusterfuck fucktard fuckface fuckhead dumbfuck cocksucker
    cocksuckers shite shitshow horseshit dipshit shithead shitheads jackass asshat asswipe dumbasses badass
    balls pissing pisses buggers wank minger knobhead bellend tosser tossers jesus christ foda foder fodase
    fodido fodida fuder fudido puta putas buceta cu merdas cacete pqp fdp vsf vtnc tnc krl carai caralhos bosta
    mierdas cojones carajo coño follar hostia verga chinga chingar culo bordel chier foutre bite couilles ntm
    fanculo vaffanculo minchia coglioni palle stronzate merdoso kacke fickt gefickt verfickte scheissegal kotzen
    бля блядь нахуй хуйня пиздец пизда ебать ебаный сучка говно жопа 시발 씨발 ㅅㅂ 좆 존나 지랄 꺼져 닥쳐 염병 ㅄ ㅂㅅ`,
  ],
  [
    CLASS.role,
    `politician politicians lawyer lawyers banker bankers landlord landlords journalist journalists teacher
    teachers artist artists player players driver drivers cop cops doctor doctors nurse nurses boss bosses
    manager managers referee referees fan fans customer customers student students capitalist capitalists
    communist communists liberal liberals conservative conservatives republican republicans democrat democrats
    vegan vegans smoker smokers cyclist cyclists hipster hipsters gamer gamers neighbour neighbours neighbor
    neighbors colleague colleagues influencers celebrities accountant accountants plumber plumbers farmer
    farmers butchers barbers salesmen consultants cats cat spiders mosquitoes pizza weather traffic phone laptop
    computer printer car bus train software game movie film book song album show recipe monday mondays coffee
    politiker anwalte journalisten lehrer vermieter nachbarn autofahrer radfahrer chefs`,
  ],
  [
    CLASS.hate,
    'disgusts disgusted sickens despising detesting loathing contempt resent resents dislike disliked abhors odio odeio odia deteste nenavizhu hate hates hated hating despise despises despised loathe loathes detest detests detested abhor hass hasse hassen hasst verachte verabscheue',
  ],
  [
    CLASS.sexual,
    `sex sexy sexual porn nude nudes naked boobs boob tits tit pussy cock cocks penis vagina cum blowjob anal
    horny orgasm masturbate dildo milf breasts nipples bang banging screwing lick suck sucking erotic xxx
    threesome hooker titten porno nackt schwanz muschi geil bumsen`,
  ],
  [
    CLASS.away,
    'deport deported deportation expel expelled ban banned remove removed out leave banish kicked jail jailed prison locked camps camp sterilise sterilised sterilize castrate castrated raus abschieben abgeschoben lager',
  ],
  [
    CLASS.domain,
    'com net org ru info biz xyz top club site online shop tk cn tv ly gl de uk fr es it br eu',
  ],
]

// Open addressing at a load below a half; a zero slot is empty.
const SLOTS = 16_384
const hashes = new Int32Array(SLOTS)
const classes = new Uint8Array(SLOTS)

for (const [code, words] of LISTS) for (const word of words.trim().split(/\s+/)) learn(word, code)

/** The first class that names a word keeps it. */
function learn(word: string, code: number): void {
  const hash = plainWordHash(fold(word))
  let slot = hash & (SLOTS - 1)
  while (classes[slot] !== 0) {
    if (hashes[slot] === hash) return
    slot = (slot + 1) & (SLOTS - 1)
  }
  hashes[slot] = hash
  classes[slot] = code
}

/** Class of a word by its hash, CLASS.none for most. Cost: one or two look-ups. */
export function classOf(hash: number): number {
  let slot = hash & (SLOTS - 1)
  for (;;) {
    const code = classes[slot] ?? 0
    if (code === 0 || hashes[slot] === hash) return code
    slot = (slot + 1) & (SLOTS - 1)
  }
}
