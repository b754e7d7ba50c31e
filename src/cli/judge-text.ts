/** The verb `judge`: says what the judge thinks of a text, with the places marked. Needs neither database nor server. */
import { type JudgedText, judge } from '../moderation/index.js'

/** Labels below this are noise in a list for people. */
const SHOWN_AT_01 = 0.05

/** @returns the exit code: 0 to publish, 3 to hold, so that a script can tell */
export function judgeText(text: string, language: string | null): number {
  const judged = judge(text, { language })
  for (const line of linesOf(text, judged, process.stdout.isTTY ? INVERSE : BRACKETS))
    console.log(line)
  return judged.action === 'hold' ? 3 : 0
}

type Marks = { open: string; close: string }
const BRACKETS: Marks = { open: '[', close: ']' }
const INVERSE: Marks = { open: '\u001b[7m', close: '\u001b[27m' }

/** The verdict, the marked text, and why. */
export function linesOf(text: string, judged: JudgedText, marks: Marks): string[] {
  const { action, language, tier, labels, signals } = judged
  const shown = Object.entries(labels)
    .filter(([, share01]) => share01 >= SHOWN_AT_01)
    .toSorted(([, a], [, b]) => b - a)
  return [
    `${action === 'hold' ? 'Hold' : 'Publish'} (language: ${language ?? 'unknown'}, ${tier})`,
    '',
    marked(
      text,
      signals.flatMap((signal) => signal.spans),
      marks,
    ),
    '',
    ...shown.map(([label, share01]) => `  ${label.padEnd(18)} ${share01.toFixed(2)}`),
    ...signals.map(
      (signal) => `  ${signal.detector}: ${signal.because} (${signal.share01.toFixed(2)})`,
    ),
  ]
}

/** Ranges may lie over each other: what is in any of them is marked once. */
function marked(text: string, spans: JudgedText['signals'][number]['spans'], marks: Marks): string {
  let out = ''
  let isOpen = false
  for (let i = 0; i <= text.length; i++) {
    const isIn = i < text.length && spans.some(({ start, end }) => i >= start && i < end)
    if (isIn !== isOpen) out += isIn ? marks.open : marks.close
    isOpen = isIn
    out += clean(text[i] ?? '')
  }
  return out
}

/** Escapes in a text that somebody else wrote would command the terminal. */
const CONTROLS = /(?![\t\n])\p{Cc}/u
const clean = (unit: string): string => (CONTROLS.test(unit) ? '\ufffd' : unit)
