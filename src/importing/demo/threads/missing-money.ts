/** Under the found money: what a sum may be spent on that comes only once. */
import type { Talk } from '../talk.js'

export const missingMoney: readonly Talk[] = [
  {
    by: 'hal',
    says: 'I would like to nominate the shoebox for public office.',
    replies: [
      {
        by: 'fenella',
        says: 'Box *file*, Hal. The man retires in the autumn, let him have it.',
        replies: [
          {
            by: 'hal',
            says: 'The Right Honourable Box File, then.',
            replies: [
              {
                by: 'ruth',
                says: 'It would be the first member in years to bring its own papers.',
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'esme',
    says: 'Nine dollars eighty per household and four of it on stamps. Could Councillor Stroud simply walk round? He has the time.',
    replies: [
      {
        by: 'wilf',
        says: 'He walked round before the election.',
        replies: [{ by: 'esme', says: 'Exactly, he knows where we live.' }],
      },
    ],
  },
  {
    by: 'kwame',
    says: "Before anyone gets attached to it: this isn't income, it is a one-off. The wall costs 38,000 once. The evening bus costs 22,000 *every year*. You can pay a one-off cost with a one-off sum, and you can't do the other thing, or you're back in the same room in two years with a sadder postcard.",
    replies: [
      {
        by: 'nan',
        says: "I know, and you're right. I just want it written somewhere that the last 14 is how fourteen people get home from their shift, me included.",
        replies: [
          {
            by: 'kwame',
            says: "Then ask for two years of it *while* the company renegotiates the lights at Tanner's Bridge. That has an end and can be paid once.",
            replies: [
              {
                by: 'nan',
                says: "Would you put that in a letter? I'll sign it, and so will the other thirteen.",
              },
            ],
          },
        ],
      },
      { by: 'dunstan', says: "Wall. You can't catch a bus under water." },
    ],
  },
  {
    by: 'eitan',
    language: 'he',
    says: 'ארבעים ואחד אלף דולר עמדו שש שנים בפינה עם סדין. אצלנו בוועד הבית היו מוצאים את זה תוך יום, כי השכנה מקומה שנייה סופרת הכול.',
    replies: [{ by: 'noa', language: 'he', says: 'תשלחו לסולטמיר את השכנה מקומה שנייה.' }],
  },
  {
    by: 'anke',
    language: 'de',
    says: 'Am besten gefällt mir, dass die Uhr repariert wird, „sofern es jemand kann, der schon angestellt ist“. So etwas steht bei uns auch in jedem Beschluss, nur länger.',
  },
  {
    by: 'marjorie',
    says: 'Three dollars and fifteen cents in the Christmas lights account will be mine. I put it in the wrong envelope in the year of the flood and have been waiting for somebody to notice.',
    replies: [{ by: 'fenella', says: 'Marjorie! The auditors gave it half a page.' }],
  },
]
