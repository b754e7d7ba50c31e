/** Under the tide gauge: people who had felt the ripple before it was found. */
import type { Talk } from '../talk.js'

export const tideGauge: readonly Talk[] = [
  {
    by: 'tom',
    says: 'We called it the fidgets. "She\'s got the fidgets tonight." My father would put a second line on and not say another word about it. Nice to be told at eighty-three that he wasn\'t imagining things.',
    replies: [
      {
        by: 'priya',
        says: "Twenty-two minutes fits rather well. For a basin open at one end the period is four times the length divided by the speed of the wave. With 2.6 km to the weir and four metres of water I get close to 28. With five and a half metres, nearer 24. So a slightly deeper, slightly shorter harbour than the chart says, or a mouth that isn't quite an end.",
        replies: [
          {
            by: 'juergen',
            says: 'The chart is from before the dredging, that is your extra metre. Otherwise I agree with every digit.',
          },
        ],
      },
      {
        by: 'dee',
        says: "Confirmed from the deck. On a fidgety night the ramp goes up and down about a thumb's width and the cars all nod.",
      },
    ],
  },
  {
    by: 'yuqing',
    language: 'zh',
    says: '我学水利的，看到“把月亮拿掉之后剩下的那条线”这句话，起了一身鸡皮疙瘩。请问扫描的图纸学生可以看吗？',
    replies: [
      {
        by: 'kwame',
        says: 'She asks whether students can see the scans. Yes: Leopold keeps them on a disk at the lighthouse trust and is delighted by anyone under seventy.',
        replies: [
          {
            by: 'yuqing',
            says: "Thank you! I've written to him and he answered in nine minutes, with a *map of where to park the bicycle*.",
          },
        ],
      },
    ],
  },
  {
    by: 'hiromi',
    language: 'ja',
    says: '鉛筆が紙の端を越えて木のドラムに描き続けた、というところで涙が出ました。記録とはそういうものですね。',
  },
  {
    by: 'dunstan',
    says: "Three millimetres a year doesn't sound like much till you work out which step of the slip you used to tie up to. Fourth one down when I started. It's under weed now.",
  },
]
