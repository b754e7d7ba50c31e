/** Under the bus: a shelter for nine, a goose, and the one comment that had to go. */
import type { Talk } from '../talk.js'

export const bus14: readonly Talk[] = [
  {
    by: 'nan',
    says: "I'm number eleven in the shelter. It's a good shelter for nine people who like each other.",
    replies: [
      {
        by: 'sue',
        says: 'Who decides who gets to be the nine?',
        replies: [
          {
            by: 'nan',
            says: "Knees. It's strictly by knees.",
            replies: [{ by: 'tom', says: 'A just society.' }],
          },
        ],
      },
      {
        by: 'kwame',
        says: "The yard is hospital land, so the shelter is the hospital's, not the company's. A second bay costs about 3,000 and there's a form. I know because the school got one.",
        replies: [
          {
            by: 'nan',
            says: "Would you send me the form? I've got plenty of people who can fill things in at three in the morning.",
            replies: [
              {
                by: 'kwame',
                says: 'Sent. Section 4 asks for "estimated persons at peak". Put fifteen, and a drawing of the rain.',
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'otis',
    says: "Nobody knows where the number comes from?? It's the fourteenth route they licensed. There was a 1 to 13. The 9 went to the racecourse.",
    replies: [
      {
        by: 'marjorie',
        says: 'We have never had a racecourse.',
        replies: [
          {
            by: 'otis',
            says: "And now you know why there's no 9.",
            replies: [
              {
                by: 'fenella',
                says: "He's half right. The licences are in the county list: 1 to 13 were never ours, they belonged to Port Ansel. The 14 was simply the next free number on the page.",
                replies: [{ by: 'otis', says: 'Half right is my personal best on here.' }],
              },
            ],
          },
        ],
      },
      {
        by: 'hal',
        says: 'I was told it was named after the average age of the passengers at ten past seven.',
        replies: [{ by: 'ada', says: "It feels like it. I'm on it. I *am* the average." }],
      },
    ],
  },
  { by: 'lorcan', says: "The headline is the best description of living here I've ever read." },
  {
    by: null,
    says: '',
    replies: [
      {
        by: 'ruth',
        says: "That's uncalled for. Maud has driven that bus through two floods and a goose.",
        replies: [
          {
            by: 'maud',
            says: "The goose was worse. The floods didn't get on.",
            replies: [
              {
                by: 'ruth',
                says: "Maud! You're on here!",
                replies: [
                  {
                    by: 'maud',
                    says: 'Only at the hospital end. I have four minutes.',
                    replies: [
                      {
                        by: 'hal',
                        says: 'I think I speak for everybody: what did the goose want?',
                        replies: [
                          {
                            by: 'maud',
                            says: "Upper school. It got off there, too. I've never told the company because there's a box for \"livestock\" and I hadn't charged it.",
                            replies: [
                              {
                                by: 'ada',
                                says: 'It lived behind the gym for a term. We called it the supply teacher.',
                                replies: [
                                  {
                                    by: 'marjorie',
                                    says: 'I remember that goose. It had better control of the third form than the man it replaced.',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        by: 'wilf',
        says: "Whoever wrote that has never sat behind her on the ice. I have. You could've carried soup.",
        replies: [
          {
            by: 'nan',
            says: "Seconded. I've slept standing up on that bus and woken in the same place.",
          },
        ],
      },
      {
        by: 'esme',
        says: 'For those arriving late: the comment above is gone and nothing was lost by it.',
      },
    ],
  },
  {
    by: 'yusuf',
    says: 'I am the man who missed the 6.30 by a minute and a half. I have decided to be proud of it. For two years I ran past the bakery, and Piet used to shout the seconds.',
    replies: [
      {
        by: 'piet',
        says: "Eighty-eight was your best. You'd have been on it if you'd left the roll.",
        replies: [
          {
            by: 'yusuf',
            says: "I'm not going to leave the roll.",
            replies: [{ by: 'piet', says: "And that's why you're my favourite customer." }],
          },
        ],
      },
      {
        by: 'gwen',
        says: 'So what do you do now with the extra time?',
        replies: [
          {
            by: 'yusuf',
            says: 'I stand. It is wonderful. I look at people running.',
            replies: [{ by: 'lorcan', says: 'From also-ran to landed gentry in four minutes.' }],
          },
        ],
      },
    ],
  },
  {
    by: 'juergen',
    language: 'de',
    says: 'Fahrpläne sind eine Form von Wahrheit. Wenn der Bus jeden Tag um 7.14 Uhr kommt und 7.10 auf dem Schild steht, dann ist das Schild falsch und nicht der Bus. Insofern: richtig gemacht, schlecht angekündigt.',
    replies: [
      {
        by: 'anke',
        language: 'de',
        says: 'Mit Gartendraht angekündigt! Das ist doch wenigstens verzinkt.',
        replies: [
          {
            by: 'juergen',
            language: 'de',
            says: 'Kunststoffummantelt. Ich war nachsehen.',
            replies: [{ by: 'anke', language: 'de', says: 'Natürlich warst du das.' }],
          },
        ],
      },
      {
        by: 'colette',
        language: 'fr',
        says: 'Chez moi le car passait « vers » huit heures. Ce petit mot a fait notre éducation à tous.',
        replies: [
          {
            by: 'benoit',
            language: 'fr',
            says: "« Vers », c'est de huit heures moins dix à la Pentecôte.",
          },
        ],
      },
    ],
  },
  {
    by: 'dunstan',
    says: "They tied the new times to the pole at knee height. I've had to have it read to me by a child.",
    replies: [
      {
        by: 'sue',
        says: 'Was the child polite?',
        replies: [{ by: 'dunstan', says: 'Charged me a toffee.' }],
      },
    ],
  },
  {
    by: 'rafa',
    language: 'es',
    says: 'La pregunta seria es la conexión con el ferry. Mi turno empieza a las seis: barco a las 5.40, autobús a las 5.44, y llegaba. Ahora espero ocho minutos en el muelle. ¿De verdad nadie lo tenía escrito?',
    replies: [
      {
        by: 'maite',
        language: 'es',
        says: 'Lo tenía escrito mi madre, en un calendario de la cocina, desde 1988.',
        replies: [
          {
            by: 'rafa',
            language: 'es',
            says: 'Pues que la contraten.',
            replies: [
              {
                by: 'maite',
                language: 'es',
                says: 'Dice que por menos de la plaza de la ventanilla no se levanta.',
              },
            ],
          },
        ],
      },
      {
        by: 'dee',
        says: "From the boat: we could leave four minutes later ourselves. But then the *train* at the other end doesn't work, and I don't want to be the one to move a train.",
        replies: [
          {
            by: 'maud',
            says: 'Nor me. You start with a pole and some wire and end up in parliament.',
          },
        ],
      },
      {
        by: 'kwame',
        says: "In short, for others: the six o'clock shift used to step off the boat and on to the bus, and now has eight minutes in the rain. His friend says her mother has had the connection written on the kitchen calendar since 1988.",
        replies: [
          {
            by: 'fenella',
            says: 'Has she kept the calendars? Thirty-odd years of "ferry 5.40, bus 5.44" in ink is what I\'d call a written arrangement. I would take it to the hearing.',
            replies: [
              {
                by: 'maite',
                says: 'All of them. They have kittens on.',
                replies: [
                  {
                    by: 'fenella',
                    says: 'Kittens are admissible.',
                    replies: [{ by: 'hal', says: 'That is going on my gravestone.' }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'sami',
    language: 'ar',
    says: 'أركب هذه الحافلة كل صباح من الميناء. أربع دقائق لا تهم أحدًا، لكن المظلة تتسع لتسعة والمطر لا يعرف العدّ.',
    replies: [
      {
        by: 'layla',
        language: 'ar',
        says: '«المطر لا يعرف العدّ»... سأكتبها على المظلة نفسها.',
        replies: [
          {
            by: 'sami',
            language: 'ar',
            says: 'اكتبيها من الداخل حتى يقرأها التسعة المحظوظون.',
            replies: [
              {
                by: 'nan',
                says: "I asked my phone what this says and now I want it on the shelter too, in both alphabets: *the rain can't count*.",
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'yuqing',
    language: 'zh',
    says: '考试那天多出来的四分钟，我在车上把整章又看了一遍。这是我第一次感谢红绿灯。',
    replies: [{ by: 'chen', language: 'zh', says: '红绿灯也是要考试的，三分半才及格。' }],
  },
  {
    by: 'nok',
    language: 'th',
    says: 'รถเลทสี่นาที แต่ลูกค้าที่ป้ายได้กินโจ๊กหมดชาม ไม่ต้องวิ่งถือถุงเหมือนเมื่อก่อน พี่ว่าดีนะ',
    replies: [
      {
        by: 'ton',
        language: 'th',
        says: 'ดีครับ แต่ตอนนี้ทั้งคันหอมขิงไปจนถึงโรงพยาบาล',
        replies: [
          {
            by: 'maud',
            says: "If this is about the ginger: leave it be. It's the best the heating has ever smelt.",
          },
        ],
      },
    ],
  },
  {
    by: 'marjorie',
    says: "As a member of Mrs Odell's choir I can confirm that there is a second verse. There is also, it turns out, a third, and it is in Latin.",
    replies: [
      {
        by: 'gwen',
        says: 'I listened from the lane. I thought it was the kiln.',
        replies: [{ by: 'marjorie', says: 'Gwendolen.' }],
      },
    ],
  },
  {
    by: 'esme',
    says: 'Has anybody actually tried giving Maud a complaint on board, as suggested?',
    replies: [
      {
        by: 'maud',
        says: 'Six so far. Four were about the ferry, one was a recipe, and one just said "sorry, I was cross on Wednesday". I\'ve kept that one.',
      },
    ],
  },
]
