/** What is said of people in made-up sentences. Our own words; nothing here was taken from a test set. */
import { list } from './groups.js'

/** "... are {BAD}". */
export const BAD: readonly string[] =
  list(`disgusting; filthy; vermin; parasites; scum; subhuman; inferior; worthless; stupid; dumb; lazy; dirty; evil; pathetic;
  a plague; a disease; a cancer on society; trash; garbage; animals; savages; barbarians; rats; cockroaches; leeches; criminals; rapists; thieves; terrorists; liars;
  degenerates; perverts; freaks; mentally ill; an abomination; unnatural; sick in the head; repulsive; a burden; a waste of space; a waste of oxygen;
  primitive; backward; uncivilised; dishonest; greedy; violent by nature; born criminals; not fully human; less than human; not real people; not normal;
  the scum of the earth; the worst people on earth; ruining this country; destroying our culture; a threat to our children; taking over; invading us;
  stealing our jobs; only here for the benefits; out of control; dangerous; vile; ugly; nasty; retarded; too stupid to vote; too emotional to lead;
  only good for one thing; good for nothing; incapable of thinking; the problem; the reason everything is going downhill; what is wrong with this world;
  inbred; monkeys; apes; pigs; dogs; maggots; lice; insects; monsters; demons; a mistake of nature; an insult to nature; broken; defective;
  disease carriers; all the same; never to be trusted; cowards; hypocrites; pedophiles; groomers; a stain on this town; beneath us; weak; useless;
  spreading like a virus; multiplying like rabbits; living off our taxes; incapable of love; a joke; mental; a disgrace to mankind; poison`)

/** "I {HATE} ...". */
export const HATE: readonly string[] =
  list(`hate; despise; detest; loathe; can't stand; cannot bear; am sick of; am disgusted by; have nothing but contempt for; really dislike;
  want nothing to do with; feel sick when I see; absolutely hate; fucking hate; truly despise; have had it with; am fed up with; abhor; am repulsed by; could puke when I look at;
  have zero respect for; never liked; will never trust; look down on; shudder at the sight of; get angry just thinking about; resent`)

/** "We should {HARM} ...". */
export const HARM: readonly string[] =
  list(`kill; shoot; hang; burn; gas; drown; stab; beat up; get rid of; deport; lock up; exterminate; wipe out; castrate; sterilise; expel; punish;
  bomb; lynch; torture; round up; ban; throw out; spit on; drive out; put down; run over; behead; whip; eliminate; attack; murder; smash; slaughter; poison; enslave; rape; kick out`)

/** "... should be {DONE}", the same from the other side. */
export const DONE: readonly string[] =
  list(`killed; shot; hanged; burned alive; gassed; drowned; stabbed; beaten; deported; locked up; exterminated; wiped out; castrated; sterilised; expelled;
  punished; bombed; lynched; tortured; rounded up; banned from our country; thrown out; spat on; put down; run over; eliminated; attacked on sight; murdered; slaughtered; sent back where they came from;
  kept away from children; put in camps; stripped of their rights; treated like dirt; banned from voting; put in their place; thrown off a cliff; kicked out of school; sacked; whipped`)

/** "... don't {RIGHT}"; the same words without the "not" are friendly. */
export const RIGHT: readonly string[] =
  list(`deserve to live; deserve respect; deserve rights; belong here; belong in our country; have a place in our society; have any right to exist;
  deserve our help; deserve to vote; count as people; deserve happiness; have human dignity; matter; deserve equal pay; belong in parliament; belong in our schools;
  deserve to have children; have the right to marry; deserve any sympathy; deserve protection; have a soul; contribute anything; deserve to be loved; deserve to be treated as equals`)

/** "... are {GOOD}". */
export const GOOD: readonly string[] =
  list(`wonderful; kind; welcome here; our neighbours; our friends; human beings like everyone else; beautiful; brave; part of this country; equal; valuable; great colleagues;
  strong; funny; hardworking; generous; an enrichment; loved; amazing; as good as anybody; talented; smart; good parents; great cooks; fantastic; people with dreams; worth listening to;
  a gift to our town; inspiring; important to us; respected; underrated; the heart of this team; just people; our equals; awesome; perfectly normal; charming; proud of who they are; lovely; resilient`)

/** "I {LOVE} ...". */
export const LOVE: readonly string[] =
  list(`love; like; admire; respect; support; stand with; appreciate; am grateful for; am proud of; welcome; enjoy working with; am friends with; look up to; have nothing but respect for;
  am happy to live next to; want to protect; cherish; believe in; stand up for; celebrate; am thankful for; really like; learn a lot from; care about; will always defend`)

/** "... {NEUTRAL}", many. */
export const NEUTRAL: readonly string[] =
  list(`live in this street; work at the hospital; moved here last year; vote in the election on Sunday; were interviewed for the study; met the mayor on Tuesday; are part of the census;
  run a small shop; celebrated in the park; are asked about their health; study at the university; founded an association; have lived here for generations; play in the local team; joined the protest;
  attended the service; read this newspaper; were invited to the hearing; make up a third of the class; came to the meeting; are represented in the council; receive the same pension; earn less on average;
  told their stories; opened a restaurant; face discrimination at work; were victims of the attack; report more harassment; are discussed in this article; took part in the survey; live longer than others;
  often work night shifts; went to the theatre; demanded better pay; use the bus; wrote to the editor; are in the news again; were counted for the first time; sing in the choir; asked for a new playground`)

/** "{ONE} {DOES}": one person. */
export const DOES: readonly string[] =
  list(`lives next door; won the race; sat beside me on the train; teaches my son maths; was elected to the council; repaired our roof; wrote this novel; is my doctor; is my best friend; was hired last week;
  told me about her childhood; scored twice on Saturday; runs the bakery; called the police; asked for directions; sings in our choir; was attacked in the park; sued the company; spoke at the conference; asked a question; came to the clinic;
  is moving to our street; has applied for the job; plays the violin; drove the ambulance; graduated this summer; was injured in the accident; helped me with the bags; is getting married in May; stood in the queue`)

/** Insults for one person, after "you are" or "a". */
export const INSULTS: readonly string[] =
  list(`an idiot; a moron; a complete fool; a clown; a loser; a liar; a piece of shit; an asshole; a fucking idiot; a pathetic little man; a disgrace; a coward; a dickhead; a wanker; a prick; a bastard;
  stupid; dumb as a brick; a waste of space; a twat; a scumbag; a creep; an absolute clown; a hypocrite; a miserable troll; brainless; an ignorant fool; a bloody fool; so full of shit; a selfish pig; a rat; a snake;
  trash; disgusting; a dumbass; an imbecile; a fraud; worthless; a whiny baby; a jerk; a useless lump; a nasty piece of work; a psycho`)

/** Rude and harmless: profanity without anybody in it. */
export const SWEARING: readonly string[] =
  list(`that was fucking brilliant; holy shit, what a goal; I am so fucking tired; damn, it's cold today; this shit is delicious; oh crap, I forgot my keys; what the hell was that ending; fuck me, that's a lot of snow;
  I love this fucking band; bloody hell, what a match; my head hurts like hell; shit happens; fuck, I missed the train; it's a shitty day but we'll manage; this damn door won't open; I screwed up the cake; what a load of bollocks;
  you are fucking amazing; that's badass; no shit, really?; get the fuck in, we won; fucking hell, I am so proud of you; I'm pissed, I dropped my ice cream; what a bitch of a hill; I don't give a damn about golf; that movie was shit;
  so damn good; this heat is a bitch; for fuck's sake, not rain again; I laughed my ass off; crap, the soup is burnt; we are fucked, the exam is tomorrow; hell yes; this fucking printer again; I worked my ass off for this; it hurts like a motherfucker`)

/** What comes before a sentence and changes nothing. */
export const OPENERS: readonly string[] =
  list(`Honestly; To be honest; Let's face it; In my opinion; I think; Frankly; Look; Sorry but; I'll say it again; Believe me; Seriously; Everyone knows that; It is a fact that; Just saying;
  I'm not gonna lie; Call me what you want but; If you ask me; Mark my words; You know what; I swear; imo; tbh; The truth is; Nobody dares to say it but; As a father I say; Let me be clear; Unpopular opinion; Wake up people; Fun fact; Well`)
export const CLOSERS: readonly string[] = list(
  `end of story; period; and that's that; lol; tbh; sorry not sorry; and everyone knows it; as simple as that; just my opinion; wake up; enough is enough; again; every single time; sad but true; change my mind; and you know it; haha; for real; believe me; smh`,
)

/** What else somebody says, before or after. */
export const ASIDES: readonly string[] =
  list(`I saw it on the bus today.; The meeting starts at eight.; It was in the paper yesterday.; I grew up in this town.; My sister told me about it.; We had a long day.; I don't write here often.; Good article, thanks.; It rained all weekend.; What a week.;
  I read the whole thing twice.; The comments here are interesting.; Well, what can I say.; So much for that.; I have been thinking about this a lot.; Nobody asked me, I know.`)

// What advertisers say.
export const VISIT: readonly string[] = list(
  `check out my channel; subscribe to my channel; come and see my new video; have a look at my page; visit my website; visit our shop; follow me on Instagram; follow the link in my bio; listen to my new song; watch my covers; give my video a chance; sub to me and I sub back; like my page; share this link; join our group; sign up with my code; download the app; support my gaming channel; vote for my band; click the link below; see my profile; take two minutes to watch my rap; help me reach 1000 subscribers; thumbs up my comment; go to my blog`,
)
export const EARN: readonly string[] = list(
  `I make 5000 dollars a week from home; earn money online with no work; my sister makes 85 dollars an hour on her laptop; double your bitcoin in a day; get paid to click; I turned 100 into 10,000 with this broker; make easy cash; work from home and be your own boss; invest now and get 300 % profit; passive income for everybody; trade crypto with our expert; my last pay was 8,400 for twelve hours a week; get rich while you sleep; free gift cards for the first hundred; mining coins made me rich`,
)
export const OFFER: readonly string[] = list(
  `lose ten kilos in a week; best prices guaranteed; 70 % off today only; free shipping worldwide; get your loan in five minutes without questions; buy followers cheap; hot girls in your area want to meet you; cheap viagra without prescription; casino bonus with no deposit; enlarge yours naturally; we write your essay; rank first on Google with our backlinks; replica watches; win a new phone; claim your prize now; call now to collect your reward; your account was chosen; only a few left; text WIN to 80888; the cure that doctors hide; a spell caster who helps at once`,
)
export const GOODS: readonly string[] = list(
  `followers; sunglasses; watches; pills; sneakers; handbags; essays; loans; backlinks; coins; gold; vapes; tickets; phone cases; diet tea; cheats; V-bucks; gift cards; VPN; forex signals; supplements; hosting; SEO; escorts; IPTV`,
)
export const SITE: readonly string[] = list(
  `https://bit.ly/2xQ9z; www.cheap-pills24.com; http://goo.gl/a8Kp1; best-casino.top/win; https://t.me/richnow; www.followers-now.xyz; earnfast.online; http://adf.ly/9qW; https://youtu.be/Xw3kq; luxwatch.shop; www.my-music-page.net/new; http://tiny.cc/free4u; bonus77.club; facebook.com/pages/rapper-jon; https://www.youtube.com/watch?v=9xKq; getpaid.biz; loans4all.info; www.essay-pro.org`,
)
export const CHAT: readonly string[] = list(
  `WhatsApp +1 555 019 2833; telegram @richcoach; skype jenny_hot88; kik sexyanna; mail drogun@spells.com; +44 7700 900123; insta @trader_kate; snapchat lola-x; wa.me/15550199; telegram t.me/cashflow`,
)
