/** The log: a sentence and its fields. Never readers' text, names or addresses. */
import pino from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.js'

export type Log = pino.Logger

/** Opens the log on standard output. */
export function openLog(config: Pick<Config, 'logLevel' | 'logFormat'>): Log {
  const isPretty =
    config.logFormat === 'pretty' || (config.logFormat === 'auto' && process.stdout.isTTY === true)
  const options = { level: config.logLevel, base: null }
  return isPretty
    ? pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true }))
    : pino(options)
}
