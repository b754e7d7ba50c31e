/** Where things stand on the meter: pure, so that page and browser draw the same. */

export type MeterAmounts = { raisedMinor: number; goalMinor: number; ticksMinor: number[] }

/** All that a meter says, as text: two that say the same are equal. @param asOf ISO 8601; its day is shown */
export const meterState = (meter: MeterAmounts & { giftCount: number; asOf: string }): string =>
  [
    meter.raisedMinor,
    meter.goalMinor,
    meter.giftCount,
    meter.asOf.slice(0, 10),
    ...meter.ticksMinor,
  ].join(' ')

export type MeterTick = {
  amountMinor: number
  /** Place on the scale, 0..100, from the start edge. */
  percent: number
  /** Which end of the label stands at the tick, so that no label leaves the scale. */
  anchor: 'start' | 'middle' | 'end'
  /** False where a label would touch its neighbour. */
  isLabelled: boolean
}

export type MeterGeometry = { scaleMinor: number; fillPercent: number; ticks: MeterTick[] }

/** Labels nearer than this share of the scale would touch on a 360-px phone. */
export const LABEL_GAP_PERCENT = 18

/**
 * The scale runs from 0 to the goal, or to what was raised when that is more; 0 and the goal are always ticks.
 * Percentages are rounded to 2 digits: a hundredth is less than a pixel on any screen.
 */
export function meterGeometry(amounts: MeterAmounts): MeterGeometry {
  const { raisedMinor, goalMinor } = amounts
  const scaleMinor = Math.max(1, goalMinor, raisedMinor, ...amounts.ticksMinor)
  const place = (amountMinor: number) =>
    Math.round((Math.max(0, amountMinor) / scaleMinor) * 10_000) / 100
  const sorted = [...new Set([0, ...amounts.ticksMinor, goalMinor])].sort((a, b) => a - b)
  const ticks = sorted.map((amountMinor): MeterTick => {
    const percent = place(amountMinor)
    return { amountMinor, percent, anchor: anchorAt(percent), isLabelled: true }
  })
  return { scaleMinor, fillPercent: place(raisedMinor), ticks: labelled(ticks, place(goalMinor)) }
}

function anchorAt(percent: number): MeterTick['anchor'] {
  if (percent < 10) return 'start'
  return percent > 90 ? 'end' : 'middle'
}

/** 0 and the goal keep their labels; the others only where there is room for them. */
function labelled(ticks: MeterTick[], goalPercent: number): MeterTick[] {
  let last = 0
  return ticks.map((tick) => {
    if (tick.percent === 0 || tick.percent === goalPercent) {
      last = tick.percent
      return tick
    }
    const isClear =
      tick.percent - last >= LABEL_GAP_PERCENT &&
      (tick.percent > goalPercent || goalPercent - tick.percent >= LABEL_GAP_PERCENT)
    if (isClear) last = tick.percent
    return { ...tick, isLabelled: isClear }
  })
}
