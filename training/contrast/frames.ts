/**
 * Frames of made-up sentences: pairs that differ in little and mean the opposite, so that the model learns what makes an attack.
 * Slots: {G} a group, {O} one of it, {A} its adjective, {BAD} {HATE} {HARM} {DONE} {RIGHT} {GOOD} {LOVE} {NEUTRAL} {DOES} {INSULT} predicates,
 * {ROLE} {THING} {PERSON} {SLUR} {SWEARING}, {VISIT} {EARN} {OFFER} {GOODS} {SITE} {CHAT} of advertisers. Our own; no test set was looked at for them.
 */
import type { TrainedHead } from '../heads.js'
import { list } from './groups.js'

export type Family = {
  purpose: string
  labels: Partial<Record<TrainedHead, 0 | 1>>
  /** How many of a hundred sentences are of it. */
  share: number
  frames: readonly string[]
}

const ATTACK = { toxicity: 1, identity_attack: 1 } as const
const THREAT = { toxicity: 1, identity_attack: 1, threat: 1 } as const
const CLEAN = {
  toxicity: 0,
  insult: 0,
  threat: 0,
  identity_attack: 0,
  sexually_explicit: 0,
} as const
const PERSONAL = { toxicity: 1, insult: 1, identity_attack: 0, threat: 0 } as const

export const FAMILIES: readonly Family[] = [
  {
    purpose: 'attack: what they are',
    labels: ATTACK,
    share: 12,
    frames:
      list(`{G} are {BAD}; all {G} are {BAD}; {G} are nothing but {BAD}; most {G} are simply {BAD}; {G} are {BAD} and {BAD}; every one of those {G} is {BAD}; those {G} are {BAD}; {G} have always been {BAD};
      it is no secret that {G} are {BAD}; {G} will always be {BAD}; how can anyone deny that {G} are {BAD}?; why are {G} so {BAD}?; are {G} {BAD} or what?; isn't it obvious that {G} are {BAD}?; {O} is {BAD}, what do you expect; {A} people are {BAD};
      of course he is {BAD}, he is {O}; {G}? {BAD}, all of them; nobody says it but {G} are {BAD}; {G} make me sick, they are {BAD}; you can't trust {G}, they are {BAD}; the fact is that {G} are {BAD}; what is wrong with {G}? They are {BAD}; I consider {G} {BAD};
      {G} look like {BAD}; never met {O} who wasn't {BAD}; if you are {O} you are {BAD}; being {A} means being {BAD}; {G} act like {BAD}; we all know {G} are {BAD}; science shows that {G} are {BAD}; you {G} are {BAD}; {G} are fucking {BAD}; fucking {G} are {BAD}`),
  },
  {
    purpose: 'attack: hate',
    labels: ATTACK,
    share: 7,
    frames:
      list(`I {HATE} {G}; I {HATE} all {G}; we {HATE} {G}; I {HATE} {A} people; I {HATE} {G} and everything they do; how could anyone not {HATE} {G}?; I {HATE} {G} more than anything; God, I {HATE} {G}; I {HATE} these {G}; I {HATE} every single {A} person I meet;
      I really {HATE} {G}; if there is one thing I know, it is that I {HATE} {G}; I {HATE} fucking {G}; people like me {HATE} {G}; I {HATE} you {G}; I {HATE} {G} so much; my whole family and I {HATE} {G}; damn, do I {HATE} {G}; fuck {G}; fuck all {G}; screw {G}; to hell with {G}; {G} can fuck off; death to {G}; down with {G}; {G} out`),
  },
  {
    purpose: 'attack: harm',
    labels: THREAT,
    share: 9,
    frames:
      list(`we should {HARM} {G}; someone should {HARM} all {G}; let's {HARM} {G}; I will {HARM} {G}; I'm going to {HARM} every {A} person I see; if I see {O} I will {HARM} them; {G} should be {DONE}; all {G} need to be {DONE}; {G} must be {DONE}; {G} deserve to be {DONE}; I want {G} {DONE}; I hope {G} get {DONE};
      when will {G} finally be {DONE}?; why are {G} not {DONE}?; {O} should be {DONE}; it is time to {HARM} {G}; the only solution is to {HARM} {G}; can we {HARM} {G} already?; tomorrow we {HARM} {G}; I can't wait to {HARM} {G}; watch your back, {G}, we will {HARM} you; {G} ought to be {DONE}; the world would be better if {G} were {DONE};
      nobody would miss {G} if they were {DONE}; give me a gun and I {HARM} {G}; we are coming to {HARM} {G}; every {A} person should be {DONE}; I'd love to {HARM} {O}; go and {HARM} {O}`),
  },
  {
    purpose: 'attack: denied rights',
    labels: ATTACK,
    share: 7,
    frames:
      list(`{G} don't {RIGHT}; {G} do not {RIGHT}; {G} never {RIGHT}; no {A} person should {RIGHT}; why would {G} {RIGHT}? They don't; {G} should not {RIGHT}; I don't think {G} {RIGHT}; {G} are not {GOOD}; {G} aren't {GOOD}; {G} will never be {GOOD}; {G} can't be {GOOD}; there are no {G} who are {GOOD}; no {A} person is {GOOD}; I don't {LOVE} {G}; I could never {LOVE} {G}; I refuse to {LOVE} {G};
      nobody should {LOVE} {G}; not one of the {G} here is {GOOD}; since when do {G} {RIGHT}?; who decided that {G} {RIGHT}? Not me; who the hell would {LOVE} {G}?; {G} have no right to be here; what are {G} even doing in our country?; send {G} back; we don't want {G} here; keep {G} away from our children; {G} should go back where they came from; this country was better without {G}; the fewer {G} the better; stop letting {G} in; {G} are not people`),
  },
  {
    purpose: 'attack: said of them later',
    labels: ATTACK,
    share: 6,
    frames:
      list(`there are {G} in our street. They are {BAD}; I met {O} yesterday. These people are {BAD}; more {G} are coming. They should be {DONE}; {G}, who are {BAD}, should leave; {G}, and they are {BAD}, live here now; I saw {G} on TV. I {HATE} them; {G} live next door and I {HATE} them; my neighbours are {G}. They don't {RIGHT};
      {G} again. {BAD}, the lot of them; a few {G} work here. What {BAD} they are; they let {G} in. Now look, they are {BAD}; look at those {G}, how {BAD} they are; {G} wanted to talk to me. I {HATE} that kind; the man was {A}. I {HATE} them all; she is {O}, so she is {BAD}; so you are {O}? Then you are {BAD}; {A}? {BAD} then; I don't mind much but {G} I {HATE}; {G} moved in. We should {HARM} them`),
  },
  {
    purpose: 'attack: slur',
    labels: { ...ATTACK, insult: 1, profanity: 1 },
    share: 5,
    frames: list(
      `you {SLUR}; look at that {SLUR}; what a {SLUR}; {SLUR} everywhere; I {HATE} {SLUR}; fucking {SLUR}; shut up, {SLUR}; {SLUR} are {BAD}; those {SLUR} are {BAD}; get out of here, {SLUR}; another {SLUR} in the news; only a {SLUR} would say that; you people are all {SLUR}; stupid {SLUR}; dirty {SLUR}; the {SLUR} next door; typical {SLUR}; no {SLUR} allowed; {SLUR} should be {DONE}; we don't need {SLUR} here; he is just a {SLUR}; {G} are {SLUR}; you are such a {SLUR}`,
    ),
  },
  {
    purpose: 'clean: what they do',
    labels: { ...CLEAN, profanity: 0 },
    share: 18,
    frames:
      list(`{G} {NEUTRAL}; many {G} {NEUTRAL}; some {G} {NEUTRAL}; {O} {DOES}; yesterday {O} {DOES}; all {G} {NEUTRAL}; the {A} woman who {DOES} is forty; my {A} neighbour {DOES}; the {A} man {DOES}; two {A} students {NEUTRAL}; {G} and {G} {NEUTRAL}; do {G} {NEUTRAL}?; how many {G} {NEUTRAL}?; the report says that {G} {NEUTRAL}; I am {O}; I am {O} and I live in Leeds; my mother is {O}; are you {O}?; she came out as {A};
      he said he is {A}; they are {G}; we are {G}; there are {G} in my class; I met {O} today; a film about {G}; the rights of {G}; the new law concerns {G}; according to the study {G} {NEUTRAL}; most of my friends are {G}; a meeting of {G} took place on Friday; {A} artists exhibit their work; the history of {G} in Europe; {G} were killed in the attack; {O} was murdered in 1998; police protect {G} after threats; {G} were deported during the war; in those days {G} could be jailed for it; violence against {G} has increased;
      three {G} were attacked on their way home; the court convicted him of murdering {O}; the murder of {O} shocked the town; {G} were banned from the beaches until 1960; under the regime {G} were jailed and tortured; hundreds of {G} died in the camp; {O} was beaten by two men on the platform; the police shot {O} during the raid, and an inquiry began; the law that banned {G} from voting was repealed; the government plans to deport {G} whose claims failed;
      the commission asked why {G} were arrested more often; a bomb exploded near a meeting of {G}; {G} fled from the war; {G} are often victims of crime; {G} were burned at the stake in those times; the film tells how {G} were hunted and killed; critics say the ban hurts {G}; many {G} were killed when the bridge fell; the group threatened to kill {G}, officials said; {O} was found dead in the river; the state must protect {G} from violence; she wrote a book on how {G} were enslaved;
      racism against {G} was the topic of the evening; the memorial remembers the {G} who were murdered; {G} say they were refused at the door; the suspect, {O}, was released; the suspect is {O}, police said; {G} were among the dead; crime fell in the part of town where {G} live; the disease hits {G} harder; poverty among {G} is a problem that the council wants to solve; is it true that {G} pay less tax?; I disagree with {G} on this; the number of {G} rose by three per cent; {G} won the dispute with the city; {G} were angry about the decision; what do {G} think of it?;
      the party wants fewer {G} to be sent back; nobody asked {G} about it; {G} face higher rents; the team of {G} lost the match; {G} and their families came; the ban on {A} schools was lifted; an {A} restaurant opened on the corner; the {A} community held a service; {A} workers built the railway; he is {A} and works as a lawyer`),
  },
  {
    purpose: 'clean: friendly',
    labels: { ...CLEAN, profanity: 0 },
    share: 12,
    frames:
      list(`{G} are {GOOD}; all {G} are {GOOD}; I {LOVE} {G}; we {LOVE} {G}; I {LOVE} my {A} friends; {G} {RIGHT}; {G} should {RIGHT}; of course {G} {RIGHT}; the {A} people I know are {GOOD}; {O} is {GOOD}; how {GOOD} {G} are; {G} are {GOOD} and {GOOD}; I think {G} are {GOOD}; why wouldn't you {LOVE} {G}?; let us {LOVE} {G}; I {LOVE} {G} and I say it loudly; every {A} child should {RIGHT}; nobody can deny that {G} are {GOOD}; my {A} wife is {GOOD}; {G} make this city {GOOD};
      it's great to be {A}; I am proud to be {A}; happy to be {O}; being {A} is beautiful; thank you to all {G} here; I fucking {LOVE} {G}; {G} are fucking {GOOD}; damn, {G} are {GOOD}; {A} is beautiful; {G} deserve better than this; so happy for all the {G} who won today; my best friends are {G}; {G} inspire me; {G} have my support; more power to {G}; there should be more {G} in parliament; we need {G} here; proud of every {A} kid out there; {G} belong here; our club is open to {G}; {G} make the best neighbours; I grew up with {G} and wouldn't trade it; equal rights for {G}; give {G} a chance; {G} saved my life; hug {O} today; happy pride to all {G}; it takes courage to be {A}; being {O} is nothing to be ashamed of`),
  },
  {
    purpose: 'clean: not said',
    labels: { ...CLEAN, profanity: 0 },
    share: 8,
    frames:
      list(`{G} are not {BAD}; {G} aren't {BAD}; {G} were never {BAD}; not all {G} are {BAD}; no {A} person is {BAD}; nobody thinks {G} are {BAD}; I don't think that {G} are {BAD}; I would never say that {G} are {BAD}; I don't {HATE} {G}; I do not {HATE} {G} at all; I could never {HATE} {G}; we must not {HARM} {G}; nobody should {HARM} {G}; never {HARM} {G}; {G} should not be {DONE}; {G} must never be {DONE}; no {A} person deserves to be {DONE}; don't {HARM} {G};
      it is not true that {G} are {BAD}; being {A} does not make you {BAD}; you are not {BAD} just because you are {A}; no, {G} are not {BAD}; I never said {G} are {BAD}; {O} is not {BAD}; I have never met {O} who was {BAD}; I wouldn't want {G} to be {DONE}; {G} don't deserve to be {DONE}; there is no reason to {HATE} {G}; I can't imagine why anyone would {HARM} {G}; why would anyone {HATE} {G}?`),
  },
  {
    purpose: 'clean: told of others',
    labels: { ...CLEAN },
    share: 10,
    frames:
      list(`saying that {G} are {BAD} is disgusting; whoever says "{G} are {BAD}" has understood nothing; it is racist to call {G} {BAD}; stop calling {G} {BAD}; he wrote that "{G} are {BAD}" and was banned for it; how dare you say {G} are {BAD}; "I {HATE} {G}" is not an opinion, it is hate speech; people who {HATE} {G} should be ashamed; shame on everyone who wants to {HARM} {G}; the poster said "{HARM} {G}" and nobody took it down; claiming that {G} should be {DONE} is a crime;
      anyone who thinks {G} are {BAD} should read a book; "{G} don't {RIGHT}" - who says such a thing?; the idea that {G} are {BAD} is a myth; they used to say that {G} are {BAD}; my grandfather believed that {G} are {BAD}, it was awful; I was told that {G} are {BAD} and I was shocked; please report comments like "{G} are {BAD}"; if your joke is that {G} are {BAD}, it isn't funny; nobody should have to hear "all {G} are {BAD}"; you can't just say {G} are {BAD}; he called her "{SLUR}" and was sacked;
      the word "{SLUR}" is an insult and should not be used; being called "{SLUR}" at school hurt me; don't use the word {SLUR}; "{SLUR}" was sprayed on the wall, police are looking for witnesses; calling people {SLUR} is never fine; saying "we should {HARM} {G}" is incitement; it's wrong to say that {G} should be {DONE}; the idea that we should {HARM} {G} is horrifying; I reported the man who shouted "{SLUR}"; those who {HATE} {G} are the problem; writing "{G} should be {DONE}" is vile; her speech condemned the sentence "{G} are {BAD}"; imagine thinking {G} are {BAD};
      who taught you to say {G} are {BAD}?; you are wrong, {G} are not {BAD}; "{G} are {BAD}", he tweeted, and lost his seat; I argue against those who claim {G} are {BAD}`),
  },
  {
    purpose: 'clean: words taken back',
    labels: { identity_attack: 0, threat: 0 },
    share: 2,
    frames:
      list(`we dykes march on Saturday; I'm a proud dyke; proud to be queer; call me a fag, I'm proud of it; us fags have to stick together; my bitches, I love you all; happy birthday, bitch, love you; what's up my nigga; my niggas always have my back; love my niggas; we are the bad bitches of this office; I'm a crip and I'm proud of my body; crip pride; slut walk this Saturday, sisters; I'm a slut and I own it; me and my hoes are going dancing; queer and loved; as a dyke I feel at home here; tranny is a word I use for myself; we fags built this nightlife;
      this bitch graduated today, so proud of myself; dykes on bikes are the best part of pride; my girls, my sluts, my family; nigga, you made it, congrats; we homos throw the best parties; I call myself a cripple, it is my word`),
  },
  {
    purpose: 'clean: other meanings',
    labels: { ...CLEAN, profanity: 0 },
    share: 2,
    frames:
      list(`the dyke broke during the flood; we walked along the dyke; a chink in the wall let the light in; there is a chink in his armour; the raccoon, or coon as hunters say, was asleep; spic and span kitchen; we fried faggots and peas for dinner; the old word fag means cigarette in England; he lit a fag outside; the dog show chose the best bitch; a bitch and her puppies; the cock crowed at dawn; a great tit sat on the feeder; the queen's hoe stood in the shed; the gardener used a hoe; a cracker with cheese; salted crackers; a nip in the air; he takes a nip of whisky; paki is how my friend Pakiza signs; fire retardant paint will retard the flames;
      the slope was icy; the cotton gin; black coffee and white bread; the black cat sleeps; a gay old time they had; the Dutch boy and the dyke; kill the lights; he killed it on stage; that joke killed me; this recipe is to die for; I could murder a curry; shoot me an email; she's on fire; beat the eggs; the band was sick, what a show`),
  },
  {
    purpose: 'clean: swearing at nothing',
    labels: { identity_attack: 0, insult: 0, threat: 0, profanity: 1, sexually_explicit: 0 },
    share: 4,
    frames: list(
      `{SWEARING}; {SWEARING}; well, {SWEARING}; {SWEARING}, mate; {SWEARING} and I'm happy; ok {SWEARING}`,
    ),
  },
  {
    purpose: 'clean: things',
    labels: { ...CLEAN },
    share: 4,
    frames: list(
      `I {HATE} {THING}; {THING} is {BAD}; {THING} is the worst; we should ban {THING}; {THING} should be thrown out; {THING} makes me sick; {THING} is disgusting; {THING} is trash; get rid of {THING}; {THING} is fucking awful; damn {THING}; I want to smash {THING}; burn {THING}; I {LOVE} {THING}; {THING} is {GOOD}; I can't stand {THING}; {THING} sucks; kill {THING} with fire; {THING} is a disease`,
    ),
  },
  {
    purpose: 'rude: roles',
    labels: { identity_attack: 0, sexually_explicit: 0 },
    share: 6,
    frames: list(
      `{ROLE} are {BAD}; all {ROLE} are {BAD}; I {HATE} {ROLE}; {ROLE} should be {DONE}; {ROLE} don't {RIGHT}; {ROLE} make me sick; why are {ROLE} so {BAD}?; we should {HARM} {ROLE}; fuck {ROLE}; those {ROLE} are {BAD}; I {HATE} all {ROLE}; {ROLE} are the worst; lock up the {ROLE}; {ROLE} are nothing but {BAD}; {ROLE} are ruining football; death to {ROLE}`,
    ),
  },
  {
    purpose: 'rude: one person',
    labels: PERSONAL,
    share: 7,
    frames: list(
      `you are {INSULT}; you're {INSULT}; {PERSON} is {INSULT}; what {INSULT} you are; you must be {INSULT}; shut up, you are {INSULT}; {PERSON} is such {INSULT}; you really are {INSULT}; I {HATE} you, you are {INSULT}; {PERSON} behaves like {INSULT}; go away, {INSULT}; only {INSULT} would write this; are you {INSULT} or what?; you and {PERSON} are {INSULT}; {INSULT}, that's what you are; fuck you; fuck off; {PERSON} can fuck off; shut the fuck up; you suck; I {HATE} {PERSON}; you make me sick; nobody likes you; you stupid idiot`,
    ),
  },
  {
    purpose: 'rude: threat to one person',
    labels: { toxicity: 1, threat: 1, identity_attack: 0 },
    share: 3,
    frames: list(
      `I will {HARM} you; I'm going to {HARM} you; someone should {HARM} you; we will find you and {HARM} you; I know where you live and I'll {HARM} you; you should be {DONE}; I hope you get {DONE}; {PERSON} should be {DONE}; wait until I {HARM} you; you deserve to be {DONE}; I want to {HARM} {PERSON}; kill yourself; go hang yourself; I hope you die; you will pay for this with blood; sleep with one eye open; you're dead; watch your back; I'd love to {HARM} you; say that again and I {HARM} you`,
    ),
  },
  {
    purpose: 'clean: to one person',
    labels: { ...CLEAN, profanity: 0 },
    share: 5,
    frames: list(
      `you are {GOOD}; you are right; I {LOVE} you; {PERSON} is {GOOD}; {PERSON} {DOES}; I don't agree with you; you are not {INSULT}; {PERSON} is not {INSULT}; don't call {PERSON} {INSULT}; I am not {INSULT}; I was {INSULT} to believe it; sorry, that was my mistake; he called me {INSULT}, that hurt; nobody should {HARM} you; {PERSON} should not be {DONE}; I hope nobody wants to {HARM} you; who called you {INSULT}?; thank you for writing this; could you give a source?; {PERSON} was {DONE} in the film; in the second act {PERSON} is {DONE}; the killer in the novel wants to {HARM} {PERSON}; I'd be {INSULT} not to read it; please don't {HARM} {PERSON}`,
    ),
  },
  {
    purpose: 'spam',
    labels: { spam: 1, identity_attack: 0, threat: 0, insult: 0 },
    share: 5,
    frames:
      list(`please {VISIT}; hey guys, {VISIT}; {VISIT}, thanks; {EARN}; {EARN}, {VISIT}; I know nobody will read this, but please {VISIT}; sorry for the spam but {VISIT}; {OFFER}; {OFFER} {SITE}; {OFFER}, {VISIT}; nice post! {VISIT}; great article, {OFFER} {SITE}; {SITE}; look at this {SITE}; who wants {GOODS}? {VISIT}; {GOODS} at {SITE}; cheap {GOODS} {SITE}; best {GOODS} online, {SITE};
      {EARN}. {SITE}; I was poor until I found {SITE}; can we get a hundred likes? {VISIT}; hi everyone, my name is Ben and I make music, {VISIT}; {VISIT} and I will do the same for you; add me on {CHAT}; contact me on {CHAT} for {GOODS}; {EARN}, ask me on {CHAT}; dr Ogun brought my ex back, write to {CHAT}; limited time: {OFFER}; you have won, {VISIT}; click here {SITE}; watch the full film free at {SITE}; who is watching in 2015? {VISIT}; {VISIT}; {VISIT} !!! {SITE}`),
  },
  {
    purpose: 'clean: no spam',
    labels: {
      spam: 0,
      toxicity: 0,
      insult: 0,
      threat: 0,
      identity_attack: 0,
      profanity: 0,
      sexually_explicit: 0,
    },
    share: 4,
    frames:
      list(`I subscribed to this paper last year; the report is here: https://www.who.int/data; see https://en.wikipedia.org/wiki/Ferry for the numbers; I bought cheap shoes and they broke; does anybody know a good doctor?; my channel in the harbour is full of mud; the free market does not solve this; who is watching the match tonight?; I make 2,000 a month and pay 900 rent; I love this song so much; this song is from 2009 and still good; the video has a billion views, crazy; please check the second paragraph, there is a typo;
      can you share the link to the study?; he won a prize of 500 euros; the bank's site was down again; please subscribe to reason for once; I would click on it but it wants a login; how much did the campaign cost?; money is not everything; I work from home two days a week; like if you agree? no thanks; visit the museum, it's worth it; we met on the ferry to Harwich; her voice gives me goosebumps; best chorus of the decade; I saw them live in Leeds; that dance at the end, wow; the offer from the council was rejected`),
  },
]
