/** Publishing: articles, sections, pictures, revisions. */
export type { NewArticle } from './article.js'
export { slugOf } from './article.js'
export { COUNTED_ARTICLES_MAX, countComments } from './count-comments.js'
export { addPicture, makePictureSizes, PICTURE_WIDTHS } from './pictures.js'
export { addSection, type PublishedArticle, publishArticle } from './publish-article.js'
export {
  ARTICLES_LIMIT_MAX,
  ARTICLES_PER_PAGE,
  findArticlePlaceTogether,
  listArticles,
  listMainSections,
  listSections,
  readArticle,
  readArticlePlace,
} from './read-articles.js'
export { type ArticleRow, type FullArticleRow, findPublishingViolations } from './store/articles.js'
export {
  findAuthors,
  findByByline,
  findWrittenBy,
  replaceAuthors,
} from './store/authors.js'
export {
  RULE_COLUMNS,
  RULE_JOINS,
  RULE_LEVELS,
  RULE_NAMES,
  type RuleLevel,
  type RuleRow,
  type RuleValues,
} from './store/rules.js'
