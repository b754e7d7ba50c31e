/** Plain forms: their fields as texts, and nothing that the form does not have. */
import { Refusal } from '../core/refusals.js'

/** The token that a form carries for browsers which do not say where they are. */
export const FORM_TOKEN = 'csrf'

/**
 * The fields of a form; missing ones are ''.
 * @throws Refusal request/invalid for a body with other fields
 */
export function fieldsOf<const K extends string>(
  body: unknown,
  names: readonly K[],
): Record<K, string> {
  const sent = (body ?? {}) as Record<string, unknown>
  const known = new Set<string>([...names, FORM_TOKEN])
  if (Object.keys(sent).some((name) => !known.has(name)))
    throw new Refusal('request/invalid', { detail: 'unknown fields' })
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<K, string>
}
