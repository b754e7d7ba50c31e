/** The heads that are trained, and what is said where a text has no label. */
export {
  LEARNT as TRAINED,
  type LearntHead as TrainedHead,
} from '../src/moderation/model/weights.js'

export const UNKNOWN = -1
