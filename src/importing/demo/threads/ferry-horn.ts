/** Two hundred comments under the ferry’s horn: a quarrel that ends in a cracked bell and a solar lamp. */
import type { Talk } from '../talk.js'

export const ferryHorn: readonly Talk[] = [
  {
    by: 'marjorie',
    says: 'I have been woken by that horn for seventy-one years and I would like it noted that I have never once been late for anything.',
    replies: [
      {
        by: 'hal',
        says: 'Marjorie, you were eleven minutes late for my wedding.',
        replies: [
          {
            by: 'marjorie',
            says: 'I was not late. I was hoping.',
            replies: [
              {
                by: 'hal',
                says: 'She said it at the reception as well, for those of you who are new.',
                replies: [
                  { by: 'ruth', says: 'I was at that reception. She said it into the microphone.' },
                ],
              },
            ],
          },
        ],
      },
      {
        by: 'tobias',
        says: "With respect, Mrs Pell, you live at the top of Chandler's Row. I measured it: 410 metres from the slip and a church in between. I live at 60 metres, with a window. We are not talking about the same object.",
        replies: [
          {
            by: 'marjorie',
            says: 'I taught you the inverse square law, Tobias, so I do know that.',
            replies: [
              {
                by: 'tobias',
                says: 'You did. You also taught me to show my working, so: from 60 to 410 metres is 16.7 decibels less, before the church.',
                replies: [
                  {
                    by: 'priya',
                    says: "Correct, and the church is worth about ten more. At Mrs Pell's pillow that is near 57. At the Malthouse 84. The second one *sounds* something like six times as loud.",
                    replies: [
                      {
                        by: 'dunstan',
                        says: "Six times nothing is nothing. It's six seconds.",
                        replies: [
                          {
                            by: 'priya',
                            says: 'It is six seconds that end your night. Nobody complains about the length.',
                            replies: [
                              {
                                by: 'dunstan',
                                says: "My night ends at four. I've never written to anyone about it.",
                                replies: [
                                  {
                                    by: 'nan',
                                    says: 'Dunstan, you go to bed at eight. I get in at one. I am the shortest letter in the article.',
                                    replies: [
                                      {
                                        by: 'dunstan',
                                        says: "I didn't know that was you, Nan. I'd not have put it like that.",
                                        replies: [
                                          {
                                            by: 'nan',
                                            says: "I know you wouldn't.",
                                            replies: [
                                              {
                                                by: 'dunstan',
                                                says: "I'll say this though. When they took my dad to the hospital it was you on nights, and what he asked for in the morning was had the horn gone.",
                                                replies: [
                                                  {
                                                    by: 'nan',
                                                    says: "He did. Every morning. I used to tell him yes whether I'd heard it or not.",
                                                    replies: [
                                                      {
                                                        by: 'gwen',
                                                        says: 'I started the petition and this is the first thing in the whole business that has made me put the kettle on and stop typing.',
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
                            by: 'beatrix',
                            says: 'Anyone who says "it\'s only six seconds" is invited to let me drop a tray behind him once a day at an hour of my choosing.',
                            replies: [
                              {
                                by: 'lorcan',
                                says: 'Deal, if the tray has been there since 1931 and you moved in next to it.',
                                replies: [
                                  {
                                    by: 'beatrix',
                                    says: 'I moved in next to a river. The brochure had a heron on it.',
                                    replies: [
                                      {
                                        by: 'gulls',
                                        says: 'The heron left the week your underground car park opened, but I take the point about brochures.',
                                        replies: [
                                          {
                                            by: 'beatrix',
                                            says: 'That is fair and I did not know it. Where did it go?',
                                            replies: [
                                              {
                                                by: 'gulls',
                                                says: "Fiddler's Point, second post from the left. It gets up at 5.40.",
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
                ],
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'gwen',
    says: `For the record, since it's my family's horn and people keep asking.

- It was *not* stolen from the Perpetua. It was bought for eleven shillings and a ham.
- The 1,140 signatures were collected at four places, and at none of them was anybody given cake first.
- I don't want anyone in the Malthouse to be miserable. I want the town to go on knowing what time it is.`,
    replies: [
      {
        by: 'otis',
        says: 'There was definitely cake at the net sheds.',
        replies: [
          {
            by: 'gwen',
            says: 'After. There was cake *after*.',
            replies: [
              {
                by: 'otis',
                says: 'I signed, had cake, forgot and signed again. You may want to make that 1,139.',
                replies: [
                  {
                    by: 'priya',
                    says: 'I went through the list at the harbour office. There are nine doubles and one "Constance (the boat)". Still over eleven hundred, out of 6,200 adults, which is a great deal for this town.',
                    replies: [
                      { by: 'gwen', says: 'I knew about Constance. I left her in on principle.' },
                      {
                        by: 'kwame',
                        says: 'Over eleven hundred who signed *for*. Has anyone asked how many of the other five thousand are simply relieved?',
                        replies: [
                          {
                            by: 'ruth',
                            says: "No, and that is what's wrong with petitions. Nobody stands outside the shop with a clipboard collecting people who don't mind.",
                            replies: [
                              {
                                by: 'wilf',
                                says: "I don't mind. Where do I sign.",
                                replies: [
                                  {
                                    by: 'hal',
                                    says: "Here, Wilf. Sign here. We'll call it the Petition of the Unbothered.",
                                    replies: [{ by: 'wilf', says: 'Not bothered.' }],
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
        by: 'tobias',
        says: 'Thank you for the third point. I mean it. The letters from our side were polite too and it would be nice if that got remembered.',
        replies: [
          {
            by: 'gwen',
            says: 'They were. I read all thirty-one. I cried at the one with the twins.',
            replies: [
              {
                by: 'sue',
                says: 'What did the one with the twins say?',
                replies: [
                  {
                    by: 'gwen',
                    says: 'Not mine to repeat. The twins are ten months old and they take it in turns.',
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        by: 'tom',
        says: 'Eleven shillings AND a ham. My grandfather kept the pig.',
        replies: [
          {
            by: 'gwen',
            says: 'Tom, this changes everything I know about my own family.',
            replies: [{ by: 'tom', says: 'Her name was Duchess.' }],
          },
        ],
      },
    ],
  },
  {
    by: 'juergen',
    language: 'de',
    says: 'Als Segler darf ich vielleicht etwas zur Rechtslage sagen. Regel 34 e der Kollisionsverhütungsregeln verlangt einen langen Ton nur dort, wo andere Fahrzeuge hinter einem Hindernis verborgen sein können. Die östliche Mole *ist* bei Niedrigwasser ein solches Hindernis, und zwar nicht nur für Ruderboote: Mein Boot liegt mit der Saling noch darunter.',
    replies: [
      {
        by: 'anke',
        language: 'de',
        says: 'Jürgen, dein Boot fährt aber auch nie vor elf Uhr aus.',
        replies: [
          {
            by: 'juergen',
            language: 'de',
            says: 'Das ist sachlich richtig und ändert nichts an der Regel.',
            replies: [
              { by: 'anke', language: 'de', says: 'Ich wollte es nur im Protokoll haben.' },
            ],
          },
        ],
      },
      {
        by: 'kwame',
        says: 'For those without German: he says the breakwater hides his boat too at low water, and his wife says his boat has never been out before eleven.',
        replies: [
          {
            by: 'juergen',
            says: 'A correct translation. I would add only that the rule does not ask when one gets up.',
          },
        ],
      },
      {
        by: 'dee',
        says: 'Deckhand here, not speaking for the company. At low water springs you cannot see a kayak behind the east arm until you are 80 m off. We looked it up once it got to the board. So we *will* sound at those tides, lamp or no lamp. It is in the standing orders, page 3.',
        replies: [
          {
            by: 'tobias',
            says: 'How many mornings is that?',
            replies: [
              {
                by: 'dee',
                says: 'Low water within half an hour of 0540, springs only. About 20 a year.',
                replies: [
                  {
                    by: 'tobias',
                    says: 'I could live with twenty. Honestly I could live with twenty with a calendar on the fridge.',
                    replies: [
                      {
                        by: 'marjorie',
                        says: 'Then it seems to me the two of you have just done in four lines what the board could not do in two hours and ten minutes.',
                        replies: [
                          {
                            by: 'dee',
                            says: "We weren't allowed to speak. Public gallery.",
                            replies: [
                              {
                                by: 'fenella',
                                says: 'I clerked for that board for nine years. Nobody is *forbidden* to speak from the gallery. You have to hand in a slip by noon. The slips are kept in a drawer in the office, which is locked until one.',
                                replies: [
                                  {
                                    by: 'hal',
                                    says: "You're inventing that.",
                                    replies: [
                                      {
                                        by: 'fenella',
                                        says: 'I had the key.',
                                        replies: [
                                          {
                                            by: 'lorcan',
                                            says: 'Somebody frame this thread.',
                                            replies: [
                                              {
                                                by: 'eitan',
                                                language: 'he',
                                                says: 'אני קורא את זה מהצד השני של העולם ומרגיש בבית. גם אצלנו המגירה נעולה עד אחת.',
                                                replies: [
                                                  {
                                                    by: 'noa',
                                                    language: 'he',
                                                    says: 'אצלנו המגירה פתוחה, אבל אין בה טפסים.',
                                                    replies: [
                                                      {
                                                        by: 'fenella',
                                                        says: 'I ran that through a translator and I believe we are all governed by one drawer.',
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
        by: 'yusuf',
        says: 'Question from somebody who doesn\'t sail: what is "springs"? It\'s not spring now.',
        replies: [
          {
            by: 'dee',
            says: 'Spring tides. New moon and full moon, when high is highest and low is lowest. Nothing to do with the season.',
            replies: [
              {
                by: 'yusuf',
                says: 'Thank you. I have lived here six years and thought you were all talking about the weather.',
                replies: [{ by: 'tom', says: 'We are always also talking about the weather.' }],
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'hesper',
    says: "I run the shop at Fiddler's Point. I said my piece to the paper, so only this: nineteen of us walk to the slip by ear. There's a bend, two gates and a dog. By the time any of us could *see* a lamp, the boat would be across and gone back. Nobody on the board has ever caught the first ferry from our side. I checked, I sell the tickets.",
    replies: [
      {
        by: 'esme',
        says: 'Could there be a second lamp at the bend, on your side? Somebody on the boat presses a button, the lamp goes on at the gate.',
        replies: [
          {
            by: 'hesper',
            says: 'There could. There could also be electricity at the bend, which would be a start.',
            replies: [
              {
                by: 'kwame',
                says: "Solar panel, battery, a radio switch. 140 dollars. I build these for the school greenhouse. I'll give you one.",
                replies: [
                  {
                    by: 'hesper',
                    says: 'I will give you a ham for it.',
                    replies: [
                      { by: 'tom', says: "It has to be a ham with a name or it isn't binding." },
                      {
                        by: 'kwame',
                        says: "No ham needed, I'm vegetarian. A good cheese and somebody to hold the ladder.",
                        replies: [
                          {
                            by: 'hesper',
                            says: "Cheese I have. Come on the second boat, the first one you wouldn't hear.",
                            replies: [
                              {
                                by: 'ada',
                                says: "Can I help? I'm fourteen, I can solder, and it's for the school greenhouse club anyway.",
                                replies: [
                                  {
                                    by: 'kwame',
                                    says: 'Ada solders better than I do. Yes.',
                                    replies: [
                                      {
                                        by: 'marjorie',
                                        says: 'If this is how it ends I shall forgive everybody, including Hal.',
                                        replies: [
                                          {
                                            by: 'hal',
                                            says: "I'd want that in writing, and notarised.",
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
            ],
          },
        ],
      },
      {
        by: 'wilf',
        says: "What's the dog called?",
        replies: [
          {
            by: 'hesper',
            says: "Bosun. He howls back. He'll be worse off than any of us.",
            replies: [
              {
                by: 'colette',
                language: 'fr',
                says: "Mon chien fait pareil avec les cloches de l'église, depuis notre arrivée. Au début j'avais honte. Maintenant les voisins règlent leur montre sur lui.",
                replies: [
                  {
                    by: 'benoit',
                    language: 'fr',
                    says: 'Le tien est en avance de deux minutes, Colette, il faudrait le faire réviser.',
                    replies: [
                      {
                        by: 'colette',
                        language: 'fr',
                        says: "Il n'est pas en avance. C'est le bedeau qui est vieux.",
                        replies: [
                          {
                            by: 'ruth',
                            says: 'My French is school French, but did the two of you just accuse the verger of being slow?',
                            replies: [
                              {
                                by: 'colette',
                                says: 'Old, not slow. It is more polite in French.',
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
        by: 'sami',
        language: 'ar',
        says: 'أنا مهندس على سفن الشحن ونصف عمري بين الأبواق. البوق ليس ضجيجًا لمن هو في الماء، هو الشيء الوحيد الذي يقول لك: لست وحدك هنا. لكنني أفهم الممرضة أيضًا، فأنا أنام في النهار.',
        replies: [
          {
            by: 'layla',
            language: 'ar',
            says: 'كلام جميل يا سامي. جدي كان يقول إن الميناء بلا صوت مثل بيت بلا باب.',
            replies: [
              {
                by: 'sami',
                language: 'ar',
                says: 'رحم الله جدك. والبيت الذي بابه يُطرق كل فجر متعبٌ أيضًا، لنكن منصفين!',
                replies: [
                  {
                    by: 'layla',
                    language: 'ar',
                    says: 'منصف كعادتك. إذن نقترح بابًا بجرس صغير.',
                    replies: [
                      {
                        by: 'noa',
                        language: 'he',
                        says: 'מסכימה איתכם. פעמון קטן היה פותר את הכול, וחבל שההצבעה על הפעמון נפלה בגלל הפסקת התה.',
                        replies: [
                          {
                            by: 'layla',
                            language: 'ar',
                            says: 'سقط الجرس بسبب استراحة الشاي؟ هذه أفضل جملة في المقال كله.',
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
            by: 'hesper',
            says: 'I put this through the machine and read it out in the shop. There was a silence and then somebody said "well, he\'s right, isn\'t he".',
            replies: [{ by: 'sami', says: 'Thank you. Please greet the dog from me.' }],
          },
        ],
      },
    ],
  },
  {
    by: 'esme',
    says: "Does anybody know whether the 84 decibels are with the window open or shut? The article doesn't say, and it rather decides the matter.",
    replies: [
      {
        by: 'imogen',
        isStaff: true,
        says: `Two corrections and an addition, from the author.

1. The 84 decibels were measured with the window **open**. With it closed the meter read 61. I had both figures in my notebook and used one; the article should have had both.
2. Ms Aldous's grandfather paid for the horn. I never meant to suggest otherwise, and I now know about the ham.
3. Several of you asked for the tape of the meeting. It is public, two hours ten, and can be heard at the library on Thursday.`,
        replies: [
          {
            by: 'dunstan',
            says: "Sixty-one! That's a conversation. That's my wife reading the paper at me.",
            replies: [
              {
                by: 'tobias',
                says: 'A conversation in your bedroom, at twenty to six, with a steamship.',
                replies: [
                  {
                    by: 'dunstan',
                    says: "You've not met my wife.",
                    replies: [
                      {
                        by: 'sue',
                        says: 'She reads these, Dunstan.',
                        replies: [{ by: 'dunstan', says: "I'm aware, she's dictating." }],
                      },
                    ],
                  },
                ],
              },
            ],
          },
          {
            by: 'lorcan',
            says: 'Two hours ten at the library on Thursday. Do we bring cushions?',
            replies: [
              {
                by: 'esme',
                says: "Cushions and a flask. It'll be the best attended cultural event since the book in the bread bag.",
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'lorcan',
    says: 'Proposal. We keep the horn and move the Malthouse.',
    replies: [
      {
        by: 'tobias',
        says: 'Proposal seconded if you carry my piano.',
        replies: [
          {
            by: 'lorcan',
            says: 'Is it an upright?',
            replies: [
              {
                by: 'tobias',
                says: "It's always been upright. It's the only one in the building that never wrote a letter.",
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
    says: '我是来这里读书的学生，住在麦芽厂公寓三楼。第一个月每天被吓醒，第二个月开始不用闹钟，第三个月我妈妈在视频里听见了，问我是不是住在船上。说实话，我会想念它的，但是考试周我希望它闭嘴。',
    replies: [
      {
        by: 'chen',
        language: 'zh',
        says: '丫头，我在码头上干了四十年。船不叫，人心里没底。考试周我去跟船长说说。',
        replies: [
          {
            by: 'yuqing',
            language: 'zh',
            says: '谢谢陈伯！不用真的去说，我买了耳塞。',
            replies: [
              {
                by: 'chen',
                language: 'zh',
                says: '已经说了。他说他拉绳子是因为绳子在那里。',
                replies: [{ by: 'yuqing', language: 'zh', says: '哈哈哈，原来报纸没有写错。' }],
              },
            ],
          },
        ],
      },
      {
        by: 'marjorie',
        says: "Could somebody kindly translate? I can see it's funny and I don't like to be left out.",
        replies: [
          {
            by: 'yuqing',
            says: "Of course! I live in the Malthouse. First month it scared me awake, second month I stopped needing an alarm, third month my mother heard it on a call and asked whether I was living on a ship. I'll miss it, except in exam week. And Uncle Chen asked the captain to be quiet for my exams. The captain told him about the cord.",
            replies: [
              {
                by: 'marjorie',
                says: 'Thank you, dear. Which exams?',
                replies: [
                  {
                    by: 'yuqing',
                    says: 'Hydraulics and two others.',
                    replies: [
                      {
                        by: 'marjorie',
                        says: 'Come on Wednesday. I did hydraulics with the pumping-station boys for thirty years and I have biscuits.',
                        replies: [
                          { by: 'hal', says: 'She says biscuits, plural. She means one each.' },
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
    by: 'nok',
    language: 'th',
    says: 'แม่ค้าที่ตลาดเช้าขอพูดบ้างค่ะ เราตั้งร้านตามเสียงหวูดมาสิบสองปี พอหวูดดังก็จุดเตา ถ้าเปลี่ยนเป็นไฟกระพริบ คนที่ก้มหน้าหั่นผักอยู่จะเห็นได้ยังไงคะ',
    replies: [
      {
        by: 'ton',
        language: 'th',
        says: 'เห็นด้วยครับพี่นก แต่เรือออกตรงเวลาทุกวันอยู่แล้ว ตั้งนาฬิกาสักเรือนก็ได้นะ',
        replies: [
          {
            by: 'nok',
            language: 'th',
            says: 'นาฬิกาตายมาสามเรือนแล้วจ้ะ เรือยังไม่เคยตาย',
            replies: [
              {
                by: 'ton',
                language: 'th',
                says: 'แพ้ครับ ขอข้าวมันไก่หนึ่งที่เป็นการปลอบใจ',
                replies: [{ by: 'nok', language: 'th', says: 'มาหลังหวูดนะ ตอนนี้ยังมีหวูดอยู่' }],
              },
            ],
          },
        ],
      },
      {
        by: 'esme',
        says: "Mrs Suwan's stall is the reason half of us are on the quay at that hour in the first place. For anyone new: go on a Friday.",
      },
    ],
  },
  {
    by: 'piet',
    says: 'Baker. I did the sum. Second batch comes out by the horn, six mornings a week, for twenty-six years: about eight thousand batches, and the horn has burnt me three. My oven timer burnt eleven in its first month and now lives in a drawer.',
    replies: [
      {
        by: 'fenella',
        says: 'Not the same drawer, I hope.',
        replies: [{ by: 'piet', says: 'With respect to the drawer, no.' }],
      },
      {
        by: 'otis',
        says: "Piet, you can see the mast from your back door. You'd see three flashes.",
        replies: [
          {
            by: 'piet',
            says: "If I'm looking at the back door at twenty to six, who is looking at the bread?",
            replies: [
              {
                by: 'otis',
                says: 'I withdraw the suggestion, and would like two seeded for Saturday.',
              },
            ],
          },
        ],
      },
      {
        by: 'rafa',
        language: 'es',
        says: 'Llevo quince años entrando a la conservera con la bocina de Constance y el pan de Piet. Si quitan la bocina, aviso, llego tarde y le echo la culpa a la junta.',
        replies: [
          {
            by: 'maite',
            language: 'es',
            says: 'Rafa, tú ya llegas tarde **con** bocina.',
            replies: [
              { by: 'rafa', language: 'es', says: 'Llego tarde con dignidad, que es distinto.' },
            ],
          },
        ],
      },
      {
        by: 'nan',
        says: "Your rolls are what I come home to, so I'm on both sides of this and would like the *bread* to stay exactly as it is.",
        replies: [
          { by: 'piet', says: "Nan, I'll leave two in the hatch at one o'clock. Don't knock." },
        ],
      },
    ],
  },
  {
    by: 'fenella',
    says: `I'd like to defend the board for one moment, since nobody else is going to.

> An amendment to ring a bell instead was lost on a tie, after which one member was heard to say that he had thought he was voting on the tea break.

A tie loses under standing order 12. It isn't the chair being difficult; it is the rule so that nothing happens by accident. The remedy is simple: any two members may bring the bell back after six weeks.`,
    replies: [
      {
        by: 'ruth',
        says: "So two members and six weeks, and we'd have a bell?",
        replies: [
          {
            by: 'fenella',
            says: 'Two members, six weeks and four votes.',
            replies: [
              {
                by: 'gwen',
                says: 'Who was the one with the tea break?',
                replies: [
                  {
                    by: 'fenella',
                    says: "I've retired, Gwen. I'm not made of stone but I have retired.",
                    replies: [
                      {
                        by: 'hal',
                        says: 'Rhymes with "lurk me".',
                        replies: [
                          {
                            by: 'tregear',
                            says: 'It was me. Birkby is my brother-in-law, I sat behind him, and I was the one who *said* "I thought that was the tea". He only laughed. He voted as he meant to.',
                            replies: [
                              {
                                by: 'hal',
                                says: 'Then I apologise to Mr Birkby, here, in public, where I was rude. It was a good rhyme but it was wrong.',
                                replies: [
                                  {
                                    by: 'tregear',
                                    says: "He's reading this over my shoulder and says he has been called worse by his own boat.",
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
        by: 'dunstan',
        says: "You can defend them all you like, four to three isn't a town, it's a coin.",
        replies: [
          {
            by: 'kwame',
            says: "Four to three is also how the horn got *bought*, Dunstan. It's in the minute book, 1931. The losing side wanted a flag.",
            replies: [
              {
                by: 'dunstan',
                says: 'A flag! At twenty to six!',
                replies: [
                  {
                    by: 'kwame',
                    says: 'In December.',
                    replies: [
                      {
                        by: 'tom',
                        says: "My grandfather voted for the flag. We don't talk about it. We talk about the pig.",
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
    by: 'beatrix',
    says: "Could we please stop saying that people in the Malthouse \"should have known\". I went to see the flat three times, at two in the afternoon, at four, and once on a Sunday. It's not on the plans, the agent never mentioned it, and I'm from a town where boats don't shout.",
    replies: [
      {
        by: 'wilf',
        says: "Where's that then.",
        replies: [{ by: 'beatrix', says: 'Inland.', replies: [{ by: 'wilf', says: 'Ah.' }] }],
      },
      {
        by: 'sue',
        says: "That's reasonable. I was born here and I'd still look at a flat at two in the afternoon.",
      },
      {
        by: 'dunstan',
        says: "Agent's job to tell you. I'd be cross with the agent.",
        replies: [
          {
            by: 'beatrix',
            says: 'I was. He said it was "characterful".',
            replies: [
              {
                by: 'hal',
                says: 'He sold me a shed that was "nearly square".',
                replies: [
                  { by: 'ruth', says: 'He sold my sister a *view*. It was a view of your shed.' },
                ],
              },
            ],
          },
        ],
      },
      {
        by: 'juergen',
        says: 'In my harbour at home every rental contract has a sentence about the bell buoy. It costs nothing and prevents a great deal of correspondence.',
        replies: [
          {
            by: 'kwame',
            says: 'That is the most useful sentence so far. Fenella, can the board ask for that?',
            replies: [
              {
                by: 'fenella',
                says: "The board can't. The council can, under the licensing of lets. Write to Nadia Ferreby, she has 41,300 dollars and a good mood.",
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'hiromi',
    language: 'ja',
    says: '長崎の港町で育ちました。子どもの頃、朝の汽笛は「起きなさい」ではなく「もう起きている人がいるよ」という音でした。看護師さんのお話を読んで、どちらの気持ちもわかるので、投票できない立場でよかったと思っています。',
    replies: [
      {
        by: 'kenta',
        language: 'ja',
        says: '「もう起きている人がいるよ」、いい言葉ですね。夜勤明けにはちょっと厳しいですけど。',
        replies: [
          {
            by: 'hiromi',
            language: 'ja',
            says: '本当ですね。夜勤の方には「もう寝ていいよ」と鳴ってほしいです。',
          },
        ],
      },
      {
        by: 'nan',
        says: 'My neighbour translated this for me. "Somebody is already awake" is exactly it. I think that\'s why I have never hated it, only the hour.',
      },
    ],
  },
  {
    by: 'anselm',
    says: `Anselm Roake, master of the Constance. My daughter has set this up for me and is typing.

I did not speak at the board because I was in uniform, and in uniform I have one opinion, which is the company's. I'm now in a cardigan.

I would be sorry to lose it. I'd be sorrier to have a nurse cross my deck who hasn't slept. If they give me a bell I will ring it properly.`,
    replies: [
      {
        by: 'nan',
        says: "Captain, I cross your deck four times a week and you always wait when you see me running. I'd never have put my name to a letter against *you*.",
        replies: [
          {
            by: 'anselm',
            says: 'You run very well. I have not had to wait more than a minute.',
            replies: [
              {
                by: 'dee',
                says: 'Eighty seconds, last Tuesday. I was holding the chain.',
                replies: [
                  {
                    by: 'anselm',
                    says: 'Deckhand Dee is on cardigan time as well and may say what she likes.',
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        by: 'gwen',
        says: "If it's a bell, I know where there is one. The Perpetua had a bell too. It's holding my mother's greenhouse door open.",
        replies: [
          {
            by: 'tom',
            says: 'What did *that* cost?',
            replies: [
              {
                by: 'gwen',
                says: "I'm almost afraid to look it up.",
                replies: [
                  {
                    by: 'fenella',
                    says: 'Minute book 1931, page 44: "for the bell, nothing, it being cracked."',
                    replies: [
                      {
                        by: 'anselm',
                        says: 'A cracked bell carries less far. That might be the very thing.',
                        replies: [
                          {
                            by: 'priya',
                            says: "It would. Roughly 70 at the slip, below 45 in a closed room at the Malthouse, and Piet would still hear it with the hatch open. I'm happy to borrow the meter again.",
                            replies: [
                              {
                                by: 'piet',
                                says: "I'd take that. I'd even dust the hatch.",
                                replies: [
                                  {
                                    by: 'tobias',
                                    says: "I'd take that too. Somebody write it down before we all remember that we disagree.",
                                    replies: [
                                      {
                                        by: 'marjorie',
                                        says: 'I have written it down. It is dated, and I have signed for both sides.',
                                        replies: [
                                          {
                                            by: 'wilf',
                                            says: "Still not bothered. But it's nice.",
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
            ],
          },
        ],
      },
      {
        by: 'marjorie',
        says: 'A cardigan suits you, Anselm. You were a fidgety boy and you have turned out well.',
        replies: [{ by: 'anselm', says: 'Thank you, miss.' }],
      },
    ],
  },
  {
    by: 'enid',
    says: 'Am I the only one who lives 300 metres away and has *never heard it at all*?',
    replies: [
      {
        by: 'priya',
        says: 'Where are you?',
        replies: [
          {
            by: 'enid',
            says: 'Behind the ice house.',
            replies: [
              {
                by: 'priya',
                says: 'Then you live in the acoustic shadow of four metres of sawdust wall. You are the control group.',
                replies: [{ by: 'enid', says: "First time I've been anybody's group." }],
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'sue',
    says: "Whatever they decide: bench outside the net sheds, last morning of the month, 5.35. I'm bringing the urn.",
    replies: [
      {
        by: 'rafa',
        says: 'I come. I will even be on time.',
        replies: [{ by: 'maite', says: 'Screenshot taken.' }],
      },
      {
        by: 'otis',
        says: 'Cake before or after?',
        replies: [{ by: 'gwen', says: '*During*, Otis.' }],
      },
      {
        by: 'colette',
        language: 'fr',
        says: "J'apporte le café, le vrai. Sans rancune pour l'urne de Sue.",
      },
      { by: 'nok', says: 'I bring rice soup. Stove goes on with the horn, as always.' },
      {
        by: 'layla',
        language: 'ar',
        says: 'سأكون هناك مع الكعك بالسمسم. ومن يسمع البوق للمرة الأخيرة فليغمض عينيه.',
        replies: [
          {
            by: 'hal',
            says: "My telephone says this is sesame cake and then something beautiful about closing one's eyes. I'll bring plates.",
          },
        ],
      },
      {
        by: 'beatrix',
        says: 'May one come from the Malthouse?',
        replies: [
          {
            by: 'sue',
            says: "One had better. You're sixty metres away, you're carrying the chairs.",
            replies: [
              {
                by: 'beatrix',
                says: "Then I'll bring twelve and the tray.",
                replies: [{ by: 'lorcan', says: 'Not the tray!' }],
              },
            ],
          },
        ],
      },
      {
        by: 'ada',
        says: "We're testing the lamp for Fiddler's Point the evening before, so if you see three flashes from the gate it's us and not a sign.",
        replies: [{ by: 'hesper', says: 'Bosun has been informed.' }],
      },
    ],
  },
]
