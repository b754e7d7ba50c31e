/** What a score is worth: the same measure that the program shows to moderators. */
export { auc } from '../src/moderation/learning/auc.js'
