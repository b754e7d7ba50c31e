/**
 * Reading JSON as Google's services do (proto3 JSON): names in camelCase or snake_case, null for not said, unknown names
 * and wrong types refused with the words that their clients know.
 */
import { shapeError } from './google-error.js'

/** Reads one value. @param path such as `comment.text`, for the message. @throws QuestionError */
export type Read<T> = (value: unknown, path: string) => T

type Shape = Record<string, Read<unknown>>
type Message<S extends Shape> = { [K in keyof S]?: ReturnType<S[K]> }

const wrong = (type: string, value: unknown, path: string) =>
  shapeError(`Invalid value at '${path}' (${type}), ${shown(value)}`, path)

/** What was sent, cut short: the message is for whoever sent it. */
const shown = (value: unknown): string => (JSON.stringify(value) ?? '').slice(0, 80)

export const text: Read<string> = (value, path) => {
  if (typeof value === 'string') return value
  throw wrong('TYPE_STRING', value, path)
}
export const bool: Read<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value
  throw wrong('TYPE_BOOL', value, path)
}
/** A number, or one written in a string. */
export const float: Read<number> = (value, path) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw wrong('TYPE_FLOAT', value, path)
}
/** @param type full name of the enumeration */
export const oneOf =
  <const T extends string>(type: string, names: readonly T[]): Read<T> =>
  (value, path) => {
    const name = names.find((one) => one === value)
    if (name !== undefined) return name
    throw wrong(`type.googleapis.com/${type}`, value, path)
  }

export const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw wrong('TYPE_MESSAGE', value, path)
    return value.map((one, at) => read(one, `${path}[${at}]`))
  }

export const mapOf =
  <T>(read: Read<T>): Read<Map<string, T>> =>
  (value, path) =>
    new Map(
      Object.entries(objectAt(value, path)).map(([key, one]) => [
        key,
        read(one ?? {}, `${path}[${key}]`),
      ]),
    )

/** A message with these fields and no others; those that were not said are absent. */
export const message =
  <S extends Shape>(shape: S): Read<Message<S>> =>
  (value, path) => {
    const read: Message<S> = {}
    for (const [sent, one] of Object.entries(objectAt(value, path))) {
      const name = camelCase(sent)
      const field = Object.hasOwn(shape, name) ? shape[name] : undefined
      if (!field) throw unknownName(sent, path)
      if (one === null) continue
      read[name as keyof S] = field(one, path === '' ? name : `${path}.${name}`) as never
    }
    return read
  }

function objectAt(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw wrong('TYPE_MESSAGE', value, path)
}

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const unknownName = (name: string, path: string) =>
  shapeError(
    `Invalid JSON payload received. Unknown name ${JSON.stringify(name.slice(0, 80))}${path === '' ? '' : ` at '${path}'`}: Cannot find field.`,
    path,
  )
