/**
 * The words of advertising by language, lower case, as people write them; folding takes accents off. General ones only:
 * no names of products and firms. Alone none of them means anything; see `adverts.ts` for what is made of several.
 */

export type AdvertWords = {
  language: string
  /** Together with a unit behind them they make a rate: "per hour". */
  per: string
  units: string
  /** Rates in one word or phrase: "hourly". */
  rates: string
  /** Somebody earns. */
  earn: string
  /** A time in which something was earned: "last month". */
  lately: string
  /** Work at home and money beside. */
  homework: string
  /** Calls to act as readers do not use them with each other. */
  call: string
  /** Calls to write privately. */
  invite: string
  /** What investments are said to bring. */
  gain: string
  sure: string
  /** Times in which no honest investment pays. */
  fast: string
  /** What is sold most by comments. */
  trade: string
}

/** The same in all languages. */
export const MESSENGERS =
  'whatsapp, watsapp, whats app, whatsap, telegram, telegramm, wechat, we chat, viber, kik, imo, signal, ватсап, вотсап, вацап, телеграм, телеграмм, вайбер, zalo'

export const CURRENCIES =
  'usd, eur, gbp, cad, aud, chf, inr, pln, rub, brl, try, ngn, zar, mxn, sek, nok, dkk, czk, php, aed, usdt, btc, euro, euros, dollar, dollars, bucks, quid, pounds, pound, rupees, rupee, franken, francs, dolares, pesos, reais, libras, dollari, sterline, zl, zloty, zlotych, рублей, руб, р, долларов, евро, гривен, грн, lira, lirasi, tl, kr, kronor, naira'

export const ADVERT_WORDS: readonly AdvertWords[] = [
  {
    language: 'en',
    per: 'per, an, a, each, every, one',
    units: 'hour, hr, hrs, hour s, day, week, wk, month, mo',
    rates: 'hourly, daily, weekly, monthly',
    earn: 'i make, i earn, i earned, i made, i get paid, i got paid, i am making, i m making, im making, i am earning, i have made, i ve made, having earned, is paying, are paying, paying, pays me, you can earn, you can make, earning, my paycheck, my first paycheck, my friend makes, she makes, make money, earn money, making money, earn cash',
    lately:
      'last month, last week, this month, this week, past month, past week, four weeks, 4 weeks, last 4 weeks, five weeks, two weeks, 30 days, first month, previous month, every month, each month, a month',
    homework:
      'work from home, working from home, work at home, working at home, worked from home, home based job, home job, online job, online jobs, online work, working online, job online, part time job from home, extra income, side income, passive income, without any experience, no experience needed, no skills needed, easy money, quick cash, financial freedom, from home job, from your home, simple online job',
    call: 'click here, click this link, click the link, click on this link, open this link, open the link, visit this site, visit this website, visit this link, visit here, visit my, go to this site, go to this link, go to this website, check this site, check this link, check this out, check my profile, see my profile, my bio, link in bio, link below, this link, apply now, join now, join here, start now, start here, start today, get started, sign up now, sign up here, register now, order now, buy now, try it now, try it yourself, for more info, for more information visit, for more details, more details here, details here, here is what i do, here is how, this is what i do, copy this, copy and paste, copy paste, home tab, act fast, act now, limited offer, special offer, follow this link, this website, this web site, read more here',
    invite:
      'contact me, contact him, contact her, contact us, contact them, contact now, text me, text him, text her, message me, message him, message us, message now, write me, write to me, write us, reach me, reach him, reach her, reach us, reach out, dm me, inbox me, add me, call me, chat me, chat with me, hit me up, whatsapp me, get in touch, send me a message, contact on, via whatsapp, on whatsapp, via telegram, on telegram, whatsapp number',
    gain: 'profit, profits, return, returns, roi, payout, payouts, win, winnings, earnings, commission, gains, interest',
    sure: 'guaranteed, guarantee, guarantees, risk free, no risk, without risk, sure, legit, trusted',
    fast: 'daily, per day, a day, every day, weekly, per week, a week, every week, 24 hours, 48 hours, 24hrs, in hours, within hours, in days, within days, 7 days, instantly',
    trade:
      'forex, binary options, bitcoin investment, crypto investment, crypto trading, bitcoin trading, trading platform, recover your lost, recovered my lost, recover my lost, recover lost, stolen bitcoin, lost bitcoin, recovery expert, spell caster, love spell, urgent loan, loan offer, apply for a loan, loans at, online casino, casino bonus, free spins, betting tips, viagra, cialis, replica watches, weight loss pills, essay writing service, seo services, followers for sale, buy followers, hacker for hire, professional hacker, fake passport, escort service, investment platform, expert trader, account manager, adult dating',
  },
  {
    language: 'de',
    per: 'pro, die, am, im, in der, je, jede, jeden',
    units: 'stunde, std, tag, woche, monat',
    rates: 'stündlich, täglich, wöchentlich, monatlich, stundenlohn',
    earn: 'ich verdiene, verdiene ich, ich habe verdient, verdient, verdienen sie, geld verdienen, verdiene, verdienst',
    lately:
      'letzten monat, im letzten monat, letzte woche, diesen monat, vier wochen, 30 tagen, ersten monat',
    homework:
      'von zu hause arbeiten, von zu hause aus, heimarbeit, homeoffice job, online job, nebenverdienst, nebeneinkommen, passives einkommen, ohne vorkenntnisse, ohne erfahrung, finanzielle freiheit, schnelles geld, leichtes geld',
    call: 'klick hier, klicken sie hier, klicke hier, hier klicken, diesen link, auf dieser seite, mein profil, besuchen sie, besuche meine, jetzt anmelden, jetzt registrieren, jetzt bewerben, jetzt starten, jetzt bestellen, jetzt kaufen, mehr infos hier, weitere infos unter, mehr informationen unter, probieren sie es',
    invite:
      'kontaktieren sie mich, kontaktiere mich, kontaktieren sie, schreib mir, schreiben sie mir, schreibt mir, melde dich, melden sie sich, per whatsapp, über whatsapp, auf whatsapp, per telegram, auf telegram, über telegram',
    gain: 'gewinn, gewinne, rendite, zinsen, ertrag, auszahlung, provision',
    sure: 'garantiert, garantierte, garantierter, garantie, risikofrei, ohne risiko, sicher',
    fast: 'täglich, am tag, pro tag, wöchentlich, pro woche, 24 stunden, 48 stunden, innerhalb von stunden, sofort',
    trade:
      'binäre optionen, krypto handel, krypto investment, bitcoin handel, kredit angebot, kreditangebot, darlehen angebot, dringend kredit, online casino, abnehmpillen, potenzmittel, follower kaufen, führerschein kaufen, zaubersprecher, liebeszauber, handelsplattform',
  },
  {
    language: 'es',
    per: 'por, la, al, a la, cada, el',
    units: 'hora, dia, semana, mes',
    rates: 'diarios, diarias, semanales, mensuales',
    earn: 'gano, gané, he ganado, ganar dinero, estoy ganando, puedes ganar, gana dinero, ganando, me pagan',
    lately: 'mes pasado, el mes pasado, semana pasada, este mes, cuatro semanas, 30 días',
    homework:
      'trabajo desde casa, trabajar desde casa, trabajando desde casa, desde tu casa, trabajo en línea, trabajo online, ingresos extra, ingresos pasivos, dinero fácil, sin experiencia, libertad financiera',
    call: 'haz clic, haga clic, clic aquí, este enlace, visita mi, visita esta página, visite, mi perfil, regístrate ahora, únete ahora, empieza ahora, aplica ahora, más información en, compra ahora, entra aquí',
    invite:
      'contáctame, contácteme, contacta conmigo, contáctanos, escríbeme, escríbame, mándame un mensaje, por whatsapp, al whatsapp, en whatsapp, por telegram, mi whatsapp',
    gain: 'ganancia, ganancias, rendimiento, rendimientos, beneficio, beneficios, interés, retorno',
    sure: 'garantizado, garantizada, garantizados, garantizadas, garantía, sin riesgo, seguro',
    fast: 'diario, al día, por día, cada día, semanal, por semana, 24 horas, 48 horas, en horas',
    trade:
      'opciones binarias, inversión en bitcoin, inversión en criptomonedas, préstamo urgente, oferta de préstamo, préstamos rápidos, casino en línea, hechizo de amor, amarres de amor, brujo, pastillas para adelgazar, comprar seguidores',
  },
  {
    language: 'fr',
    per: 'par, de l, de la, l, chaque',
    units: 'heure, jour, semaine, mois',
    rates: 'mensuels, quotidiens',
    earn: 'je gagne, j ai gagné, gagner de l argent, gagnez, vous pouvez gagner, je touche, gagné',
    lately: 'mois dernier, le mois dernier, semaine dernière, ce mois, quatre semaines, 30 jours',
    homework:
      'travail à domicile, travailler à domicile, travailler depuis chez, depuis chez moi, depuis chez vous, à la maison, travail en ligne, revenus passifs, revenu passif, complément de revenu, argent facile, sans expérience, liberté financière',
    call: 'cliquez ici, clique ici, ce lien, visitez, mon profil, inscrivez vous, rejoignez, commencez maintenant, postulez, plus d infos, plus d informations, ce site, achetez maintenant',
    invite:
      'contactez moi, contacte moi, contactez nous, contactez le, écrivez moi, écris moi, par whatsapp, sur whatsapp, via whatsapp, sur telegram, par telegram, mon whatsapp',
    gain: 'profit, profits, gain, gains, rendement, rendements, bénéfice, bénéfices, intérêts',
    sure: 'garanti, garantie, garantis, garanties, sans risque, sûr',
    fast: 'par jour, chaque jour, quotidien, par semaine, 24 heures, 48 heures, 24h, 48h',
    trade:
      'options binaires, investissement bitcoin, prêt urgent, offre de prêt, prêt entre particuliers, prêt rapide, casino en ligne, marabout, retour affectif, retour de l être aimé, pilules minceur, acheter des abonnés',
  },
  {
    language: 'it',
    per: 'all, al, alla, a, ogni, per',
    units: 'ora, giorno, settimana, mese',
    rates: 'giornalieri, settimanali, mensili',
    earn: 'guadagno, ho guadagnato, guadagnare, guadagnando, puoi guadagnare, guadagna',
    lately:
      'mese scorso, il mese scorso, settimana scorsa, questo mese, quattro settimane, 30 giorni',
    homework:
      'lavoro da casa, lavorare da casa, lavorando da casa, da casa tua, lavoro online, reddito passivo, entrate extra, soldi facili, senza esperienza, libertà finanziaria',
    call: 'clicca qui, cliccate qui, questo link, visita il, visita questo, mio profilo, iscriviti ora, registrati ora, inizia ora, candidati ora, maggiori informazioni, compra ora',
    invite:
      'contattami, contattatemi, contattaci, contattalo, scrivimi, scrivetemi, su whatsapp, via whatsapp, tramite whatsapp, su telegram, mio whatsapp',
    gain: 'profitto, profitti, guadagno, guadagni, rendimento, rendimenti, interesse',
    sure: 'garantito, garantita, garantiti, garantiti, garanzia, senza rischio, sicuro',
    fast: 'al giorno, ogni giorno, giornaliero, a settimana, 24 ore, 48 ore',
    trade:
      'opzioni binarie, investimento bitcoin, prestito urgente, offerta di prestito, prestito veloce, casinò online, legamento d amore, pillole dimagranti, comprare follower',
  },
  {
    language: 'pt',
    per: 'por, à, ao, a, cada',
    units: 'hora, dia, semana, mês',
    rates: 'diários, semanais, mensais',
    earn: 'eu ganho, ganhei, ganhar dinheiro, ganhando, você pode ganhar, ganhe, estou ganhando',
    lately: 'mês passado, no mês passado, semana passada, este mês, quatro semanas, 30 dias',
    homework:
      'trabalho em casa, trabalhar em casa, trabalhando em casa, sem sair de casa, trabalho online, renda extra, renda passiva, dinheiro fácil, sem experiência, liberdade financeira',
    call: 'clique aqui, clica aqui, este link, neste link, visite, meu perfil, inscreva se agora, cadastre se, comece agora, mais informações em, compre agora, acesse',
    invite:
      'me chama, chama no, fale comigo, entre em contato, contate me, me contate, me escreva, no whatsapp, pelo whatsapp, via whatsapp, no telegram, pelo telegram, meu whatsapp, no zap',
    gain: 'lucro, lucros, rendimento, rendimentos, retorno, ganhos, juros',
    sure: 'garantido, garantida, garantidos, garantia, sem risco, seguro',
    fast: 'por dia, ao dia, diário, por semana, 24 horas, 48 horas',
    trade:
      'opções binárias, investimento em bitcoin, empréstimo urgente, oferta de empréstimo, empréstimo rápido, cassino online, amarração amorosa, remédio para emagrecer, comprar seguidores',
  },
  {
    language: 'ru',
    per: 'в, за, каждый, каждую',
    units: 'час, день, неделю, месяц, сутки',
    rates: 'ежедневно, ежемесячно, еженедельно',
    earn: 'я зарабатываю, зарабатываю, заработал, заработала, заработать, зарабатывать, зарабатывайте, заработок, платят',
    lately: 'прошлый месяц, за месяц, прошлой неделе, этом месяце, за неделю',
    homework:
      'работа на дому, работа из дома, удаленная работа, удалённая работа, подработка, не выходя из дома, пассивный доход, без опыта, без вложений, лёгкие деньги, быстрые деньги, финансовая свобода, дополнительный доход',
    call: 'жми, жмите, кликай, перейди по ссылке, переходи по ссылке, переходите по ссылке, по ссылке, в моём профиле, мой профиль, регистрируйся, регистрируйтесь, начни сейчас, подробности здесь, подробности по, заходи, заходите на, купить сейчас',
    invite:
      'пишите мне, пиши мне, напиши мне, напишите мне, пишите в, пиши в, свяжитесь со мной, звоните, в личку, в лс, в телеграм, в ватсап',
    gain: 'прибыль, прибыли, доход, доходность, доходности, процентов',
    sure: 'гарантированно, гарантированный, гарантированная, гарантия, гарантируем, без риска, надёжно',
    fast: 'в день, ежедневно, каждый день, в неделю, за сутки, 24 часа, за день',
    trade:
      'бинарные опционы, инвестиции в биткоин, срочный кредит, займ онлайн, деньги в долг, онлайн казино, вулкан казино, приворот, купить подписчиков, купить диплом, таблетки для похудения',
  },
  {
    language: 'nl',
    per: 'per, elke, een',
    units: 'uur, dag, week, maand',
    rates: 'dagelijks, wekelijks, maandelijks',
    earn: 'ik verdien, verdiend, verdienen, geld verdienen, verdien',
    lately: 'vorige maand, afgelopen maand, vorige week, deze maand, vier weken',
    homework:
      'thuiswerken, vanuit huis, thuiswerk, online werk, bijverdienen, passief inkomen, zonder ervaring, snel geld',
    call: 'klik hier, deze link, bezoek, mijn profiel, meld je aan, begin nu, solliciteer nu, meer info op, koop nu',
    invite:
      'neem contact op, contacteer mij, stuur me, app me, bel me, via whatsapp, op whatsapp, via telegram, op telegram',
    gain: 'winst, winsten, rendement, rente, opbrengst',
    sure: 'gegarandeerd, gegarandeerde, garantie, zonder risico, risicoloos',
    fast: 'per dag, dagelijks, per week, 24 uur, 48 uur',
    trade:
      'binaire opties, crypto handel, lening aanbod, snelle lening, dringende lening, online casino, afslankpillen, volgers kopen',
  },
  {
    language: 'pl',
    per: 'na, za, co, w',
    units: 'godzinę, dzień, tydzień, miesiąc, dziennie, miesięcznie',
    rates: 'dziennie, tygodniowo, miesięcznie',
    earn: 'zarabiam, zarobiłem, zarobiłam, zarabiać, zarobić, zarabiaj',
    lately: 'w zeszłym miesiącu, zeszłym tygodniu, w tym miesiącu, cztery tygodnie',
    homework:
      'praca z domu, praca w domu, pracując z domu, praca online, dodatkowy dochód, dochód pasywny, bez doświadczenia, łatwe pieniądze',
    call: 'kliknij tutaj, kliknij w link, ten link, odwiedź, mój profil, zarejestruj się, dołącz teraz, zacznij teraz, więcej informacji na, kup teraz',
    invite:
      'napisz do mnie, skontaktuj się, zadzwoń, pisz na, na whatsapp, przez whatsapp, na telegram, przez telegram',
    gain: 'zysk, zyski, zysku, zwrot, dochód, odsetki',
    sure: 'gwarantowany, gwarantowane, gwarancja, bez ryzyka, pewny',
    fast: 'dziennie, na dzień, codziennie, tygodniowo, 24 godziny, 48 godzin',
    trade:
      'opcje binarne, inwestycja w bitcoin, pilna pożyczka, oferta pożyczki, szybka pożyczka, kasyno online, tabletki na odchudzanie',
  },
  {
    language: 'tr',
    per: 'her, bir',
    units: 'saat, gün, hafta, ay, saatte, günde, haftada, ayda',
    rates: 'saatte, günde, günlük, haftada, haftalık, ayda, aylık',
    earn: 'kazanıyorum, kazandım, kazan, kazanabilirsiniz, para kazan, para kazanmak, kazanç',
    lately: 'geçen ay, geçen hafta, bu ay, dört hafta',
    homework:
      'evden çalış, evden çalışarak, evde iş, ek iş, ek gelir, pasif gelir, deneyim gerekmez, kolay para',
    call: 'tıkla, tıklayın, buraya tıkla, bu link, bu linke, profilime bak, hemen kaydol, hemen başla, şimdi başla, hemen katıl, ziyaret edin',
    invite:
      'bana yaz, bana yazın, bana ulaşın, iletişime geçin, whatsapptan, whatsapp tan, telegramdan, telegram dan',
    gain: 'kar, kâr, getiri, kazanç, faiz',
    sure: 'garantili, garanti, risksiz, kesin',
    fast: 'günlük, günde, haftalık, haftada, 24 saat, 48 saat',
    trade:
      'ikili opsiyon, bitcoin yatırım, acil kredi, kredi teklifi, bahis sitesi, kaçak bahis, canlı bahis, deneme bonusu, zayıflama hapı, takipçi satın',
  },
]

/** Languages without spaces: pieces that are looked for anywhere. */
export const SPACELESS_WORDS = {
  rates:
    '时薪, 時薪, 日薪, 日入, 月入, 日赚, 每天赚, 每小时, 每天, 時給, 日給, 月収, 日収, ต่อวัน, ต่อชั่วโมง, วันละ',
  earn: '赚钱, 賺錢, 赚, 稼げ, 稼ぐ, 稼い, รายได้, หาเงิน',
  homework: '兼职, 兼職, 在家工作, 副业, 在宅ワーク, 副業, 不労所得, งานออนไลน์, ทำงานที่บ้าน, งานเสริม',
  call: '点击链接, 點擊連結, 点此, 立即加入, 立即注册, クリック, こちらから, 今すぐ登録, คลิก, สมัครเลย',
  messenger: '微信, 加微, 扣扣, line登録, ライン追加, แอดไลน์, ทักไลน์',
  invite: '加我, 联系我, 聯繫我, 私信我, 加微信, 連絡ください, 友達追加, ทักมา, แอดไลน์',
  trade:
    '代开发票, 博彩, 网上赌场, 線上賭場, オンラインカジノ, 借金一本化, คาสิโนออนไลน์, เว็บพนัน, สล็อต',
} as const
