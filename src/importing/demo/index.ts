import type { ImportRecord } from '../record.js'
export const demoRecords = (_now: Date): ImportRecord[] => []
