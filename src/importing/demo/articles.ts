/** Six articles of The Harbour Lantern, the paper of a town that is on no map. */

/** An article before it has a date: `hoursAgo` is its age at the first start. */
export type DemoArticle = {
  key: string
  hoursAgo: number
  headline: string
  standfirst: string
  byline: string
  sectionName: string
  language: string
  picture: { file: string; alt: string; caption: string }
  /** Markdown */
  body: string
}

const ferryHorn: DemoArticle = {
  key: 'ferry-horn',
  hoursAgo: 39,
  headline: 'Harbour board votes to silence the 5.40 ferry',
  standfirst:
    'By four votes to three, the blast that has woken Saltmere since 1931 gives way to a lamp. Half the town has slept badly since.',
  byline: 'Imogen Tarrant',
  sectionName: 'News',
  language: 'en',
  picture: {
    file: 'ferry.svg',
    alt: 'A small car ferry crosses a calm river mouth at first light, its lamp lit, with the roofs of a town and a lighthouse behind it.',
    caption: 'The Constance on the first crossing, seen from the net sheds. Drawing: Ottilie Frane',
  },
  body: `At twenty to six on most mornings, before the gulls have properly started, the ferry *Constance* lets off one blast of six seconds and leaves the Quay Street slip for Fiddler's Point. She and the boats before her have done so since 1931, apart from four years of blackout and one week in 1978 when somebody filled the horn with porridge.

From the first of next month she will leave in silence. The harbour board decided on Monday evening, by four votes to three and after two hours and ten minutes, that the first departure of the day shall be announced by a white lamp on the mast, flashing three times. The horn stays for fog, for emergencies and for anything after eight o'clock.

## Thirty-one letters

The matter reached the board because of the Malthouse, where forty-four flats have stood since the year before last on the site of the old grain store. The nearest bedroom is sixty metres from the slip. Thirty-one of the households wrote to the harbour office this spring, most of them briefly. "I am a nurse and I get in at one," read the shortest of the letters, in full. "Please."

The office borrowed a sound meter from the technical college. On a still morning it recorded 84 decibels at a third-floor window of the Malthouse, which is about what a person hears who stands next to a busy road or under Mrs Odell's choir. At the library steps it was 66. At the top of Orchard Lane, where the opposition is strongest, the meter did not register the horn above the blackbirds.

Against the letters lay a petition with 1,140 signatures, collected in nine days by Gwen Aldous, whose grandfather took the horn off the coal steamer *Perpetua* and bolted it to the first ferry himself. "It is not a noise," Ms Aldous told the board. "It is the time."

## What the horn is for

A surprising number of people turn out to work by it. Piet Vandermolen takes his second batch of loaves out when it sounds, and says he has not owned a kitchen clock since 1999. The net menders start. The first bus, at the foot of Quay Street, used to leave four minutes after it and since last week leaves eight. In Chandler's Row two sisters, both over eighty, have an arrangement by which each knocks on the party wall after the horn to show that she is up; if one of them doesn't, the other has a key.

Nobody could show the board a rule that demands it. The collision regulations ask for a long blast from a vessel nearing a bend or an obstruction behind which others may be hidden, and the harbour master, Sela Brandt, was asked whether the east breakwater is such an obstruction. She thought about it for some time. "At low water, to a rowing boat, yes," she said. "We have lamps for that, and rowing boats have ears on every other morning."

The master of the *Constance*, Anselm Roake, attended in uniform and did not speak. Asked afterwards what he thought, he said that he pulls the cord because the cord is there.

## How they voted

Dorothea Quill, in the chair, voted for the lamp, as did members Sandoval, Ness and Birkby. Members Harl, Ostrow and Finch voted against. An amendment to sound the horn at half strength failed when the engineer explained that a steam-pattern horn has two strengths, on and off. An amendment to ring a bell instead was lost on a tie, after which one member was heard to say that he had thought he was voting on the tea break.

Several of those present pointed out that no one had asked the island side. Fiddler's Point has nineteen residents, one telephone box and no members on the board. Its people set out for the slip when they hear the horn across the water, because the road bends and the boat can't be seen until you stand on the planks. "A lamp," said Hesper Lowe, who keeps the shop there, "is an excellent idea for people who are already looking."

The board will review the lamp after ninety days. Until the end of the month the horn sounds as before, and if you wish to form an opinion, the best place is the bench outside the net sheds, at 5.35, with something hot. The bench was full this morning.`,
}

const council: DemoArticle = {
  key: 'missing-money',
  hoursAgo: 62,
  headline: 'Council finds 41,300 dollars it had been spending twice',
  standfirst:
    'An audit of the seawall fund took eleven months, three spreadsheets and one shoebox. The good news arrived at item nine.',
  byline: 'Bertrand Osei-Lund',
  sectionName: 'Council',
  language: 'en',
  picture: {
    file: 'council.svg',
    alt: 'A panelled council chamber with curved rows of desks, tall windows and a round lamp above an empty chair.',
    caption:
      'The chamber, seen from under the clock that has been eight minutes slow since the flood. Drawing: Ottilie Frane',
  },
  body: `There are worse things a treasurer can say than "we appear to have too much", but few that make a room so quiet.

Councillor Nadia Ferreby said it at item nine on Tuesday's agenda, between the dog-waste bins and the hire of the bandstand. An audit of the seawall fund, begun last summer because two reports disagreed by the price of a small boat, has ended. The council holds 41,300 dollars more than it believed. It has held it for six years.

## Two lines for one wall

The explanation fits on a postcard, and Cllr Ferreby had brought one. In the year of the flood the council opened a second account so that gifts for the seawall would not be mixed with taxes. The yearly instalment for the pumping station was to move from the old account to the new one. It was entered in the new one and never taken out of the old. From then on the budget reserved 6,883 dollars each year for an instalment that another line had already paid.

No money left the building. It only stood in a corner with a sheet over it.

"I would like to say that we discovered this by method," Cllr Ferreby told the chamber. "We discovered it because Mr Pym keeps the bank's paper slips in a shoebox, and the shoebox did not agree with me." Hollis Pym, the deputy clerk, retires in the autumn. He asked that the minutes call it a box file.

## What happens to it

Three proposals were on the table within four minutes, which members agreed was a record.

1. **Put it in the wall.** The engineer's report of two years ago lists a weak joint at the north steps, estimated at 38,000 dollars. It has since been patched with what the report calls goodwill.
2. **Give it back.** Cllr Stroud worked out on his telephone that this would come to nine dollars and eighty cents a household and cost about four dollars a household to post.
3. **Keep the bus.** The evening run of the 14, which ends at the hospital, is short of 22,000 dollars from next year. Cllr Amadi called this "the only proposal with people inside it".

The chamber chose none of them. It voted nine to two to let the seawall engineer look at the joint again before the next meeting, on the ground that a sum which had waited six years could wait four weeks. Cllr Amadi and Cllr Stroud, who agree on nothing else, voted against.

## How to check it yourself

The audit is forty-six pages long and readable to page thirty. Anyone may see it at the clerk's counter, where it lies next to the tide tables, and copy it for ten cents a sheet. The two accounts appear on pages 11 and 12, facing each other, and the sum that should not be there is the one without a pencil tick.

The *Lantern* asked whether there could be other sheets in other corners. Cllr Ferreby said that the auditors had gone through all fourteen funds and found one further discrepancy, of three dollars and fifteen cents, in the account for the Christmas lights.

It is being treated as a tip.

## Also decided

- The bandstand may be hired on Sundays until nine, by groups that "can name their own tune".
- The bins on the Strand will be emptied twice a week. A motion to empty them three times was withdrawn when it emerged that nobody knew how often they are emptied now.
- The clock above the chamber door will be repaired, provided that it can be done by someone already employed. It has been eight minutes slow since the water stood in the cellar, and members who arrive late have grown fond of it.

The meeting closed at 8.52 by the clock, and at nine by everyone else's.`,
}

const library: DemoArticle = {
  key: 'library-margins',
  hoursAgo: 96,
  headline: 'A library book comes home after sixty-one years, with notes',
  standfirst:
    'Somebody argued with a novel in pencil, page by page, for most of a lifetime. The library would like to know who won.',
  byline: 'Rosalind Achterberg',
  sectionName: 'Culture',
  language: 'en',
  picture: {
    file: 'library.svg',
    alt: 'The front of a brick library with tall arched windows, lit from within in the evening, and a bicycle leaning on the railings.',
    caption: 'The reading room stays open until eight on Thursdays. Drawing: Ottilie Frane',
  },
  body: `It came back through the night slot, in a bread bag, between a thriller and a guide to ferns. The label inside the cover says that *The Weir House*, a novel in three parts, was due on the ninth of a month in which nobody now working at Saltmere Library had been born.

The librarian on the desk, Tamsin Okafor, opened it to look for silverfish and did not close it again until lunch.

Every page is annotated. The notes run down the outer margins in a small upright pencil, go round the corners when they have more to say, and continue at the foot. They are all by one person, and they are all addressed to the book.

## "No she would not"

The first is on page three, where the heroine, Agnes, leaves a house by the river in the rain without a coat. *No she would not,* says the margin. *She was raised by a laundress.* On page nine: *There, she's cold. I said so.*

From this start the quarrel never really stops. The reader dislikes the hero ("talks like a catalogue"), corrects the tides ("it can NOT be high water at noon on both days"), and at the end of part one, where a letter is lost in a way that even kind critics have found convenient, fills the whole of the blank page opposite with a better plan for losing it.

Then something changes. The pencil grows softer, the hand larger. Against a quarrel between Agnes and her sister, where the younger reader had put *Good. Tell her*, a second note says: *I was hard on the sister. She was only frightened. One finds that out.* Under it, a third, shakier, with a date scratched beside it that is barely nine years old: *Both of them were. R.*

Ms Okafor counts at least five rounds. "You can tell by the pencils," she says. "And by how much they forgive."

## A reader called R.

The library's loan ledgers went into a skip in 1994, so there is no name. What can be known of R. has to be read from the margins, and half the town has now had a go.

R. lived within sight of the water, since the tide corrections are right to the quarter hour. R. knew what laundry weighs when wet. R. was once in a hospital "with windows like these people's, no help at all", and on page 212 copied out a recipe for quince paste because, presumably, no other paper was in reach. R. had a sister.

On the last page Agnes returns to the weir and the author leaves it open whether anybody is at home. Sixty-one years ago R. wrote beneath it: *Coward.* The word has been rubbed out, thoroughly, and can only be read in slanting light. Over it, in the large late hand, stands: *No. Leave the lamp on and stop there. Quite right.*

## The fine

At two cents a day, with leap years, the fine comes to 445 dollars and 62 cents. The library stopped charging fines five years ago and has no till to put it in. It has instead done something that it rarely does, which is to take a book out of circulation and put it under glass, open at page three, with a torch on a string for the faint parts. A volunteer turns the page each morning at ten. At that rate the exhibition ends in a little over a year.

A second copy of *The Weir House* has been bought, second-hand, and lies on the table beside it with a cup of sharpened pencils. It is the only book in the building in which you are asked to write.

By Thursday evening it had reached page forty. The first new note is in green ink, against instructions, and says: *With respect to R., I left a house without a coat once.* Under that, in pencil, in a hand that Ms Okafor says she'd know anywhere but won't name: *And were you cold?*

*The display is in the reading room, during opening hours. The library asks whoever used the night slot to come by. There is nothing to pay.*`,
}

const bus: DemoArticle = {
  key: 'bus-14',
  hoursAgo: 147,
  headline: 'Bus 14 will leave four minutes later, and everyone must now be somewhere else',
  standfirst:
    'A small change to one timetable has moved school bells, ward rounds and a choir. We spent a wet day on board to see what four minutes weigh.',
  byline: 'Caspian Doyle',
  sectionName: 'News',
  language: 'en',
  picture: {
    file: 'bus.svg',
    alt: 'A bus with lit windows in heavy rain on a wet street, its headlamps mirrored on the road, and one person under an umbrella at the stop.',
    caption: 'Quay Street, ten past seven, raining sideways. Drawing: Ottilie Frane',
  },
  body: `The change is printed on a sheet of paper the size of a hand. *Service 14, first departure Quay Street: for 5.44 read 5.48. All later times move accordingly.* It is tied to the pole at the stop with garden wire, and on the first wet morning after it went up, eleven people stood in front of it doing sums.

Bus 14 has one vehicle, two drivers and twenty-three stops. It climbs from the quay past the school and the orchard to the hospital, turns in the hospital yard, and comes down again. It does this fourteen times a day, which is not where the number comes from. Nobody I asked knew where the number comes from.

## Why four

The company's reason is a set of traffic lights at Tanner's Bridge. Since the spring they have favoured the bypass, and the 14 waits there for as much as three and a half minutes each way. "We were late by ten o'clock on every single day," says Maud Ellery, who has driven the route for seventeen years. "You can run late honestly or you can print it. They've printed it."

Few of the passengers quarrel with that. Their difficulty is that they had all arranged themselves, over the years, around the bus as it was.

Take the 7.10, now the 7.14. It used to put sixty pupils down at the school gate with six minutes in hand; it now leaves them two, and the caretaker has begun to hold the side door with his foot. It used to reach the hospital yard as the night shift came out. Now the night shift stands in the shelter, which holds nine, and the tenth to the fifteenth stand next to it. The physiotherapy desk has put all its first appointments back by five minutes, because, as a hand-written notice explains, *you are not late, we are all late, please sit down.*

## The choir and the kiln

Further down the day things become stranger. The Tuesday choir, which rehearses in the chapel on Orchard Lane, has sung its last piece against the clock for years so that the altos could catch the 8.52. With the 8.56 there is time for a repeat. "We have found that we do not know the second verse," says the choirmaster, Mrs Odell.

At the pottery by the upper turn, Juniper Vance opens her kiln when the bus goes by. She has lost nothing, she says, but she stood with her gloves on for four minutes and felt foolish.

And there is the quay. The first departure used to follow the ferry's horn by exactly four minutes, time enough to walk up from the slip with a bag. The harbour office says it was not consulted. The bus company says that it did not know there was anything to consult about, since the connection had never been written down anywhere. Both appear to be telling the truth.

## Who gains

I found three winners. One is a man who for two years has missed the 6.30 by a minute and a half, every weekday, and who asked me not to print his name because he is enjoying it. One is the bakery, which sells about thirty more rolls. The third is the driver.

"There's a bench at the hospital end," says Ms Ellery. "I've passed it thirty thousand times. On Wednesday I was early, and I sat on it."

She described the view, which takes in the river mouth, both breakwaters and the lighthouse, with the rain coming in over the bar like a curtain being drawn by someone in no hurry. Then she looked at her watch and went back to the wheel, because four minutes is not long.

*The new times are on every pole and in the library. The company will take complaints until the end of next month, in writing. It suggests you bring them on board.*`,
}

const tideGauge: DemoArticle = {
  key: 'tide-gauge',
  hoursAgo: 197,
  headline: 'What the pencil under the lighthouse has been saying since 1904',
  standfirst:
    'A float, a wire and a drum of paper have drawn every tide in Saltmere for more than a century. A schoolteacher has finally read all of it.',
  byline: 'Imogen Tarrant',
  sectionName: 'Science',
  language: 'en',
  picture: {
    file: 'lighthouse.svg',
    alt: 'A striped lighthouse on a rock at night, its beam crossing a dark sea in which the waves are drawn like the lines of a tide chart.',
    caption: 'The gauge sits in a well below the tower. Drawing: Ottilie Frane',
  },
  body: `To reach the oldest working instrument in Saltmere you go down, not up. Under the lighthouse, below the paraffin store, an iron door opens on a shaft that fills and empties with the sea. A copper float the size of a soup plate rides in it. A wire runs from the float over a wheel to a pencil, and the pencil rests on a drum that turns once a day.

That is all. It has no battery, it has never been improved, and since March 1904 it has drawn the height of the water at the river mouth on some forty-four thousand sheets of paper, two waves to a sheet.

Until last year nobody had looked at more than a drawer of them.

## One teacher, six winters

Leopold Varga taught mathematics at the upper school and retired with, as he puts it, a scanner and a bad knee. He offered to digitise the sheets for the lighthouse trust. He imagined that it would take a winter. It took six, because the pencil was changed by hand, and every keeper had his own idea of where the line began.

"There's a keeper in the twenties who is always two centimetres high," says Varga. "I thought it was the sea. It was his eyesight." To catch such things he compared each month with the moon, which has been reliable throughout, and with the church flood marks, which haven't.

What remains when the moon is taken out is a line that a child could read. The mean level at Saltmere today stands **24 centimetres** above that of the first ten years. Half of the rise took eight decades. The other half has taken the last forty years, and the steepest part is at the right-hand edge of the paper.

| Years | Rise per year |
|---|---|
| 1904 to 1943 | 1.3 mm |
| 1944 to 1983 | 1.7 mm |
| 1984 to today | 3.0 mm |

Part of it isn't the sea at all. The town stands on river mud, which settles, and a levelling survey of the quay suggests that about four of the 24 centimetres are Saltmere going down to meet the water.

## The wiggle

The numbers will surprise no oceanographer. What did surprise one, Dr Wanjiru Solberg of the coastal survey, who checked the work, was a small ripple that no one had asked about. On calm nights in late summer the pencil draws a tremor, a few millimetres high, with a period of twenty-two minutes. It is in the sheets of 1911 and in those of last August.

The harbour is rocking. A long, shallow basin with one opening has a note of its own, as a bottle has, and something outside taps it: most likely internal waves that arrive along the shelf when warm water lies on cold. Dr Solberg has heard of the effect in larger bays. "To have it in pencil for a hundred and twenty years is unreasonable," she says. "I've asked to see the pencil."

The swing explains an old grievance. Ferry crews have always said that on some still evenings the boat will not lie quietly at the slip, though there isn't a breath of wind. They were told that it was the wash of passing ships. On the evenings for which a complaint is found in the log, the ripple is on the paper eleven times out of thirteen.

## What it's good for

The council's seawall was designed with a level taken from a port ninety kilometres away. Varga's line gives it one from its own front door. The difference at the north steps is nine centimetres, in the wrong direction, and the engineer has asked for the file.

An electronic gauge was installed beside the old one eight years ago. It reports every six minutes, by radio, and was out of order for a total of fifty-one days in the last two winters. The float missed none. In the great storm the keeper's lamp went out, the door jammed, and the pencil drew the highest water ever recorded here, in one smooth arch, off the top of the sheet and on to the wood of the drum.

You can still see it there. Nobody has had the heart to sand it off, and Varga has measured it twice.`,
}

const orchard: DemoArticle = {
  key: 'huerto-de-nadie',
  hoursAgo: 266,
  headline: 'El huerto de nadie',
  standfirst:
    'Detrás de la parada del hospital hay ciento doce manzanos sin dueño conocido. Conviene que siga así, siempre que alguien lleve la escalera.',
  byline: 'Inés Calderón',
  sectionName: 'Opinion',
  language: 'es',
  picture: {
    file: 'orchard.svg',
    alt: 'Hileras de manzanos en una ladera suave, con una escalera apoyada en un árbol, cestas en la hierba y el estuario al fondo.',
    caption: 'El huerto alto, visto desde la última parada del 14. Dibujo: Ottilie Frane',
  },
  body: `Llegué a Saltmere hace once años con un contrato de seis meses en la conservera, y lo primero que me regaló este pueblo fue una manzana robada. Eso creí yo. Me la dio una señora en la parada del hospital, se la había sacado del bolsillo del abrigo, y cuando le pregunté de quién era el huerto me contestó con la única palabra que entonces entendía bien: *nobody*.

Tardé años en saber que era la verdad exacta.

## Ciento doce árboles

El huerto alto tiene ciento doce manzanos, plantados en hileras que siguen la pendiente y no el plano. En el registro figura a nombre de una sociedad de beneficencia que se disolvió cuando mi abuela era niña. Sus bienes debían pasar a otra sociedad, que nunca llegó a fundarse. Desde entonces el terreno es un paréntesis: el municipio no lo cobra, nadie lo hereda y el autobús da la vuelta al lado.

Y sin embargo está podado. Esa es la parte que quiero contar.

Lo podan en febrero los dos hermanos del taller de redes, que aprendieron con su padre. Las escaleras las guarda la capilla. Las cajas las presta Vandermolen, que a cambio se lleva las manzanas feas para las empanadas. La lista de quién recoge qué día la lleva, desde hace diecinueve otoños, una enfermera del turno de noche, en una libreta de cuadros que cuelga de un clavo dentro del cobertizo. Nadie la ha nombrado. Nadie se ha atrevido tampoco a quitarle la libreta.

Las reglas son cuatro y están escritas en la puerta con pintura de barco, en tres idiomas y con faltas en los tres:

1. Lo del suelo es de quien pasa.
2. Lo del árbol es de quien apuntó su nombre.
3. La hilera de arriba es del hospital.
4. La escalera se devuelve **el mismo día**.

## La propuesta

Ahora el ayuntamiento, que acaba de descubrir que sabe contar, ha descubierto también el huerto. Hay sobre la mesa una propuesta razonable, y me preocupa precisamente por eso: regularizar la finca, nombrar un comité, contratar un seguro, poner un horario. Todo lo firmaría cualquiera. Yo misma lo habría firmado en otra ciudad.

Pero he hecho la prueba de buscar, en los últimos cincuenta años del *Lantern*, qué ha pasado de malo en el huerto de nadie. He encontrado una clavícula rota, en 1986, de un muchacho que se había subido por una apuesta. He encontrado un enjambre. He encontrado una carta indignada de alguien a quien le tocaron manzanas con gusano, y la respuesta de la enfermera: «El gusano también estaba apuntado».

No hay más. Medio siglo de propiedad sin propietario, y el expediente cabe en una servilleta.

No soy ingenua. Sé que lo que es de nadie suele acabar siendo del primero que trae una valla. Si el huerto ha durado no es por magia ni porque aquí seamos mejores, que tampoco lo somos: basta con ver cómo aparcamos el día del mercado. Ha durado porque es pequeño, porque todos ven a todos desde la parada y porque el que se lleva la escalera tiene que bajarla luego por Orchard Lane, delante de once ventanas.

## Lo que pido

Pido poco. Que el municipio pague la póliza, si hace falta una póliza, y que la pague sin pedir a cambio una llave. Que se escriba en el registro una frase que reconozca lo que ya existe: que el terreno lo cuida quien lo cuida. Los juristas tienen palabras para eso, más viejas que el ayuntamiento. Y que el comité, si es que no hay manera de evitarlo, se reúna siempre allí, de pie, en octubre y con una cesta.

La señora de la parada murió hace tres inviernos. Yo apunto ahora su hilera junto a la mía, con su nombre, porque la libreta no tiene casilla para decir otra cosa. En otoño bajan conmigo dos chicas de la conservera que llegaron este año. El primer día una de ellas, con la manzana ya en la mano, me preguntó de quién era todo aquello.

Le contesté en inglés, para que fuera aprendiendo.`,
}

/** The newest first. */
export const demoArticles: readonly DemoArticle[] = [
  ferryHorn,
  council,
  library,
  bus,
  tideGauge,
  orchard,
]
