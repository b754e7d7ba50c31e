/** The names under which clients of the Perspective API ask for what our model knows. */
import { HEADS, type Head } from '../../moderation/index.js'

/** `site` is learned from decisions that were sent to this site; all others come with the program. */
export type Attribute = { name: string; head: Head | 'site' }

export const SITE_ATTRIBUTE = 'LIKELY_TO_REJECT'

/** Each head under its production name and the name that it had while it was an experiment. */
const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map(
  [
    ...HEADS.flatMap((head): Attribute[] => [
      { name: head.toUpperCase(), head },
      { name: `${head.toUpperCase()}_EXPERIMENTAL`, head },
    ]),
    { name: SITE_ATTRIBUTE, head: 'site' } as const,
  ].map((attribute) => [attribute.name, attribute]),
)

export const attributeOf = (name: string): Attribute | undefined => ATTRIBUTES.get(name)

export const ATTRIBUTE_NAMES: readonly string[] = [...ATTRIBUTES.keys()]
