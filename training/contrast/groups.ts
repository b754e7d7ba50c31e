/** Groups of people for made-up sentences, and what is no group: persons, professions, things. */

export const list = (text: string): string[] =>
  text
    .split(';')
    .map((one) => one.trim().replace(/\s+/g, ' '))
    .filter((one) => one !== '')

/** A group as it stands in a sentence: many, one, and before a noun ("" where that is not said). */
export type Group = { many: string; one: string; before: string }

const group = (row: string): Group => {
  const [many = '', one = '', before = ''] = row.split('/').map((part) => part.trim())
  return { many, one, before }
}

export const GROUPS: readonly Group[] = list(`
  women / a woman / female; girls / a girl / ; ladies / a lady / ; females / a female / female; men / a man / male; boys / a boy / ;
  mothers / a mother / ; wives / a wife / ; gay people / a gay person / gay; gays / a gay man / gay; gay men / a gay man / gay;
  homosexuals / a homosexual / homosexual; lesbians / a lesbian / lesbian; bisexuals / a bisexual / bisexual;
  bisexual people / a bisexual person / bisexual; queer people / a queer person / queer; trans people / a trans person / trans;
  transgender people / a transgender person / transgender; trans women / a trans woman / trans; trans men / a trans man / trans;
  transsexuals / a transsexual / transsexual; non-binary people / a non-binary person / non-binary; black people / a black person / black;
  blacks / a black man / black; black women / a black woman / black; black men / a black man / black; African Americans / an African American / African American;
  Africans / an African / African; Nigerians / a Nigerian / Nigerian; Somalis / a Somali / Somali; Ethiopians / an Ethiopian / Ethiopian;
  white people / a white person / white; whites / a white man / white; Asians / an Asian / Asian; Asian people / an Asian person / Asian;
  Chinese people / a Chinese person / Chinese; the Chinese / a Chinese man / Chinese; Japanese people / a Japanese person / Japanese;
  Koreans / a Korean / Korean; Vietnamese people / a Vietnamese person / Vietnamese; Filipinos / a Filipino / Filipino; Indians / an Indian / Indian;
  Pakistanis / a Pakistani / Pakistani; Bangladeshis / a Bangladeshi / Bangladeshi; Arabs / an Arab / Arab; Syrians / a Syrian / Syrian;
  Iraqis / an Iraqi / Iraqi; Iranians / an Iranian / Iranian; Afghans / an Afghan / Afghan; Moroccans / a Moroccan / Moroccan; Turks / a Turk / Turkish;
  Kurds / a Kurd / Kurdish; Jews / a Jew / Jewish; Jewish people / a Jewish person / Jewish; Israelis / an Israeli / Israeli;
  Palestinians / a Palestinian / Palestinian; Muslims / a Muslim / Muslim; Muslim women / a Muslim woman / Muslim; Muslim men / a Muslim man / Muslim;
  Christians / a Christian / Christian; Catholics / a Catholic / Catholic; Hindus / a Hindu / Hindu; Sikhs / a Sikh / Sikh; Buddhists / a Buddhist / Buddhist;
  atheists / an atheist / atheist; Mormons / a Mormon / Mormon; Mexicans / a Mexican / Mexican; Latinos / a Latino / Latino; Hispanics / a Hispanic / Hispanic;
  Puerto Ricans / a Puerto Rican / Puerto Rican; Brazilians / a Brazilian / Brazilian; Haitians / a Haitian / Haitian; Jamaicans / a Jamaican / Jamaican;
  Russians / a Russian / Russian; Ukrainians / a Ukrainian / Ukrainian; Poles / a Pole / Polish; Romanians / a Romanian / Romanian;
  Albanians / an Albanian / Albanian; Germans / a German / German; the French / a Frenchman / French; Italians / an Italian / Italian; Greeks / a Greek / Greek;
  Irish people / an Irishman / Irish; the English / an Englishman / English; Americans / an American / American; immigrants / an immigrant / immigrant;
  migrants / a migrant / migrant; refugees / a refugee / refugee; asylum seekers / an asylum seeker / ; foreigners / a foreigner / foreign;
  newcomers / a newcomer / ; disabled people / a disabled person / disabled; the disabled / a disabled man / disabled;
  people with disabilities / a person with a disability / ; handicapped people / a handicapped person / handicapped;
  deaf people / a deaf person / deaf; blind people / a blind person / blind; autistic people / an autistic person / autistic;
  wheelchair users / a wheelchair user / ; people with Down syndrome / a person with Down syndrome / ; people in wheelchairs / someone in a wheelchair / ;
  Roma / a Rom / Roma; gypsies / a gypsy / gypsy; travellers / a traveller / traveller; Native Americans / a Native American / Native American;
  Aboriginals / an Aboriginal / Aboriginal; indigenous people / an indigenous person / indigenous; old people / an old person / elderly;
  the elderly / an elderly woman / elderly; pensioners / a pensioner / ; fat people / a fat person / fat; homeless people / a homeless person / homeless;
  feminists / a feminist / feminist; people of colour / a person of colour / ; brown people / a brown man / brown; minorities / someone from a minority / minority
`).map(group)

/** The people whom attacks most often meet come up more often. */
const MOST_ATTACKED =
  /wom[ae]n|gay|homosex|lesbian|trans|black|Afric|Muslim|Jew|immigra|migrant|refugee|disab|handicap|foreigner|Arab|Mexic|Asian|gyps/
export const OFTEN: readonly Group[] = GROUPS.filter((one) => MOST_ATTACKED.test(one.many))

/** Not chosen by birth, belief or body: hard words about them are rude or opinion, never an attack on an identity. */
export const ROLES: readonly string[] =
  list(`lawyers; bankers; politicians; landlords; estate agents; journalists; artists; football players;
  referees; bus drivers; cyclists; vegans; smokers; hipsters; capitalists; communists; tories; liberals; conservatives; Republicans; Democrats;
  CEOs; managers; influencers; celebrities; gamers; accountants; consultants; salesmen; telemarketers; tourists; hunters; bureaucrats;
  billionaires; investors; lobbyists; cops; teachers; doctors; plumbers; dog owners; cat people; joggers; drunk drivers; spammers; scammers;
  thieves; burglars; racists; bullies; murderers; dictators; tax cheats; trolls; football hooligans; nazis; bigots; abusers; United fans; parking wardens`)

export const THINGS: readonly string[] =
  list(`this phone; my laptop; the printer; this weather; Mondays; the traffic; that film; this game; the new update;
  the coffee here; this app; my alarm clock; pineapple on pizza; this song; the book; the rain; that series; the bus; winter; my car; cheap shoes;
  this headline; the website; brussels sprouts; the referee's decision; airline food; mosquitoes; cockroaches in the kitchen; the rats in the cellar;
  weeds; slugs; the season finale; this keyboard; black mould; white bread; Chinese food; French fries; the Indian restaurant; Turkish coffee; German beer`)

export const SLURS: readonly string[] =
  list(`nigger; niggers; faggot; faggots; fags; kike; kikes; spic; spics; wetbacks; chink; chinks; gook; gooks; paki;
  pakis; raghead; ragheads; towelheads; tranny; trannies; shemale; dyke; dykes; retard; retards; cripple; cripples; mongoloids; whores; sluts; cunts; bitches;
  hoes; coons; gyppos; beaners; homos; sodomites; mudslimes; camel jockeys; sand niggers; feminazis; poofs; spastics; mongs`)

export const PERSONS: readonly string[] =
  list(`you; my brother; my boss; the mayor; that guy; her ex; our neighbour; the author; this columnist; the minister;
  Kevin; your friend; the presenter; the goalkeeper; that idiot from the office; the landlord; my flatmate; the editor; the coach; Sandra`)
