/** Under the library book: who was R., and one word of criticism that stuck. */
import type { Talk } from '../talk.js'

export const libraryMargins: readonly Talk[] = [
  {
    by: 'ruth',
    says: 'I went on Thursday to look for five minutes and stayed for two hours. Nobody has mentioned page 88, where the hero says "I have always known what I want" and the margin says *Soup*.',
    replies: [
      {
        by: 'hal',
        says: 'I have laughed at "Soup" four separate times today, once in a meeting.',
        replies: [
          {
            by: 'esme',
            says: 'My husband has started saying it whenever anyone on the radio sounds certain.',
          },
        ],
      },
      {
        by: 'fenella',
        says: 'Page 131 is mine. He gives her a list of his faults and the margin has quietly numbered on, from seven to nineteen.',
      },
    ],
  },
  {
    by: 'marjorie',
    says: 'I have a view on who R. was and I shall keep it to myself, except to say that there were two sisters in Tide Lane with a laundry, that one of them taught me to swim, and that the other one *read at table*.',
    replies: [
      {
        by: 'tom',
        says: 'Was that Rhoda with the green bicycle?',
        replies: [
          {
            by: 'marjorie',
            says: 'I said I would keep it to myself, Tom.',
            replies: [
              {
                by: 'tom',
                says: 'So it was, then.',
                replies: [
                  {
                    by: 'marjorie',
                    says: 'I taught you for three years and I do not recall your ever listening this closely.',
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        by: 'wilf',
        says: "Rhoda moved to Fiddler's Point though. Didn't she.",
        replies: [
          {
            by: 'hesper',
            says: "She did, and she bought bread from me until nine years ago. It came in a bag. That's all I'm saying as well.",
            replies: [{ by: 'ruth', says: "I've just gone cold all over, with a coat on." }],
          },
        ],
      },
    ],
  },
  {
    by: 'layla',
    language: 'ar',
    says: 'أجمل ما قرأت هذا الشهر. أمي كانت تكتب في هوامش كتب الطبخ: «كذب، يحتاج ساعة أخرى». ورثتُ الكتب وما زلت أجادلها.',
    replies: [
      {
        by: 'sami',
        language: 'ar',
        says: 'وهل كانت على حق؟ في الساعة أقصد.',
        replies: [{ by: 'layla', language: 'ar', says: 'دائمًا. وهذا ما لا أغفره للكتاب.' }],
      },
      {
        by: 'noa',
        language: 'he',
        says: 'אצל סבתא שלי זה היה בסידור, בעיפרון: "שוב פעם?". שמרנו אותו.',
        replies: [
          {
            by: 'layla',
            language: 'ar',
            says: '«مرة أخرى؟» في كتاب الصلاة! جدتك وأمي كانتا ستتفقان.',
          },
        ],
      },
      {
        by: 'esme',
        says: 'Is there a translation? The library one gave me "lies, it needs another hour" and if that\'s right I want it on a tea towel.',
        replies: [
          {
            by: 'layla',
            says: "It's right! My mother, in the margins of her cookery books. She was never once wrong about the hour.",
          },
        ],
      },
    ],
  },
  {
    by: 'colette',
    language: 'fr',
    says: '« Lâche. » Puis, soixante ans plus tard, effacé, et « Laisse la lampe allumée et arrête-toi là. » Il y a des mariages qui en disent moins.',
    replies: [
      { by: 'benoit', language: 'fr', says: 'Je note que tu me regardes en écrivant cela.' },
    ],
  },
  {
    by: 'otis',
    says: 'Slightly off to the side: 22,281 days is right if she borrowed it for a fortnight and you count *from the due date*. I checked because I had the same book out in March and got a reminder after one day.',
    replies: [
      {
        by: 'priya',
        says: 'Sixty-one years with fifteen or sixteen leap days, so 22,280 or 22,281. The fine is correct to within two cents.',
        replies: [{ by: 'otis', says: "Then I'd like my reminder reconsidered." }],
      },
    ],
  },
  {
    by: 'kenta',
    language: 'ja',
    says: '図書館で実物を見ました。三種類の筆跡が、だんだん大きく、やさしくなっていくのが分かります。隣に置かれた「書いてよい本」には、まだ勇気がなくて点をひとつだけ打ってきました。',
    replies: [
      {
        by: 'hiromi',
        language: 'ja',
        says: 'その点、見つけました。四十二ページの「海」の横ですよね。となりに小さな波を描いておきました。',
      },
    ],
  },
  {
    by: 'ada',
    says: 'For school we had to write what we\'d put on page one. Mine was "are you sure?" because it works for nearly every book.',
    replies: [
      {
        by: 'marjorie',
        says: 'It works for nearly everything, Ada. Full marks, and do not let them talk you into a longer one.',
      },
    ],
  },
  {
    by: 'juergen',
    language: 'de',
    says: 'Eine kleine Einwendung: Hochwasser um zwölf an zwei Tagen hintereinander ist natürlich unmöglich, die Tide verschiebt sich um fünfzig Minuten. R. hatte recht und der Lektor hat geschlafen.',
    replies: [
      {
        by: 'anke',
        language: 'de',
        says: 'Er hat es heute beim Frühstück nachgerechnet. Ich habe ins Marmeladenetikett geschrieben: *Suppe*.',
      },
    ],
  },
  {
    by: 'nok',
    language: 'th',
    says: 'อ่านแล้วคิดถึงสมุดบัญชีของแม่ ข้างตัวเลขมีคำว่า "ลูกค้าน่ารัก" กับ "ลูกค้าน่ารัก แต่ไม่จ่าย" เต็มไปหมด',
    replies: [{ by: 'ton', language: 'th', says: 'หน้าของผมต้องเป็นแบบที่สองแน่เลยครับพี่นก' }],
  },
  {
    by: 'tobias',
    says: "I'd only add that the green-ink note was not written by me, whatever they say at the desk. I own one green pen, and it's for *music*.",
    replies: [{ by: 'gwen', says: 'Nobody had said a word about you, Tobias.' }],
  },
]
