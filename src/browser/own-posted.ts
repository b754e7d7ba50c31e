/** Ids of the comments that were posted from this page: they are no news to whoever wrote them. */
export const ownPosted = new Set<string>()
