import type { ImportSource } from '../record.js'
import { ImportRefused } from '../record.js'
export const SOURCES: readonly ImportSource[] = []
export function findSource(_head: string): ImportSource { throw new ImportRefused('none') }
